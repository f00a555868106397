"""A RUN that begins with `cd` to an absolute path.

`WORKDIR` says where commands run in a line of its own, makes the directory where it is missing, and holds for COPY and
the container too. A `cd` has to be repeated in each RUN.

```dockerfile bad
FROM golang:1.25
COPY . /src
RUN cd /src && go build ./...
```
```dockerfile good
FROM golang:1.25
COPY . /src
WORKDIR /src
RUN go build ./...
```

The rule is off unless selected, as a RUN that works elsewhere for once is fine with `cd`. It speaks only where `cd` to
a plain absolute path comes first and the RUN never goes elsewhere again; a `cd` inside parentheses or further right is
left alone. A RUN with nothing but `cd` is the business of `cd-alone`.

## References

- [Best practices: WORKDIR](https://docs.docker.com/build/building/best-practices/#workdir)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_MOVING = frozenset({"cd", "popd", "pushd"})


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
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
        yield Diagnostic(first.range, message)
