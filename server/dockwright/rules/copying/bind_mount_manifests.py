"""Manifests copied into the image for one installation.

A bind mount shows a file to one RUN without a layer of its own, and all sources are copied below anyway.

```dockerfile bad
FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
```
```dockerfile good
FROM python:3.13-slim
WORKDIR /app
RUN --mount=type=bind,source=requirements.txt,target=requirements.txt pip install --no-cache-dir -r requirements.txt
COPY . .
```

The rule speaks where the very next line installs from the files, in the directory that they are copied to, and where
a later COPY brings in everything. It is off by default: mounts need BuildKit, and what is mounted cannot be written to.

The fix has to be asked for, for those reasons.

## References

- [Build cache: use bind mounts](https://docs.docker.com/build/cache/optimize/#use-bind-mounts)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete, insert


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/ruby/prefer-gemfile-bind-mounts",),
    default=False,
    mentions=("copy",),
)
def bind_mount_manifests(stage: Stage) -> Iterator[Diagnostic]:
    for index, (copy, run) in enumerate(pairwise(stage.instructions)):
        if not isinstance(copy, ast.Copy) or not isinstance(run, ast.Run) or not _is_of_files(copy):
            continue
        if not _installs(run, stage) or not _all_follows(stage.instructions[index + 2 :]):
            continue
        names = [it.text for it in copy.sources if isinstance(it, ast.Word)]
        mounts = "".join(f" --mount=type=bind,source={it},target={it}" for it in names)
        fixes: tuple[Fix, ...] = ()
        if run.start == copy.full_range.end and not copy.comments:
            edits = (delete(copy.full_range), insert(run.keyword.range.end, mounts))
            fixes = (Fix("Mount them into the RUN instead", edits, Safety.UNSAFE),)
        yield Diagnostic(
            copy.keyword.range, "Only the RUN below needs these files, and a bind mount shows them to it", fixes
        )


def _is_of_files(copy: ast.Copy) -> bool:
    """Whether it copies files with plain names to the working directory."""
    if copy.flags or copy.heredocs or copy.exec_form is not None or copy.destination is None:
        return False
    return copy.destination.value in (".", "./") and all(_is_plain(it) for it in copy.sources)


def _is_plain(source: ast.Word | ast.Element) -> bool:
    value = source.value
    if not isinstance(source, ast.Word) or not value or source.text != value:
        return False
    return "." in value.strip(".") + "." and not any(it in value for it in "/*?[,=")


def _installs(run: ast.Run, stage: Stage) -> bool:
    state = stage.state_before(run)
    commands = [it for it in commands_of(run, state.shell_language) if not it.wraps]
    return (
        len(commands) == 1
        and commands[0].operation is not None
        and commands[0].operation.reads_manifests
        and not run.mounts
        and state.workdir_unit is not None
    )


def _all_follows(below: Sequence[ast.Instruction]) -> bool:
    """Whether a later COPY brings everything in, to the directory of the first."""
    for it in below:
        if isinstance(it, ast.Workdir):
            return False
        if not isinstance(it, ast.Copy) or it.flag("from") is not None or it.destination is None:
            continue
        if any(source.value in (".", "./") for source in it.sources):
            return it.destination.value in (".", "./")
    return False
