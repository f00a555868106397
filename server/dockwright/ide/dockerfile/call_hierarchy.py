"""Who is built from whom: each stage with those that use it, and those that it uses."""

from __future__ import annotations

from collections.abc import Iterable

from dockwright.ide.ranges import visible_range
from dockwright.ide.results import StageItem, StageLink
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, StageUse
from dockwright.semantic.symbols import symbols_of
from dockwright.text.ranges import TextRange


def stage_at(document: Document, offset: int) -> StageItem | None:
    """The stage that is named at `offset`, or whose FROM stands there."""
    mention = symbols_of(document).at(offset)
    if mention is not None and mention.symbol.stage is not None:
        return _item(document, mention.symbol.stage)
    instruction = document.tree.instruction_at(offset)
    for stage in document.stages:
        if instruction is not None and stage.instruction.start == instruction.start:
            return _item(document, stage)
    return None


def users(document: Document, index: int) -> list[StageLink]:
    """The stages that build on stage number `index` or take something from it, each with where it says so."""
    stage = _stage(document, index)
    return [] if stage is None else _grouped(document, ((use.user, use) for use in stage.used_by))


def used(document: Document, index: int) -> list[StageLink]:
    """The stages that stage number `index` builds on or takes something from, each with where it says so."""
    stage = _stage(document, index)
    uses = stage.uses if stage is not None else ()
    return _grouped(document, ((use.stage, use) for use in uses if use.stage is not None))


def _stage(document: Document, index: int) -> Stage | None:
    return document.stages[index] if 0 <= index < len(document.stages) else None


def _grouped(document: Document, uses: Iterable[tuple[Stage, StageUse]]) -> list[StageLink]:
    found: dict[int, list[TextRange]] = {}
    for stage, use in uses:
        found.setdefault(stage.index, []).append(use.range)
    return [StageLink(_item(document, document.stages[it]), tuple(ranges)) for it, ranges in sorted(found.items())]


def _item(document: Document, stage: Stage) -> StageItem:
    source = stage.instruction
    image = source.image.text if source.image else ""
    last = stage.instructions[-1] if stage.instructions else source
    whole = TextRange(source.start, visible_range(document, last).end)
    focus = source.stage_name or source.image or source.keyword
    return StageItem(stage.index, stage.name or f"stage {stage.index}", image, whole, focus.range)
