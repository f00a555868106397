"""Images that a FROM may name, and the tags that are known of them."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog import images as catalog
from dockwright.catalog.tags import official_tags
from dockwright.ide.dockerfile.completion.place import Arguments, item
from dockwright.ide.results import Item, ItemKind


def images(arguments: Arguments) -> Iterator[Item]:
    """The images of a FROM: those that the file uses already, and Docker's official ones; behind a colon their tags."""
    line = arguments.line
    if arguments.name != "FROM" or arguments.is_trigger or arguments.index or "@" in arguments.typed:
        return
    start, end = arguments.word
    colon = line.text.find(":", line.text.rfind("/", start, end) + 1 or start, end)
    at = line.text.find("@", start, end)
    end = end if at < 0 else at
    if 0 <= colon < line.at:
        yield from _tags(arguments, line.text[start:colon], colon + 1, end)
        return
    range = line.range(start, end if colon < 0 else colon)
    if range is None:
        return
    whole = line.range(start, end)
    for stage in arguments.document.stages if whole is not None else ():
        if stage.image is not None and stage.instruction.start != arguments.instruction.start:
            assert whole is not None, "else there are no stages"
            yield item(stage.image.text, ItemKind.IMAGE, whole, detail="used in this file", sort="2")
    if "/" in arguments.typed:
        return
    yield item("scratch", ItemKind.IMAGE, range, detail="nothing", sort="4")
    for name in catalog.official_names():
        yield item(name, ItemKind.IMAGE, range, detail="official image", sort="3", key=f"image:{name}")


def _tags(arguments: Arguments, repository: str, start: int, end: int) -> Iterator[Item]:
    range = arguments.line.range(start, end)
    if range is None:
        return
    name = catalog.normal_repository(repository)
    for number, tag in enumerate(official_tags(name)):
        yield item(tag, ItemKind.IMAGE, range, sort=f"1{number:03}", key=f"image:{name}:{tag}")
