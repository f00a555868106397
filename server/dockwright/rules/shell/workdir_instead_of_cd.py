"""A RUN that begins with `cd` to an absolute path.

`WORKDIR` says where commands run in a line of its own, makes the directory where it is missing, and holds for COPY and
the container too. A `cd` has to be repeated in each RUN.

```dockerfile bad
FROM golang:1.25
WORKDIR /app
COPY . /src
RUN cd /src && go build -o /app/server ./...
CMD ["./server"]
```
```dockerfile good
FROM golang:1.25
WORKDIR /app
COPY . /src
WORKDIR /src
RUN go build -o /app/server ./...
WORKDIR /app
CMD ["./server"]
```

The rule is off unless selected, as a RUN that works elsewhere for once is fine with `cd`. It speaks only where `cd` to
a plain absolute path comes first and the RUN never goes elsewhere again; a `cd` inside parentheses or further right is
left alone. A RUN with nothing but `cd` is the business of `cd-alone`.

The fix puts WORKDIR above the RUN and, below it, one that goes back to where the build was, unless another WORKDIR
comes before anything that asks for it. Where it is not known where that was there is no fix, nor where the RUN asks for
the directory that it came from. It has to be asked for: WORKDIR makes a directory that is missing, where `cd` fails.

## References

- [Best practices: WORKDIR](https://docs.docker.com/build/building/best-practices/#workdir)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.directories import working_directory
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation, line_above
from dockwright.semantic.stages import UseKind
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_PLAIN = re.compile(r"/[\w./-]*")
_MOVING = frozenset({"cd", "popd", "pushd"})
_WITHOUT_DIRECTORY = (ast.Arg, ast.Env, ast.Expose, ast.Label, ast.Maintainer, ast.Shell, ast.Stopsignal, ast.User)


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3003",
        "DS-0013",
        "ER0003",
        "DD045",
        "DF008",
        "dockerfile.best-practice.use-workdir",
        "f4a6bcd3",
        "AC_DOCKER_0018",
    ),
    default=False,
    mentions=("cd",),
)
def workdir_instead_of_cd(run: ast.Run, document: Document) -> Iterator[Diagnostic]:
    state = document.state_before(run)
    commands = commands_of(run, state.shell_language)
    if len(commands) < 2 or commands[0].name != "cd" or commands[0].nestings:
        return
    first = commands[0]
    if len(first.words) != 2 or first.separator_after not in ("&&", ";", "\n"):
        return
    path = first.words[1].value
    if path is None or not path.startswith("/") or path == state.workdir:
        return
    if not any(it.name in _MOVING for it in commands[1:]):
        message = f"`cd` holds for this RUN only; `WORKDIR {path}` says where it and all that follows runs"
        yield Diagnostic(first.range, message, _fixes(run, document, commands, path))


def _fixes(run: ast.Run, document: Document, commands: tuple[Command, ...], path: str) -> tuple[Fix, ...]:
    first, second = commands[0], commands[1]
    if run.is_trigger or run.heredocs or first.separator_after != "&&" or _asks_for_the_old_one(run):
        return ()
    separator = first.separator_after_range
    if separator is None or second.nestings or second.assignments or not _PLAIN.fullmatch(path):
        return ()
    between = TextRange(separator.end, second.range.start).shifted(-run.start).slice(run.unit.text)
    if between.strip(f"{BLANKS}{run.escape}"):
        # What begins the rest is not a plain command, so where it begins is not known.
        return ()
    indent = indentation(run)
    keyword = "workdir" if run.keyword.text.islower() else "WORKDIR"
    edits = [
        line_above(document, run, f"{indent}{keyword} {path}"),
        delete(TextRange(first.range.start, second.range.start)),
    ]
    if _is_left_at_once(run, document):
        return (Fix("Use WORKDIR", tuple(edits), Safety.UNSAFE),)
    back = _where_it_was(document.state_before(run))
    if back is None:
        return ()
    edits.append(insert(run.range.end, f"{line_end_of(run.unit.text)}{indent}{keyword} {back}"))
    return (Fix("Use WORKDIR, and go back", tuple(edits), Safety.UNSAFE),)


def _where_it_was(state: State) -> str | None:
    """The directory in which the RUN begins, by a WORKDIR or as the base image has it."""
    known = state.base.known
    if state.workdir is not None or state.workdir_unit is not None or known is None:
        return state.workdir
    return working_directory(known.repository)


def _asks_for_the_old_one(run: ast.Run) -> bool:
    """Whether the RUN uses the directory in which it begins, which would be another one."""
    targets = [it.option("target", "dst", "destination") for it in run.mounts]
    paths = [(it.plain or "") if it is not None else "" for it in targets]
    return "OLDPWD" in run.unit.text or "~-" in run.unit.text or any(it[:1] not in ("/", "") for it in paths)


def _is_left_at_once(run: ast.Run, document: Document) -> bool:
    """Whether a WORKDIR with an absolute path comes below before anything else that asks for the directory."""
    stage = document.stage_of(run)
    for instruction in stage.instructions if stage is not None else ():
        if instruction.start <= run.start or isinstance(instruction, _WITHOUT_DIRECTORY):
            continue
        path = instruction.path if isinstance(instruction, ast.Workdir) else None
        return path is not None and path.text.startswith("/")
    # Of a stage that others only copy from, nobody sees in which directory it ends.
    uses = [it.kind for it in stage.used_by] if stage is not None and not stage.is_last else []
    return bool(uses) and UseKind.BASE not in uses
