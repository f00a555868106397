"""A stage used above the place where it is defined.

Stages are built from top to bottom: `COPY --from` and `RUN --mount` with `from` can only use a stage further up, and a
number must be that of a stage there is. They count from 0.

```dockerfile bad
FROM alpine:3.20
COPY --from=build /app /app

FROM golang:1.23 AS build
RUN go build -o /app
```
```dockerfile good
FROM golang:1.23 AS build
RUN go build -o /app

FROM alpine:3.20
COPY --from=build /app /app
```

Stages that need each other are reported as a circle instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Related, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, StageUse, UseKind
from dockwright.syntax.dockerfile import ast


@rule(on=Stage, severity=Severity.ERROR, aliases=("DL3022",))
def copy_from_later_stage(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for use in stage.uses:
        if use.kind is UseKind.BASE:
            continue
        if use.stage is None:
            if use.index is not None and use.kind is UseKind.COPY and use.index >= _known(document, use):
                count = len(document.stages)
                held = f"the last stage is number {count - 1}" if count > 1 else "the only stage is number 0"
                yield Diagnostic(use.range, f"There is no stage {use.text}; {held}")
        elif use.stage.index > stage.index and not use.stage.needs(stage):
            there = Related(use.stage.instruction.range, "The stage begins here")
            yield Diagnostic(use.range, f"The stage `{_called(use)}` is defined further down", related=(there,))


def _known(document: Document, before: StageUse) -> int:
    """How many numbers there are at `before`.

    BuildKit numbers the images that lines above take from, too, behind the stages (detectRunMount, toCommand); a cache
    mount takes from the empty one.
    """
    count = len(document.stages)
    for stage in document.stages[: before.user.index + 1]:
        for use in stage.uses:
            if use.instruction.start >= before.instruction.start:
                break
            count += use.kind is not UseKind.BASE and use.stage is None and use.index is None
        for instruction in stage.instructions:
            if instruction.start >= before.instruction.start:
                break
            if isinstance(instruction, ast.Run):
                count += sum(_is_cache(it) and it.option("from") is None for it in instruction.mounts)
    return count


def _is_cache(mount: ast.Flag) -> bool:
    kind = mount.option("type")
    return kind is not None and kind.value is not None and kind.value.text.lower() == "cache"


def _called(use: StageUse) -> str:
    return use.stage.name if use.stage is not None and use.stage.name else use.text
