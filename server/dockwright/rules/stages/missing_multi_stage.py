"""A program built in the stage that ships.

Compilers, sources and downloads then come along in the image. A second stage takes only what was built.

```dockerfile bad
FROM golang:1.25
WORKDIR /src
COPY . .
RUN go build -o /bin/app .
CMD ["app"]
```
```dockerfile good
FROM golang:1.25 AS build
WORKDIR /src
COPY . .
RUN go build -o /bin/app .

FROM debian:13-slim
COPY --from=build /bin/app /bin/app
CMD ["app"]
```

The rule looks for builds of Go, Rust, Java and .NET and for calls of a C compiler or `make`, in files of a single
stage. It is off by default: splitting a file is more than a line's work, and images for development want it all.

## References

- [Multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import Action
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast

_BUILDING = frozenset({"cargo", "dotnet", "go", "gradle", "maven"})
_COMPILERS = frozenset({"c++", "cc", "clang", "clang++", "cmake", "g++", "gcc", "javac", "make", "ninja", "rustc"})


@rule(
    on=Stage,
    severity=Severity.HINT,
    aliases=("tally/prefer-multi-stage-build", "DF011"),
    default=False,
)
def missing_multi_stage(stage: Stage) -> Iterator[Diagnostic]:
    if stage.index != 0 or not stage.is_last:
        return
    for run in stage.all_of(ast.Run):
        for command in commands_of(run, stage.state_before(run).shell_language):
            if _builds(command):
                message = f"`{command.name}` builds in the stage that ships, so its tools and sources come along"
                yield Diagnostic(command.words[0].range, message)
                return


def _builds(command: Command) -> bool:
    operation = command.operation
    if operation is not None:
        return operation.action is Action.BUILD and operation.manager.name in _BUILDING
    return command.name in _COMPILERS and not command.has("--version", "-v", "-V", "--help")
