"""The stages above, where a FROM, a COPY or a mount may name one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.ide.dockerfile.completion.place import Arguments, item
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.stages import Stage, UseKind


def bases(arguments: Arguments) -> Iterator[Item]:
    """The stages that a FROM can build on; behind the image the AS that names its own, and names for it."""
    line = arguments.line
    if arguments.name != "FROM" or arguments.is_trigger:
        return
    if arguments.index == 1:
        range = line.range(*arguments.word)
        lower = arguments.instruction.keyword.text.islower()
        text = "as" if lower else "AS"
        if range is not None:
            yield item(text, ItemKind.INSTRUCTION, range, f"{text} " if not line.text[line.at :] else text)
    elif arguments.index == 2:
        yield from _names(arguments)
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


# What people call stages, in the order in which those stand in a file.
_USUAL_NAMES = ("base", "deps", "build", "builder", "development", "test", "production", "runtime", "final", "release")


def _names(arguments: Arguments) -> Iterator[Item]:
    """Names that no stage has yet: those that other lines ask for first."""
    range = arguments.line.range(*arguments.word)
    document = arguments.document
    there = {
        (stage.name or "").casefold()
        for stage in document.stages
        if stage.instruction.start != arguments.instruction.start
    }
    wanted = [
        use.text
        for stage in document.stages
        for use in stage.uses
        if use.stage is None
        and use.index is None
        and use.kind is not UseKind.BASE
        and use.instruction.start > arguments.instruction.start
    ]
    for number, name in enumerate(dict.fromkeys((*filter(_MAY_BE_NAME.fullmatch, wanted), *_USUAL_NAMES))):
        if range is not None and name.casefold() not in there:
            detail = "used below" if name in wanted else ""
            yield item(name, ItemKind.STAGE, range, detail=detail, sort=f"1{number:02}")


_MAY_BE_NAME = re.compile(r"[a-z][a-z0-9_.-]*")


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
