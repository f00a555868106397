"""Which of some words was probably meant by one that is none of them."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 40


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The one of `choices` that is nearest to `word`, whatever the case; `None` where none or several are near.

    Near is what two letters left out, added, changed or swapped with their neighbour make of a word; of short words,
    one letter. A word of more than forty letters is none that anybody mistyped.
    """
    folded = word.lower()
    if not 1 < len(folded) <= _LONGEST:
        return None
    most = 1 if len(folded) < 4 else 2
    best: dict[int, set[str]] = {}
    letters = set(folded)
    for choice in choices:
        # One change brings in one letter at most; to count those is a hundredth of the work.
        if abs(len(choice) - len(folded)) <= most and len(letters.difference(choice.lower())) <= most:
            best.setdefault(distance(folded, choice.lower()), set()).add(choice)
    steps = min(best, default=most + 1)
    return min(best[steps]) if steps <= most and len(best[steps]) == 1 else None


def hint(near: str | None, before: str = "") -> str:
    """What a message says of the nearest word: nothing where there is none; `before` is put in front of it."""
    return f"; did you mean `{before}{near}`?" if near is not None else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The same as a terminal shows it, in quotes, for the one of `choices` that is nearest to `word`."""
    near = nearest(word, choices)
    return f"; did you mean {near!r}?" if near is not None else ""


def distance(one: str, other: str) -> int:
    """How many letters must be left out, added, changed or swapped with their neighbour to make `other` of `one`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        earlier, before, row = before, row, [index]
        for place, wanted in enumerate(other, 1):
            steps = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if index > 1 and place > 1 and letter == other[place - 2] and one[index - 2] == wanted:
                steps = min(steps, earlier[place - 2] + 1)
            row.append(steps)
    return row[-1]
