"""What a cursor or a selection is about."""

from __future__ import annotations

from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


def touched_instructions(document: Document, range: TextRange) -> tuple[ast.Instruction, ...]:
    """The instructions of which a selection holds something."""
    return tuple(it for it in document.instructions if it.range.start < range.end and range.start < it.range.end)


def whole_instructions(document: Document, range: TextRange) -> tuple[ast.Instruction, ...]:
    """The instructions that a selection holds; none where it holds one of them in part.

    Blanks and line ends at their ends do not matter; the bodies of heredocs belong to them.
    """
    touched = touched_instructions(document, range)
    return touched if all(range.encloses(it.range) for it in touched) else ()
