"""A RUN that only changes the directory.

Each RUN is a shell of its own and starts in the directory that WORKDIR says; where it ends is forgotten. So a RUN with
nothing but `cd` does nothing, and what follows runs in another place than its author thinks.

```dockerfile bad
FROM debian:12
RUN cd /srv/app
RUN ./configure
```
```dockerfile good
FROM debian:12
WORKDIR /srv/app
RUN ./configure
```

A `cd` behind `mkdir` alone is no better, nor is one in parentheses. The fix makes a WORKDIR of a lone `cd` to an
absolute path, unless a COPY or ADD below puts files into the directory that holds so far. It has to be asked for:
everything below then runs in that directory, which is what was meant, but has not been so. Another fix deletes the RUN.

## References

- [Best practices: WORKDIR](https://docs.docker.com/build/building/best-practices/#workdir)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete
from dockwright.text.ranges import TextRange

_BESIDE = frozenset({":", "mkdir", "pwd", "set", "true"})
# What a path may have in it to mean the same in a WORKDIR as in a shell.
_SPECIAL = "~$`*?[]{}\\'\"#;&|<> \t"


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DL3003",), mentions=("cd",))
def cd_alone(run: ast.Run, document: Document) -> Iterator[Diagnostic]:
    text = run.unit.text
    if "&&" in text[text.rfind("cd") :]:
        return
    state = document.state_before(run)
    commands = commands_of(run, state.shell_language)
    if not commands or commands[-1].name != "cd" or commands[-1].is_piped:
        return
    # What changes the directory of a subshell alone is no better.
    if not set(commands[-1].nestings) <= {"subshell", "group"}:
        return
    if any(it.name != "cd" and it.name not in _BESIDE for it in commands):
        return
    last = commands[-1]
    fixes = tuple(_fixes(run, commands, document))
    yield Diagnostic(last.range, "`cd` is forgotten at the end of its RUN; use WORKDIR", fixes)


def _fixes(run: ast.Run, commands: tuple[Command, ...], document: Document) -> Iterator[Fix]:
    path = _plain_path(run, commands)
    if path is None:
        return
    if document.state_before(run).workdir != path and not _something_is_put_there(run, document):
        keyword = "workdir" if run.keyword.text.islower() else "WORKDIR"
        whole = TextRange(run.keyword.range.start, commands[0].range.end)
        yield Fix(f"Use WORKDIR {path}", (Edit(whole, f"{keyword} {path}"),), Safety.UNSAFE)
    if not document.tree.comments_above(run):
        # The build may have stopped here for want of the directory.
        yield Fix("Delete this RUN", (delete(run.full_range),), Safety.UNSAFE)


def _plain_path(run: ast.Run, commands: tuple[Command, ...]) -> str | None:
    """The absolute path of a `cd` that is all of a RUN; `None` where it is not, or the path is not plain."""
    only = commands[0]
    if len(commands) > 1 or only.nestings or len(only.words) != 2 or only.redirections or only.assignments:
        return None
    path = only.words[1].value
    if path is None or not path.startswith("/") or any(it in path for it in _SPECIAL):
        return None
    if run.is_trigger or run.flags or run.heredocs or run.comments or not isinstance(run.command, ast.ShellForm):
        return None
    whole = TextRange(run.keyword.range.start, only.range.end)
    if "\n" in whole.shifted(-run.start).slice(run.unit.text) or run.arguments_range != only.range:
        return None
    return path


def _something_is_put_there(run: ast.Run, document: Document) -> bool:
    """Whether a COPY or an ADD below puts files where WORKDIR says, and finds its place as it is."""
    stage = document.stage_of(run)
    for instruction in stage.instructions if stage is not None else ():
        if instruction.start <= run.start:
            continue
        if isinstance(instruction, ast.Workdir) and instruction.path is not None:
            if instruction.path.text.startswith("/"):
                return False
        elif isinstance(instruction, ast.Transfer) and instruction.destination is not None:
            path = document.state_before(instruction).path_of(instruction.destination, instruction.escape)
            if path is None or not path.startswith("/"):
                return True
    return False
