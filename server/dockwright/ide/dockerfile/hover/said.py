"""What the kinds of hover share: places, and references to lines."""

from __future__ import annotations

from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import Unit
from dockwright.text.ranges import TextRange


def holds(range: TextRange | None, offset: int) -> bool:
    """Whether the code point at `offset` stands in `range`."""
    return range is not None and range.start <= offset < range.end


def line_of(document: Document, instruction: ast.Instruction) -> int:
    """The number of an instruction's line, as an editor counts."""
    return document.lines.line_of(instruction.range.start) + 1


def in_line(document: Document, unit: Unit | None) -> str:
    """Where the instruction that a unit is stands, in parentheses; empty where it does not."""
    placed = document.placed(unit) if unit is not None else None
    return f" (line {line_of(document, placed)})" if placed is not None else ""
