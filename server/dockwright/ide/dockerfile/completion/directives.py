"""Parser directives, in the comments at the head of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog import instructions as catalog
from dockwright.ide.dockerfile.completion.place import item
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile.unit import Unit
from dockwright.text.ranges import TextRange

# One way to match: blanks, letters, blanks, an equals sign, blanks.
_BEGUN = re.compile(r"\ufeff?[ \t]*#[ \t]*(?P<name>[A-Za-z]*)[ \t]*(?P<equals>=[ \t]*)?")


def directives(document: Document, offset: int, unit: Unit, start: int) -> Iterator[Item]:
    """The directives that the comment at `offset` may become, or their values; none below the head of the file."""
    head = unit.before.directives
    found = _BEGUN.match(unit.text)
    if head is None or found is None or offset - start <= unit.text.find("#"):
        return
    at = offset - start
    line = unit.text.rstrip("\r\n")
    if at <= found.end("name"):
        first, last = found.span("name")
        if at < first:
            first = last = at
        rest = line[found.end("name") :].strip()
        if at <= last and (not rest or found["equals"]):
            yield from _names(TextRange(start + first, start + last), head, has_value=bool(found["equals"]))
        return
    known = catalog.directive(found["name"])
    if known is None or not found["equals"] or at < found.end("equals"):
        return
    if known.name == "check":
        yield from _checks(line, found.end(), at, start)
        return
    range = TextRange(start + found.end(), start + len(line.rstrip()) if at <= len(line.rstrip()) else offset)
    for number, value in enumerate(known.values):
        yield item(value, ItemKind.VALUE, range, sort=f"1{number}", key=f"directive:{known.name}")


def _names(range: TextRange, there: frozenset[str], *, has_value: bool) -> Iterator[Item]:
    for number, name in enumerate(catalog.DIRECTIVES):
        if name not in there:
            text = name if has_value else f"{name}="
            key = f"directive:{name}"
            yield item(f"{name}=", ItemKind.FLAG, range, text, sort=f"1{number}", key=key, goes_on=not has_value)


def _checks(line: str, begin: int, at: int, start: int) -> Iterator[Item]:
    """Options of the check directive, and the names of checks in a list of them."""
    option = max(line.rfind(";", begin, at) + 1, begin)
    end = line.find(";", at)
    end = len(line.rstrip()) if end < 0 else end
    key, equals, _ = line[option:end].partition("=")
    place = option + len(key) + 1
    if not equals or at < place:
        range = TextRange(start + option, start + max(at, option + len(key)))
        there = {it.partition("=")[0].strip() for it in line[begin:option].split(";")}
        for number, name in enumerate(catalog.CHECK_OPTIONS):
            if name not in there:
                text = name if equals else f"{name}="
                yield item(f"{name}=", ItemKind.FLAG, range, text, sort=f"1{number}", goes_on=not equals)
        return
    if key.strip() == "error":
        range = TextRange(start + place, start + max(at, end))
        for number, value in enumerate(("true", "false")):
            yield item(value, ItemKind.VALUE, range, sort=f"1{number}")
        return
    first = max(line.rfind(",", place, at) + 1, place)
    last = line.find(",", at, end)
    last = end if last < 0 else last
    range = TextRange(start + first, start + max(at, last))
    there = {it.strip() for it in (*line[place:first].split(","), *line[last:end].split(","))}
    for name, check in catalog.CHECKS.items():
        if name not in there and (check.experimental or key.strip() == "skip"):
            yield item(name, ItemKind.VALUE, range, sort="2", key=f"check:{name}")
    if not there - {""}:
        yield item("all", ItemKind.VALUE, range, sort="1")
