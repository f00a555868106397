"""The stages above, where a FROM, a COPY or a mount may name one."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.dockerfile.completion.place import Arguments, item
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.stages import Stage


def bases(arguments: Arguments) -> Iterator[Item]:
    """The stages that a FROM can build on; behind the image, the AS that names its own."""
    line = arguments.line
    if arguments.name != "FROM" or arguments.is_trigger:
        return
    if arguments.index == 1:
        range = line.range(*arguments.word)
        lower = arguments.instruction.keyword.text.islower()
        text = "as" if lower else "AS"
        if range is not None:
            yield item(text, ItemKind.INSTRUCTION, range, f"{text} " if not line.text[line.at :] else text)
    elif arguments.index == 0 and ":" not in arguments.typed and "/" not in arguments.typed:
        range = line.range(*arguments.word)
        for stage in _above(arguments) if range is not None else ():
            if stage.name and range is not None:
                yield item(stage.name, ItemKind.STAGE, range, detail=_base(stage), sort=f"1{stage.index:04}")


def sources(arguments: Arguments, start: int, end: int, *, numbers: bool = True) -> Iterator[Item]:
    """The stages that can be copied or mounted from: by their names, those without one by their numbers.

    The `from` of a mount takes no `numbers`.
    """
    range = arguments.line.range(start, end)
    if range is None:
        return
    for stage in _above(arguments):
        if stage.name is None and not numbers:
            continue
        name = stage.name or str(stage.index)
        yield item(name, ItemKind.STAGE, range, detail=_base(stage), sort=f"1{stage.index:04}")


def _above(arguments: Arguments) -> list[Stage]:
    """The stages above the cursor's; of several with one name only the last."""
    by_name = {
        (it.name or str(it.index)).casefold(): it
        for it in arguments.document.stages
        if it.instruction.start < arguments.instruction.start
    }
    own = arguments.document.stage_of(arguments.instruction)
    return [it for it in by_name.values() if it is not own]


def _base(stage: Stage) -> str:
    image = stage.instruction.image
    return image.text if image is not None else ""
