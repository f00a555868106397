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
from dockwright.semantic.stages import Stage, StageUse
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert

_NAME = "build"


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("DF023",),
    mentions=("from=",),
)
def unnamed_stage(document: Document) -> Iterator[Diagnostic]:
    unnamed = [it for it in document.stages if it.name is None and _numbers(it)]
    if not unnamed:
        return
    taken = set(document.stage_names) | {use.text.lower() for it in document.stages for use in it.uses}
    # What a later build's ONBUILD refers to is not among the uses.
    deferred = any(isinstance(it, ast.Onbuild) and "from=" in it.unit.text for it in document.instructions)
    for stage in unnamed:
        image = stage.instruction.image
        if image is None or len(stage.instruction.words) != 1:
            continue
        numbers = _numbers(stage)
        fixes: tuple[Fix, ...] = ()
        if not deferred and all(it.word.text == it.text for it in numbers):
            name = _name(stage, len(unnamed) == 1, taken)
            edits = [insert(image.range.end, f" AS {name}"), *(Edit(it.range, name) for it in numbers)]
            fixes = (Fix(f"Name the stage {name}", tuple(edits), Safety.UNSAFE),)
        related = tuple(Related(it.range, "It is referred to here") for it in numbers)
        yield Diagnostic(image.range, f"The stage has no name, and is referred to as `{stage.index}`", fixes, related)


def _numbers(stage: Stage) -> list[StageUse]:
    return [it for it in stage.used_by if it.index is not None]


def _name(stage: Stage, is_only: bool, taken: set[str]) -> str:
    name = _NAME if is_only else f"{_NAME}-{stage.index}"
    while name in taken:
        name += "-stage"
    return name
