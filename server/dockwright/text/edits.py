"""Edits: replacements of ranges, and what follows from applying several at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from dockwright.text.ranges import TextRange


class Edit(NamedTuple):
    """Replace what `range` holds by `text`; an empty range inserts, an empty text deletes."""

    range: TextRange
    text: str

    def shifted(self, by: int) -> Edit:
        """The same edit in a text that has `by` more code points in front."""
        return Edit(self.range.shifted(by), self.text)


def insert(offset: int, text: str) -> Edit:
    """The edit that inserts `text` at `offset`."""
    return Edit(TextRange(offset, offset), text)


def delete(range: TextRange) -> Edit:
    """The edit that deletes what `range` holds."""
    return Edit(range, "")


def smallest(edit: Edit, text: str) -> Edit:
    """The same edit of `text` without what it leaves as it is at either end, so that a cursor there stays.

    The two halves of a line end stay together.
    """
    start, end = edit.range
    new = edit.text
    limit = min(end - start, len(new))
    head = 0
    while head < limit and text[start + head] == new[head]:
        head += 1
    if head and new[head - 1] == "\r":
        head -= 1
    tail = 0
    while tail < limit - head and text[end - tail - 1] == new[-tail - 1]:
        tail += 1
    if tail and new[-tail] == "\n":
        tail -= 1
    return Edit(TextRange(start + head, end - tail), new[head : len(new) - tail])


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits by position; several insertions at one place keep the order in which they were given.

    Raise `ValueError` where two edits overlap.
    """
    ordered = sorted(edits, key=lambda edit: (edit.range.start, edit.range.end))
    for before, after in pairwise(ordered):
        if after.range.start < before.range.end:
            raise ValueError(f"overlapping edits: {before} and {after}")
    return ordered


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with all `edits` made at once; each range counts in the old text.

    Raise `ValueError` where two edits overlap or one lies outside the text.
    """
    parts: list[str] = []
    position = 0
    for edit in _within(text, edits):
        parts += text[position : edit.range.start], edit.text
        position = edit.range.end
    parts.append(text[position:])
    return "".join(parts)


def _within(text: str, edits: Iterable[Edit]) -> list[Edit]:
    ordered = in_order(edits)
    for edit in ordered:
        if not 0 <= edit.range.start <= edit.range.end <= len(text):
            raise ValueError(f"an edit outside the text: {edit}")
    return ordered
