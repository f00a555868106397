"""A Go program that keeps its tables for debuggers.

`-ldflags="-s -w"` leaves the symbol table and the debug information out, about a quarter of the file. Stack traces of
panics stay as they are.

```dockerfile bad
FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .
FROM scratch
COPY --from=build /server /server
```
```dockerfile good
FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /server .
FROM scratch
COPY --from=build /server /server
```

The rule is off by default, as debuggers and profilers in production may need the tables. It is silent about builds for
debugging (`-race`, `-gcflags`) and where `GOFLAGS` or a variable may hold the flag. The fix has to be asked for.

## References

- [cmd/link](https://pkg.go.dev/cmd/link)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.installing import flag_behind, may_get_flags
from dockwright.semantic.state import State

_FOR_DEBUGGING = ("-race", "-gcflags", "-msan", "-asan", "-cover")


@rule(on=Command, severity=Severity.HINT, fix=Safety.UNSAFE, default=False, mentions=("go build",))
def go_build_not_stripped(command: Command, state: State) -> Iterator[Diagnostic]:
    operation = command.operation if command.name == "go" else None
    if operation is None or operation.subcommand.words != ("build",):
        return
    if "GOFLAGS" in state.environment or operation.has_flag(_FOR_DEBUGGING) or may_get_flags(operation, state):
        return
    if any(it.name == "GOFLAGS" for it in command.assignments):
        return
    if any(it.value is None and it.text.lstrip('"-').startswith(("ldflags", "gcflags")) for it in command.arguments):
        return
    where = operation.subcommand_words[-1].range
    given = operation.flag("-ldflags", "--ldflags")
    if given is None:
        fixes: tuple[Fix, ...] = ()
        if not command.is_quoted:
            fixes = (Fix("Leave the tables out", (flag_behind(operation, '-ldflags="-s -w"'),), Safety.UNSAFE),)
        yield Diagnostic(where, "This program keeps its tables for debuggers", fixes)
    elif given.value is not None and not {"-s", "-w"} & set(given.value.split()):
        yield Diagnostic(given.word.range, "This program keeps its tables for debuggers")
