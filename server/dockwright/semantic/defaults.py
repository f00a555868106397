"""Where a part of what FROM names is written: in FROM itself, or in the default of an ARG above it."""

from __future__ import annotations

from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast, words
from dockwright.text.ranges import TextRange


def place_in_default(document: Document, image: ast.Word, start: int, end: int) -> tuple[str, TextRange] | None:
    """The global ARG in whose default `[start, end)` of the expanded image stands, and the place in that.

    `None` where it does not stand there as one plain piece, or where another FROM uses the ARG too.
    """
    reached = 0
    for piece in image.scanned.pieces:
        if isinstance(piece, words.Literal):
            reached += piece.range.length
            continue
        if not isinstance(piece, words.VariableReference) or piece.operator is not None:
            return None
        value = document.global_scope.values.get(piece.name)
        if value is None or value.text is None:
            return None
        first, reached = reached, reached + len(value.text)
        if not first <= start < end <= reached:
            continue
        declared = global_argument(document, piece.name)
        # A quoted default is longer than its value.
        if declared is None or declared.value is None or declared.value.text != value.text:
            return None
        if sum(piece.name in it.instruction.unit.text for it in document.stages) > 1:
            return None
        return piece.name, declared.value.source_range(start - first, end - first)
    return None


def global_argument(document: Document, name: str) -> ast.Pair | None:
    """The pair of the ARG above the first FROM that gives a variable its value there; `None` for no such."""
    value = document.global_scope.values.get(name)
    if value is None:
        return None
    for instruction in document.instructions:
        if instruction.unit is value.origin and isinstance(instruction, ast.Arg):
            return instruction.pairs[value.pair]
    return None
