"""Install before the sources are copied, so that an edit of those takes the installation out of the cache.

All installations of the stage at once, in their order: what the rule `copy-source-before-deps` fixes one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.assist import REWRITE, Assist
from dockwright.lint.diagnostic import Fix, Safety
from dockwright.lint.gates import accepts
from dockwright.semantic.document import Document
from dockwright.semantic.ordering import Move, misplaced
from dockwright.text.composing import compose
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

# Each moves a COPY down, so that they come to an end by themselves.
_MOST_MOVES = 50


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it anywhere in a stage that copies sources too early."""
    index = next((it.index for it in reversed(document.stages) if it.instruction.start <= range.start), None)
    if index is None:
        return
    edits, doubts = _ordered(document, index)
    if edits:
        # The first reason is enough to look twice.
        reasons = [it for it in doubts if it]
        title = f"Order for the cache ({reasons[0]})" if reasons else "Order for the cache"
        yield Assist(title, REWRITE, lambda: edits, Safety.UNSAFE if reasons else Safety.SAFE)


def _ordered(document: Document, index: int) -> tuple[tuple[Edit, ...], list[str]]:
    """The edits that bring a stage into order, and why the image may then be another one."""
    edits: tuple[Edit, ...] = ()
    doubts: list[str] = []
    while len(doubts) < _MOST_MOVES and (found := _next_move(document, index)) is not None:
        move, after = found
        edits = compose(edits, move.edits, len(document.text))
        doubts.append(move.doubt)
        document = after
    return edits, doubts


def _next_move(document: Document, index: int) -> tuple[Move, Document] | None:
    """The first move that passes the gates, and the document after it."""
    for it in misplaced(document.stages[index], document):
        if it.move is not None:
            after = accepts(document, Fix(it.move.title, it.move.edits))
            if after is not None:
                return it.move, after
    return None
