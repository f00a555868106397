"""Offsets to the protocol's positions and back, for one text in the unit that the client chose."""

from __future__ import annotations

from typing import TypedDict

from dockwright.text.lines import LineIndex, Position, Unit
from dockwright.text.ranges import TextRange


class LspPosition(TypedDict):
    """LSP 3.17, Position."""

    line: int
    character: int


class LspRange(TypedDict):
    """LSP 3.17, Range."""

    start: LspPosition
    end: LspPosition


class Positions:
    """The translation between the offsets of one text and a client's positions."""

    __slots__ = ("lines", "unit")

    def __init__(self, lines: LineIndex, unit: Unit) -> None:
        self.lines = lines
        self.unit = unit

    def position(self, offset: int) -> LspPosition:
        """The position of `offset`."""
        line, column = self.lines.position(offset, self.unit)
        return {"line": line, "character": column}

    def range(self, range: TextRange) -> LspRange:
        """The positions of both ends."""
        return {"start": self.position(range.start), "end": self.position(range.end)}

    def offset(self, position: Position) -> int:
        """The offset of a position; past the end of a line is its end, past the last line the end of the text."""
        return self.lines.offset(position.line, position.column, self.unit)

    def text_range(self, start: Position, end: Position) -> TextRange:
        """The range between two positions; ends that are given in the wrong order give the same range."""
        first, last = self.offset(start), self.offset(end)
        return TextRange(min(first, last), max(first, last))
