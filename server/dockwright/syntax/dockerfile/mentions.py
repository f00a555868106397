"""Which of some words occur in a file, without a search through all of it after every keystroke."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from dockwright.syntax.dockerfile.unit import Unit


class Mentions:
    """Words in lower case to look for, in any case; what was found in a unit is kept on it.

    The object itself is the key under which it is kept.
    """

    __slots__ = ("_words",)

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)

    def among(self, units: Sequence[Unit]) -> frozenset[str]:
        """Those of the words that occur in some of the units."""
        found: set[str] = set()
        for it in units:
            kept = it.memo.get(self)
            if kept is None:
                kept = it.memo[self] = frozenset(words_in(self._words, it.text))
            found |= cast("frozenset[str]", kept)
        return frozenset(found)

    def within(self, text: str) -> frozenset[str]:
        """Those of the words that occur in a text."""
        return frozenset(words_in(self._words, text))


def words_in(words: Iterable[str], text: str) -> list[str]:
    """Those of the words that occur in a text, in any case."""
    folded = text.lower()
    return [it for it in words if it in folded]
