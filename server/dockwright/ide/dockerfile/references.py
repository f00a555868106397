"""Every place that names what the cursor stands on: for a list of them, and to mark them in the text."""

from __future__ import annotations

from dockwright.ide.results import Highlight
from dockwright.semantic.document import Document
from dockwright.semantic.symbols import symbols_of
from dockwright.semantic.variable_mentions import Role
from dockwright.text.ranges import TextRange


def references(document: Document, offset: int, *, with_declarations: bool) -> list[TextRange]:
    """The places that name the same as `offset` does, in order; its declarations among them if asked for."""
    mention = symbols_of(document).at(offset)
    if mention is None:
        return []
    found = mention.symbol.mentions
    return [it.range for it in found if with_declarations or it.role is not Role.DECLARES]


def highlights(document: Document, offset: int) -> list[Highlight]:
    """The same, each with what it does."""
    mention = symbols_of(document).at(offset)
    if mention is None:
        return []
    return [Highlight(it.range, it.role is not Role.READS) for it in mention.symbol.mentions]
