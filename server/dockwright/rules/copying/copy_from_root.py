"""The whole file system of another stage, copied.

`COPY --from=… / /` brings in everything: compilers, caches, sources, and what was only meant for the build. It also
mixes two systems, and what the one has of the other's files is overwritten.

```dockerfile bad
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build / /
```
```dockerfile good
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
```

The rule is silent where the files go into an empty stage, which makes one layer of many, and where they come from a
stage that started empty or from an image that may hold nothing but files to be copied.

## References

- [Multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, UseKind
from dockwright.syntax.dockerfile import ast


@rule(on=Stage, severity=Severity.WARNING, aliases=("DL3067", "DF026"), mentions=("--from",))
def copy_from_root(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for use in stage.uses:
        copy, source = use.instruction, use.stage
        if use.kind is not UseKind.COPY or not isinstance(copy, ast.Copy) or source is None:
            continue
        if stage.final_state.base.is_scratch or source.final_state.base.is_scratch:
            continue
        paths = copy.sources
        if len(paths) != 1 or paths[0].value != "/" or copy.destination is None or copy.destination.value != "/":
            continue
        # Where something is left out, someone has looked.
        if copy.flag("exclude") is None:
            message = f"Everything in the stage `{source.name or use.text}` is copied, its tools and caches too"
            yield Diagnostic(paths[0].range, message)
