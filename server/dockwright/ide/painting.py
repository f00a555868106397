"""Painting a text: stretches of it that may lie in each other become pieces that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from dockwright.ide.results import TokenKind, TokenModifier


class Unread(Enum):
    """A stretch that is no token, but has some in it; whoever paints it takes it to pieces in the end."""

    CODE = "code"
    CALCULATION = "calculation"


class Paint(NamedTuple):
    """A stretch and what it is."""

    start: int
    end: int
    kind: TokenKind | Unread
    modifiers: TokenModifier = TokenModifier.NONE


def flattened(paints: Iterable[Paint]) -> Iterator[Paint]:
    """What is to be seen in the end, in order and without overlap.

    What begins later lies above; of two that begin together the shorter one does, of two alike the one given last.
    """
    above: list[Paint] = []
    place = 0
    for it in sorted(paints, key=lambda it: (it.start, -it.end)):
        while above and above[-1].end <= it.start:
            top = above.pop()
            if place < top.end:
                yield top._replace(start=place)
                place = top.end
        if above and place < it.start:
            yield above[-1]._replace(start=place, end=it.start)
        place = max(place, it.start)
        above.append(it)
    while above:
        top = above.pop()
        if place < top.end:
            yield top._replace(start=place)
            place = top.end
