"""A text put together from pieces of a file, which remembers where each piece lies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from dockwright.text.ranges import TextRange


class Joined(NamedTuple):
    """`text`, and for each piece of it where it begins here (`places`, ascending from 0) and in the file (`sources`).

    So reads BuildKit a continued instruction: without the continuation characters, comments and blank lines inside.
    """

    text: str
    places: tuple[int, ...]
    sources: tuple[int, ...]

    @staticmethod
    def of(text: str, source: int) -> Joined:
        """A text that stands in the file in one piece, from `source` on."""
        return Joined(text, (0,), (source,))

    def source(self, offset: int) -> int:
        """Where the code point at `offset` stands in the file; between two pieces, where the later one begins."""
        if len(self.places) == 1:
            return self.sources[0] + offset
        piece = bisect_right(self.places, offset) - 1
        return self.sources[piece] + offset - self.places[piece]

    def source_end(self, offset: int) -> int:
        """Where a range that ends at `offset` ends in the file; between two pieces, where the earlier one ends."""
        if len(self.places) == 1:
            return self.sources[0] + offset
        piece = max(bisect_left(self.places, offset) - 1, 0)
        return self.sources[piece] + offset - self.places[piece]

    def range(self, start: int, end: int) -> TextRange:
        """The range of the file that spans `[start, end)` of the text, with what was left out between pieces."""
        if len(self.places) == 1:
            source = self.sources[0]
            return TextRange(source + start, source + max(start, end))
        first = self.source(start)
        return TextRange(first, max(first, self.source_end(end)))

    def offset(self, source: int) -> int:
        """Where the file's `source` stands in the text; the nearest place before it, if it was left out."""
        piece = max(bisect_right(self.sources, source) - 1, 0)
        length = (self.places[piece + 1] if piece + 1 < len(self.places) else len(self.text)) - self.places[piece]
        return self.places[piece] + min(max(source - self.sources[piece], 0), length)

    def part(self, start: int, end: int) -> Joined:
        """`[start, end)` as a text of its own."""
        first = max(bisect_right(self.places, start) - 1, 0)
        last = max(bisect_left(self.places, end), first + 1)
        places = [max(place - start, 0) for place in self.places[first:last]]
        sources = [self.source(start), *self.sources[first + 1 : last]]
        return Joined(self.text[start:end], tuple(places), tuple(sources))


def join(pieces: list[tuple[str, int]]) -> Joined:
    """Put `pieces`, each a text and where it stands in the file, together in order; empty ones are left out."""
    kept = [piece for piece in pieces if piece[0]] or pieces[:1] or [("", 0)]
    places: list[int] = []
    length = 0
    for text, _ in kept:
        places.append(length)
        length += len(text)
    return Joined("".join(text for text, _ in kept), tuple(places), tuple(source for _, source in kept))
