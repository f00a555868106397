"""Ranges of text, counted in code points."""

from __future__ import annotations

from typing import NamedTuple


class TextRange(NamedTuple):
    """The half-open range `[start, end)` of a text, in code points; `start == end` is an empty range, a caret."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many code points the range spans."""
        return self.end - self.start

    def shifted(self, by: int) -> TextRange:
        """The same range in a text that has `by` more code points in front."""
        return TextRange(self.start + by, self.end + by)

    def covers(self, offset: int) -> bool:
        """Whether the caret at `offset` touches the range; both its ends count."""
        return self.start <= offset <= self.end

    def encloses(self, other: TextRange) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: TextRange) -> bool:
        """Whether both share a code point, or a caret lies strictly inside the other, or both are one caret."""
        if self == other:
            return True
        return self.start < other.end and other.start < self.end

    def slice(self, text: str) -> str:
        """What the range holds in `text`."""
        return text[self.start : self.end]
