"""Durations such as `1h30m` or `1.5s`, as Go's time.ParseDuration reads them; HEALTHCHECK's flags take them."""

from __future__ import annotations

from typing import NamedTuple

from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.ranges import TextRange

MILLISECOND = 1_000_000
"""A millisecond in nanoseconds."""

# Micro has two characters, U+00B5 and U+03BC; Go takes both.
_NANOSECONDS = {
    "ns": 1,
    "us": 1_000,
    "\u00b5s": 1_000,
    "\u03bcs": 1_000,
    "ms": MILLISECOND,
    "s": 1_000 * MILLISECOND,
    "m": 60_000 * MILLISECOND,
    "h": 3_600_000 * MILLISECOND,
}
_OVERFLOW = 1 << 63
_DIGITS = frozenset("0123456789")


class Duration(NamedTuple):
    """What a text means as a duration: so many nanoseconds, or `None` and the `problem`."""

    nanoseconds: int | None
    problem: SyntaxProblem | None = None


def parse_duration(text: str) -> Duration:
    """The duration that `text` stands for; it may be negative, and `0` needs no unit."""
    position = 1 if text[:1] in ("+", "-") else 0
    if text[position:] == "0":
        return Duration(0)
    if position == len(text):
        return _invalid(TextRange(0, len(text)), "A duration such as `30s` is expected")
    total = 0
    while position < len(text):
        number = position
        whole_end = _end_of_digits(text, number)
        position = whole_end
        if text.startswith(".", position):
            position = _end_of_digits(text, position + 1)
        if position - number == text.count(".", number, position):
            return _invalid(TextRange(0, len(text)), f"`{text}` is no duration: a number and a unit, as in `30s`")
        unit_start = position
        while position < len(text) and text[position] != "." and text[position] not in _DIGITS:
            position += 1
        unit = text[unit_start:position]
        if not unit:
            message = f"The unit is missing after `{text[number:unit_start]}`: one of ns, us, ms, s, m, h"
            return _invalid(TextRange(number, unit_start), message, "missing-unit")
        factor = _NANOSECONDS.get(unit)
        if factor is None:
            message = f"`{unit}` is no unit of time: ns, us, ms, s, m and h are"
            return _invalid(TextRange(unit_start, position), message, "unknown-unit")
        amount = _amount(text[number:whole_end], text[whole_end + 1 : unit_start], factor)
        total += amount
        if amount > _OVERFLOW or total > _OVERFLOW:
            return _invalid(TextRange(0, len(text)), "The duration is longer than Go can count: 292 years")
    if text.startswith("-"):
        return Duration(-total)
    if total == _OVERFLOW:
        return _invalid(TextRange(0, len(text)), "The duration is longer than Go can count: 292 years")
    return Duration(total)


def _amount(whole: str, fraction: str, factor: int) -> int:
    # Twenty digits are beyond 2**63 already, so longer numbers need not be read.
    whole = whole.lstrip("0")
    if len(whole) > 19:
        return _OVERFLOW + 1
    amount = int(whole or "0") * factor
    # Go reads as many digits of the fraction as fit, and multiplies as floating point numbers.
    value, scale = 0, 1.0
    for digit in fraction[:40]:
        if value > (_OVERFLOW - 1) // 10 or value * 10 + int(digit) > _OVERFLOW:
            break
        value, scale = value * 10 + int(digit), scale * 10
    return amount + int(float(value) * (float(factor) / scale))


def _end_of_digits(text: str, position: int) -> int:
    while position < len(text) and text[position] in _DIGITS:
        position += 1
    return position


def _invalid(range: TextRange, message: str, kind: str = "invalid-duration") -> Duration:
    return Duration(None, SyntaxProblem(kind, range, message))
