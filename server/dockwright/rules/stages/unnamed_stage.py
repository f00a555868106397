"""A stage that is referred to by its number.

Numbers count from the top, so a stage that is put in later makes them mean another one, and the build goes on with the
wrong files or fails.

```dockerfile bad
FROM golang:1.25
RUN go build -o /app .

FROM alpine:3.22
COPY --from=0 /app /app
```
```dockerfile good
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
```

The fix gives the stage the name `build`, or one with its number where that is taken, and names it wherever the number
stood. It has to be asked for, as the name is a guess.

## References

- [Name your build stages](https://docs.docker.com/build/building/multi-stage/#name-your-build-stages)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stage_names import free_name, naming, numbers_of

_NAME = "build"


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("DF023",),
    mentions=("from=",),
)
def unnamed_stage(document: Document) -> Iterator[Diagnostic]:
    unnamed = [it for it in document.stages if it.name is None and numbers_of(it)]
    for stage in unnamed:
        image = stage.instruction.image
        if image is None or len(stage.instruction.words) != 1:
            continue
        name = free_name(document, _NAME if len(unnamed) == 1 else f"{_NAME}-{stage.index}", "-stage")
        edits = naming(document, stage, name)
        fixes = (Fix(f"Name the stage {name}", edits, Safety.UNSAFE),) if edits is not None else ()
        related = tuple(Related(it.range, "It is referred to here") for it in numbers_of(stage))
        yield Diagnostic(image.range, f"The stage has no name, and is referred to as `{stage.index}`", fixes, related)
