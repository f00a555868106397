"""A stage that the last one does not need.

Nothing is copied from it and nothing builds on it, so BuildKit leaves it out of a build of the last stage.

```dockerfile bad
FROM golang:1.25
RUN go build -o /app .

FROM alpine:3.22
COPY app /app
```
```dockerfile good
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
```

A stage with a name may be built on purpose, by `docker build --target test`, so the rule looks only at stages without
one. The option `include-named` makes it look at all of them:

```dockerfile bad settings={"include-named": true}
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY app /app
```
```dockerfile good settings={"include-named": true}
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
```

## References

- [Multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    include_named: bool = field(
        default=False,
        metadata={"description": "Look at stages with a name too, which `--target` may ask for."},
    )


@rule(on=Document, severity=Severity.INFORMATION, aliases=("tally/no-unreachable-stages", "DD066"))
def unused_stage(document: Document, options: Options) -> Iterator[Diagnostic]:
    unused = [it for it in document.stages if not it.is_needed and (it.name is None or options.include_named)]
    if not unused or ast.Unknown in document.kinds or any(len(it.instruction.words) > 3 for it in document.stages):
        # A template, whose stages are others.
        return
    # Behind one that `--target` may ask for stands what that needs.
    wanted = set() if options.include_named else _needed_by_named(document)
    for stage in unused:
        image = stage.instruction.image
        if image is not None and stage.index not in wanted:
            where = stage.instruction.stage_name or image
            yield Diagnostic(where.range, "The last stage needs nothing of this one, so a build leaves it out")


def _needed_by_named(document: Document) -> set[int]:
    """The numbers of the stages with a name, and of all that those need."""
    waiting = [it for it in document.stages if it.name is not None]
    seen = {it.index for it in waiting}
    while waiting:
        for use in waiting.pop().uses:
            if use.stage is not None and use.stage.index not in seen:
                seen.add(use.stage.index)
                waiting.append(use.stage)
    return seen
