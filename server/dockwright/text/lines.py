"""Lines and columns of a text, in the units of the Language Server Protocol."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import Enum
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

# LSP 3.17, "Text Documents": lines end at these three and nowhere else, so `str.splitlines` would be wrong.
_LINE_END = re.compile(r"\r\n|\n|\r")


class Unit(Enum):
    """What a column counts (LSP 3.17, PositionEncodingKind); the value is the protocol's name."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Position(NamedTuple):
    """A place in a text: `line` and `column` count from 0, the column in some `Unit`."""

    line: int
    column: int


def column(line: str, index: int, unit: Unit) -> int:
    """Return the column at which code point `index` of `line` starts, counted in `unit`.

    `index` counts from 0; `len(line)` is allowed and means just past the end.
    Raise `IndexError` where `index` lies outside the line.
    """
    if not 0 <= index <= len(line):
        raise IndexError(f"code point {index} of a line of {len(line)}")
    if unit is Unit.UTF32 or line.isascii():
        return index
    return _width(line[:index], unit)


def index(line: str, column: int, unit: Unit) -> int:
    """Return the code point of `line` that holds `column`, counted in `unit`.

    A column past the end is the end (LSP 3.17, Position); one inside a code point is that code point's start.
    """
    if unit is Unit.UTF32 or line.isascii():
        return min(max(column, 0), len(line))
    width = 0
    for number, character in enumerate(line):
        width += _width(character, unit)
        if width > column:
            return number
    return len(line)


def _width(text: str, unit: Unit) -> int:
    # A lone surrogate has no encoding of its own; "surrogatepass" counts it as the one unit it is.
    encoding, size = ("utf-8", 1) if unit is Unit.UTF8 else ("utf-16-le", 2)
    return len(text.encode(encoding, "surrogatepass")) // size


def line_end_of(text: str) -> str:
    """The line end that `text` uses: that of its first line, since files rarely mix them; "\\n" where it has none.

    A lone "\\r" is not taken up: to most programs it ends no line.
    """
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


class LineIndex:
    """Offsets of a text to lines and columns, and back."""

    def __init__(self, text: str) -> None:
        self.text = text
        if "\r" in text:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        else:
            # As nearly every text is: several times as fast, and every keystroke may ask for it.
            lengths = map(len, text.split("\n"))
            self._starts = [0, *map(add, accumulate(lengths), count(1))]
            self._starts.pop()

    def edited(self, edit: Edit) -> LineIndex:
        """The index of the text after `edit`; only the lines that it touches are looked for again.

        Raise `ValueError` where the edit lies outside the text.
        """
        start, end = edit.range
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"an edit outside the text: {edit}")
        text = self.text[:start] + edit.text + self.text[end:]
        stop = start + len(edit.text)
        # A "\r" ends its line or begins "\r\n", so a line start hangs on the character on either side of it:
        # starts before `start` and after `end` stay, those between are looked for from one character earlier.
        kept = max(1, bisect_left(self._starts, start))
        moved = bisect_right(self._starts, end)
        found = [match.end() for match in _LINE_END.finditer(text, max(0, start - 1), stop + 1) if match.end() <= stop]
        by = stop - end
        after = self._starts[moved:]
        index = LineIndex.__new__(LineIndex)
        index.text = text
        index._starts = [*self._starts[:kept], *found, *([line + by for line in after] if by else after)]
        return index

    @property
    def count(self) -> int:
        """How many lines there are; a text that ends in a line end has an empty last line."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The line, from 0, that holds `offset`; a line end belongs to the line that it ends."""
        return bisect_right(self._starts, offset) - 1

    def start(self, line: int) -> int:
        """The offset at which `line` starts; the end of the text for a line past the last."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def end(self, line: int) -> int:
        """The offset just before the line end of `line`; the end of the text for the last line and past it."""
        if line + 1 >= len(self._starts):
            return len(self.text)
        end = self._starts[line + 1] - 1
        # Of "\r\n" the start lies after both.
        return end - 1 if self.text[end] == "\n" and end > self._starts[line] and self.text[end - 1] == "\r" else end

    def line(self, line: int) -> str:
        """The text of `line` without its line end."""
        return self.text[self.start(line) : self.end(line)]

    def position(self, offset: int, unit: Unit) -> Position:
        """The line and column of `offset`; an offset outside the text is taken to its nearer end."""
        offset = min(max(offset, 0), len(self.text))
        line = self.line_of(offset)
        start = self._starts[line]
        # CPython knows of each string whether it is ASCII, so asking costs nothing.
        if unit is Unit.UTF32 or self.text.isascii():
            return Position(line, offset - start)
        return Position(line, column(self.text[start:offset], offset - start, unit))

    def offset(self, line: int, column: int, unit: Unit) -> int:
        """The offset of a position; a column past its line's end is that end, a line past the last the text's end."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.text)
        return self.start(line) + index(self.line(line), column, unit)

    def range(self, start: Position, end: Position, unit: Unit) -> TextRange:
        """The range between two positions; an end before the start gives an empty range at the start."""
        first = self.offset(start.line, start.column, unit)
        return TextRange(first, max(first, self.offset(end.line, end.column, unit)))
