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
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert

_NAME = "build"


@rule(
    on=Stage,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("DF023",),
    mentions=("from=",),
)
def unnamed_stage(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    image = stage.instruction.image
    numbers = [it for it in stage.used_by if it.index is not None]
    if stage.name is not None or image is None or len(stage.instruction.words) != 1 or not numbers:
        return
    name = _name(stage, document)
    edits = [insert(image.range.end, f" AS {name}"), *(Edit(it.range, name) for it in numbers)]
    fixes: tuple[Fix, ...] = ()
    # What a later build's ONBUILD refers to is not among the uses.
    deferred = any(isinstance(it, ast.Onbuild) and "from=" in it.unit.text for it in document.instructions)
    if not deferred and all(it.word.text == it.text for it in numbers):
        fixes = (Fix(f"Name the stage {name}", tuple(edits), Safety.UNSAFE),)
    related = tuple(Related(it.range, "It is referred to here") for it in numbers)
    yield Diagnostic(image.range, f"The stage has no name, and is referred to as `{stage.index}`", fixes, related)


def _name(stage: Stage, document: Document) -> str:
    unnamed = [it for it in document.stages if it.name is None and any(use.index is not None for use in it.used_by)]
    taken = {(it.name or "").lower() for it in document.stages} | {
        use.text.lower() for it in document.stages for use in it.uses
    }
    name = _NAME if len(unnamed) == 1 else f"{_NAME}-{stage.index}"
    while name in taken:
        name += "-stage"
    return name
