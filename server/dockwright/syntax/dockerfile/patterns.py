"""The wildcards of `${NAME#pattern}`, `${NAME%pattern}` and `${NAME/pattern/replacement}`.

`?` is any character and `*` any number of them, but neither is a line end; a backslash makes `*`, `?` and itself
literal, whatever the escape directive says. BuildKit makes a Go regular expression of such a pattern, which never
backtracks; Python's would, so this matches by itself and tries each place of the pattern with each of the text once.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

# Real patterns take as many steps as the value is long.
_MOST_STEPS = 1 << 18


class Wildcard(Enum):
    """What in a pattern does not stand for itself."""

    ONE = "?"
    ANY = "*"


Pattern: TypeAlias = "tuple[str | Wildcard, ...]"


class _TooLongError(Exception):
    """The search took more steps than it is worth."""


def parse(pattern: str) -> Pattern | None:
    """The parts of `pattern`, a literal character or a wildcard each; `None` where it escapes what is not special."""
    parts: list[str | Wildcard] = []
    position = 1 if pattern.startswith("\ufeff") else 0  # Go's text/scanner passes over a byte order mark.
    while position < len(pattern):
        character = pattern[position]
        position += 1
        if character == "*":
            parts.append(Wildcard.ANY)
        elif character == "?":
            parts.append(Wildcard.ONE)
        elif character == "\\":
            following = pattern[position : position + 1]
            if following and following in "}/":
                continue  # They are escaped for the sake of the `${…}` around.
            if not following or following not in "*?\\":
                return None
            parts.append(following)
            position += 1
        else:
            parts.append(character)
    return tuple(parts)


def reverse(pattern: str) -> str:
    """`pattern` from back to front, so that an end can be searched as a start; escapes stay before what they escape."""
    pieces: list[str] = []
    position = 0
    while position < len(pattern):
        length = 2 if pattern[position] == "\\" and position + 1 < len(pattern) else 1
        pieces.append(pattern[position : position + length])
        position += length
    return "".join(reversed(pieces))


def trim_start(pattern: Pattern, text: str, greedy: bool) -> str | None:
    """`text` without the shortest, or with `greedy` the longest, start that `pattern` matches.

    `None` here and below: finding out takes too long, or the answer is too long.
    """
    try:
        end = _match(pattern, text, 0, greedy, _Budget(), set())
    except _TooLongError:
        return None
    return text if end is None else text[end:]


def replace_first(pattern: Pattern, text: str, replacement: str) -> str | None:
    """`text` with the first and longest match of `pattern` replaced."""
    try:
        found = _search(pattern, text, 0, _Budget())
    except _TooLongError:
        return None
    if found is None:
        return text
    start, end = found
    return text[:start] + replacement + text[end:]


def replace_all(pattern: Pattern, text: str, replacement: str, longest: int) -> str | None:
    """`text` with every match of `pattern` replaced; in `replacement`, `$0` is the match (Go, ReplaceAllString)."""
    parts: list[str] = []
    budget = _Budget()
    copied = position = length = 0
    try:
        while position <= len(text):
            found = _search(pattern, text, position, budget)
            if found is None:
                break
            start, end = found
            parts.append(text[copied:start])
            # An empty match right behind another one is none.
            if end > copied or start == 0:
                filled = _filled(replacement, text[start:end])
                length += len(filled)
                if length > longest:
                    return None
                parts.append(filled)
            copied = end
            position = max(end, position + 1)
    except _TooLongError:
        return None
    parts.append(text[copied:])
    return "".join(parts)


class _Budget:
    """How many steps a question may still take."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = _MOST_STEPS

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _TooLongError


def _search(pattern: Pattern, text: str, start: int, budget: _Budget) -> tuple[int, int] | None:
    failed: set[tuple[int, int]] = set()
    first = pattern[0] if pattern else None
    while start <= len(text):
        if isinstance(first, str):
            start = text.find(first, start)
            if start < 0:
                return None
        end = _match(pattern, text, start, True, budget, failed)
        if end is not None:
            return start, end
        start += 1
    return None


def _match(
    pattern: Pattern, text: str, start: int, greedy: bool, budget: _Budget, seen: set[tuple[int, int]]
) -> int | None:
    """Where the preferred match of `pattern` that begins at `start` ends.

    The order of preference is that of a regular expression: each `*` in turn as long, or as short, as can be.
    `seen` holds the pairs that were tried before and came to nothing.
    """
    waiting = [(0, start)]
    while waiting:
        at, position = waiting.pop()
        while True:
            if (at, position) in seen:
                break
            seen.add((at, position))
            budget.take()
            if at == len(pattern):
                return position
            part = pattern[at]
            ends = position == len(text)
            if part is Wildcard.ANY:
                if ends or text[position] == "\n":
                    at += 1
                elif greedy:
                    waiting.append((at + 1, position))
                    position += 1
                else:
                    waiting.append((at, position + 1))
                    at += 1
            elif ends:
                break
            elif part is Wildcard.ONE:
                if text[position] == "\n":
                    break
                at, position = at + 1, position + 1
            elif text[position] == part:
                at, position = at + 1, position + 1
            else:
                break
    return None


def _filled(template: str, match: str) -> str:
    """`template` with `$0` and `${0}` filled in, other groups emptied, `$$` as a dollar sign (Go, Regexp.Expand)."""
    parts: list[str] = []
    position = 0
    while (dollar := template.find("$", position)) >= 0:
        parts.append(template[position:dollar])
        position = dollar + 1
        if template.startswith("$", position):
            parts.append("$")
            position += 1
            continue
        braced = template.startswith("{", position)
        start = end = position + braced
        while end < len(template) and ((it := template[end]) == "_" or it.isalpha() or it.isdecimal()):
            end += 1
        if end == start or (braced and not template.startswith("}", end)):
            parts.append("$")
            continue
        if template[start:end] == "0":
            parts.append(match)
        position = end + braced
    parts.append(template[position:])
    return "".join(parts)
