"""Give a stage a name, and refer to it by that wherever its number stands."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.assist import REWRITE, Assist
from dockwright.semantic.document import Document
from dockwright.semantic.stage_names import free_name, mounts_meant, naming, numbers_of
from dockwright.semantic.stages import Stage, StageUse
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it on the FROM of a stage without a name, and on every number that refers to one."""
    stage = _stage_at(document, range)
    if stage is None or stage.name is not None:
        return
    number = f"-{stage.index}"
    wanted = "final" if stage.is_last else "build" if _is_only(document, stage) else f"build{number}"
    name = free_name(document, wanted, number)
    uses = f", and use that for {stage.index}" if _numbers(document, stage) else ""
    # The image is the same: it holds no names of stages.
    yield Assist(f"Name the stage {name}{uses}", REWRITE, lambda: naming(document, stage, name))


def _stage_at(document: Document, range: TextRange) -> Stage | None:
    for stage in document.stages:
        if stage.instruction.range.encloses(range) or any(it.range.encloses(range) for it in _numbers(document, stage)):
            return stage
    return None


def _numbers(document: Document, stage: Stage) -> list[StageUse]:
    return [*numbers_of(stage), *mounts_meant(document, stage)]


def _is_only(document: Document, stage: Stage) -> bool:
    return all(it is stage or it.is_last or it.name is not None for it in document.stages)
