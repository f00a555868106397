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

The fix puts WORKDIR above the RUN and, below it, one that goes back to where the build was; where that is not known
there is none. It has to be asked for: WORKDIR makes a directory that is missing, where `cd` fails.

## References

- [Best practices: WORKDIR](https://docs.docker.com/build/building/best-practices/#workdir)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.layout import indentation
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_PLAIN = re.compile(r"/[\w./-]*")
_MOVING = frozenset({"cd", "popd", "pushd"})


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
def workdir_instead_of_cd(run: ast.Run, state: State) -> Iterator[Diagnostic]:
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
        yield Diagnostic(first.range, message, _fixes(run, state, commands, path))


def _fixes(run: ast.Run, state: State, commands: tuple[Command, ...], path: str) -> tuple[Fix, ...]:
    first, second = commands[0], commands[1]
    if state.workdir is None or run.is_trigger or run.heredocs or first.separator_after != "&&":
        return ()
    separator = first.separator_after_range
    if separator is None or second.nestings or second.assignments or not _PLAIN.fullmatch(path):
        return ()
    between = TextRange(separator.end, second.range.start).shifted(-run.start).slice(run.unit.text)
    if between.strip(f"{BLANKS}{run.escape}"):
        # What begins the rest is not a plain command, so where it begins is not known.
        return ()
    newline, indent = line_end_of(run.unit.text), indentation(run)
    keyword = "workdir" if run.keyword.text.islower() else "WORKDIR"
    edits = (
        insert(run.keyword.range.start, f"{keyword} {path}{newline}{indent}"),
        delete(TextRange(first.range.start, second.range.start)),
        insert(run.range.end, f"{newline}{indent}{keyword} {state.workdir}"),
    )
    return (Fix("Use WORKDIR, and go back", edits, Safety.UNSAFE),)
