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

The fix moves the stage, with the comments above it, up in front of the one that uses it, where it needs none in between
and no stage is called by its number. It has to be asked for, as another stage may then be the last, which a build makes
unless it is told otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, StageUse, UseKind
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


@rule(on=Stage, severity=Severity.ERROR, fix=Safety.UNSAFE, aliases=("DL3022",))
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
            message = f"The stage `{_called(use)}` is defined further down"
            yield Diagnostic(use.range, message, _fixes(document, stage, use.stage), (there,))


def _fixes(document: Document, user: Stage, stage: Stage) -> tuple[Fix, ...]:
    """The fix that moves `stage` up in front of `user`."""
    if document.has_numbered_uses or any(count > 1 for count in document.stage_names.values()):
        return ()
    if any(it.stage is not None and it.stage.index >= user.index for it in stage.uses):
        return ()
    is_last = stage.index + 1 == len(document.stages)
    start = _start(document, stage)
    end = len(document.text) if is_last else _start(document, document.stages[stage.index + 1])
    text = document.text[start:end]
    if not text.endswith("\n"):
        text += line_end_of(document.text)
    if is_last:
        # The blank lines above it shall stand between the two again.
        above = document.text[:start]
        kept = above.rstrip()
        first = above.find("\n", len(kept)) + 1
        text += above[first:]
        start = first
    edits = insert(_start(document, user), text), delete(TextRange(start, end))
    return (Fix("Move the stage up", edits, Safety.UNSAFE),)


def _start(document: Document, stage: Stage) -> int:
    """Where a stage begins, with the comments directly above it."""
    comments = document.tree.comments_above(stage.instruction)
    lines = document.lines
    return lines.start(lines.line_of(comments[0].range.start)) if comments else stage.instruction.start


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
