"""Names for stages: which are free, and what has to change where one gets its name."""

from __future__ import annotations

from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, StageUse, UseKind
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert


def free_name(document: Document, wanted: str, suffix: str) -> str:
    """`wanted`, with `suffix` behind it until no stage is called so and nothing refers to an image of that name."""
    taken = set(document.stage_names) | {use.text.lower() for it in document.stages for use in it.uses}
    while wanted in taken:
        wanted += suffix
    return wanted


def numbers_of(stage: Stage) -> list[StageUse]:
    """The references to a stage by its number."""
    return [it for it in stage.used_by if it.index is not None]


def mounts_meant(document: Document, stage: Stage) -> list[StageUse]:
    """The mounts `from` a stage's number, which BuildKit takes for the name of an image."""
    number = str(stage.index)
    uses = (use for it in document.stages[stage.index + 1 :] for use in it.uses)
    return [it for it in uses if it.kind is UseKind.MOUNT and it.text == number]


def naming(document: Document, stage: Stage, name: str) -> tuple[Edit, ...] | None:
    """The edits that give a stage without a name one, and put that wherever its number stood, also in mounts.

    `None` where that cannot be told: a number in quotes, or in what an ONBUILD defers to a later build.
    """
    image, numbers = stage.instruction.image, [*numbers_of(stage), *mounts_meant(document, stage)]
    if image is None or len(stage.instruction.words) != 1 or any(it.word.text != it.text for it in numbers):
        return None
    if any(isinstance(it, ast.Onbuild) and "from=" in it.unit.text for it in document.instructions):
        return None
    keyword = "as" if stage.instruction.written.islower() else "AS"
    return (insert(image.range.end, f" {keyword} {name}"), *(Edit(it.range, name) for it in numbers))
