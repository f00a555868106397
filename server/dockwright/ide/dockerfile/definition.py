"""Where a name comes from: the line that gives it its meaning here, or the first that declares it."""

from __future__ import annotations

from collections.abc import Iterable

from dockwright.ide.ranges import visible_range
from dockwright.ide.results import Target
from dockwright.ide.sources import file_of_context, named_sources
from dockwright.semantic.document import Document
from dockwright.semantic.symbols import Mention, SymbolKind, symbols_of
from dockwright.semantic.variable_mentions import Role
from dockwright.text.ranges import TextRange


def definition(document: Document, offset: int) -> list[Target]:
    """What gives the name at `offset` its meaning there, nearest first; none where nothing is named.

    An ARG that takes over a global one leads to that as well; a line that sets a variable anew only to the one whose
    value it replaces, since to stay where one is answers nothing. A source of a COPY, ADD or bind mount leads to its
    file.
    """
    mention = symbols_of(document).at(offset)
    if mention is None:
        return _file(document, offset)
    if mention.replaced is not None and mention.origin is None:
        return _targets(document, mention, [mention.replaced])
    found = [] if mention.role is Role.READS else [mention]
    origin = None if mention.role is Role.WRITES else mention.origin
    while origin is not None:
        found.append(origin)
        # What a script writes itself comes from nowhere else.
        origin = None if origin.role is Role.WRITES else origin.origin
    if not found and mention.symbol.kind is SymbolKind.VARIABLE:
        # It is read where nothing has set it yet; what is set below may be what was meant, or a global argument that
        # the stage has to declare again.
        found = mention.symbol.declarations[:1] or _global_argument(document, mention)
    return _targets(document, mention, found)


def declaration(document: Document, offset: int) -> list[Target]:
    """Where the name at `offset` is declared first, for a variable above all the lines that set it anew."""
    mention = symbols_of(document).at(offset)
    return [] if mention is None else _targets(document, mention, mention.symbol.declarations[:1])


def _global_argument(document: Document, mention: Mention) -> list[Mention]:
    declared = (it for it in symbols_of(document).called(mention.symbol.name) if it.role is Role.DECLARES)
    outside = (it for it in declared if document.stage_of(it.instruction) is None)
    return list(outside)[-1:]


def _file(document: Document, offset: int) -> list[Target]:
    instruction = document.tree.instruction_at(offset)
    for range, source in named_sources(document, instruction) if instruction is not None else ():
        if range.covers(offset) and (place := file_of_context(document, source)) is not None:
            return [Target(TextRange(0, 0), TextRange(0, 0), range, place)]
    return []


def _targets(document: Document, mention: Mention, found: Iterable[Mention]) -> list[Target]:
    return [Target(visible_range(document, it.instruction), it.range, mention.range) for it in found]
