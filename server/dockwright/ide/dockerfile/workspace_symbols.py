"""The names of a file that are worth finding from another one: its stages and its global arguments."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.results import Symbol, SymbolKind
from dockwright.semantic.document import Document


def workspace_symbols(document: Document, query: str) -> list[Symbol]:
    """The names in which the characters of `query` occur in this order, whatever their case; all for an empty one."""
    wanted = query.lower()
    return [it for it in _symbols(document) if _matches(it.name.lower(), wanted)]


def _symbols(document: Document) -> Iterator[Symbol]:
    if document.stages:
        for argument in document.global_arguments:
            for pair in argument.pairs:
                yield Symbol(pair.name.text, SymbolKind.VARIABLE, pair.range, pair.name.range)
    for stage in document.stages:
        source = stage.instruction
        focus = source.stage_name or source.image or source.keyword
        yield Symbol(focus.text, SymbolKind.STAGE, source.range, focus.range)


def _matches(name: str, wanted: str) -> bool:
    characters = iter(name)
    return all(it in characters for it in wanted)
