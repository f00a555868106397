"""The names of a file that are worth finding from another one: its stages and its global arguments."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.results import Symbol, SymbolKind
from dockwright.semantic.document import Document


def workspace_symbols(document: Document) -> Iterator[Symbol]:
    """The names, in order."""
    if document.stages:
        for argument in document.global_arguments:
            for pair in argument.pairs:
                yield Symbol(pair.name.text, SymbolKind.VARIABLE, pair.range, pair.name.range)
    for stage in document.stages:
        source = stage.instruction
        focus = source.stage_name or source.image or source.keyword
        yield Symbol(focus.text, SymbolKind.STAGE, source.range, focus.range)


def distance(name: str, query: str) -> int | None:
    """How far a name is from what is looked for, whatever their case; `None` where it is something else.

    It is the same, begins so, has it inside, or has at least its characters in this order.
    """
    name, query = name.lower(), query.lower()
    place = name.find(query)
    if place >= 0:
        return min(place, 1) + (name != query)
    characters = iter(name)
    return 3 if all(it in characters for it in query) else None
