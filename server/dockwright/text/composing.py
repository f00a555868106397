"""Edits one after the other as edits at once, and edits without what they leave as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dockwright.text.edits import Edit, in_order
from dockwright.text.ranges import TextRange


def compose(first: Sequence[Edit], second: Iterable[Edit], length: int) -> tuple[Edit, ...]:
    """The edits that do at once what `first` and then, in its result of `length` code points, `second` do."""
    pieces = list(_pieces(first, length))
    result: list[_Piece] = []
    place = 0  # in the text between both
    position = 0  # of the next piece in that text
    index = 0

    def take(until: int) -> Iterator[_Piece]:
        """The pieces of the middle text from where the last call ended up to `until`."""
        nonlocal place, position, index
        while place < until and index < len(pieces):
            piece = pieces[index]
            start, end = place - position, min(until - position, piece.length)
            yield piece.part(start, end)
            place = position + end
            if end == piece.length:
                position += piece.length
                index += 1

    for edit in in_order(second):
        result += take(edit.range.start)
        for _ in take(edit.range.end):
            pass
        result.append(_Piece(edit.text))
    result += take(length)
    return tuple(_edits_of(result, first, length))


@dataclass(frozen=True)
class _Piece:
    """A stretch of a text: new `text`, or what stood at `start` of the old text, `size` code points long."""

    text: str = ""
    start: int = -1
    size: int = 0

    @property
    def length(self) -> int:
        return self.size if self.start >= 0 else len(self.text)

    def part(self, start: int, end: int) -> _Piece:
        if self.start >= 0:
            return _Piece("", self.start + start, end - start)
        return _Piece(self.text[start:end])


def _pieces(edits: Sequence[Edit], length: int) -> Iterator[_Piece]:
    """The result of `edits`, which has `length` code points, as pieces."""
    place = made = 0
    for edit in in_order(edits):
        if edit.range.start > place:
            yield _Piece("", place, edit.range.start - place)
            made += edit.range.start - place
        if edit.text:
            yield _Piece(edit.text)
            made += len(edit.text)
        place = edit.range.end
    if made < length:
        yield _Piece("", place, length - made)


def _edits_of(pieces: Iterable[_Piece], first: Sequence[Edit], length: int) -> Iterator[Edit]:
    """The edits that make `pieces` of the old text; that is as long as `first` and its result's `length` tell."""
    old_length = length - sum(len(edit.text) - edit.range.length for edit in first)
    place = 0
    text = ""
    for piece in (*pieces, _Piece("", old_length, 0)):
        if piece.start < 0:
            text += piece.text
            continue
        if piece.start > place or text:
            yield Edit(TextRange(place, piece.start), text)
        place, text = piece.start + piece.size, ""


def trimmed(old: str, edit: Edit) -> Edit:
    """The same edit without what it leaves as it is, at its start and its end."""
    start, end = edit.range
    before, text = edit.range.slice(old), edit.text
    common = 0
    while common < min(len(before), len(text)) and before[common] == text[common]:
        common += 1
    before, text = before[common:], text[common:]
    tail = 0
    while tail < min(len(before), len(text)) and before[-1 - tail] == text[-1 - tail]:
        tail += 1
    return Edit(TextRange(start + common, end - tail), text[: len(text) - tail])
