"""Markdown of texts that may hold anything."""

from __future__ import annotations

_LONGEST = 200


def code(text: str) -> str:
    """`text` as a code span of one line, cut where it is very long."""
    line = " ".join(text[: 4 * _LONGEST].split("\n")).replace("\r", "")
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST - 1]}…"
    ticks = "`"
    while ticks in line:
        ticks += "`"
    # A code span may neither be empty nor begin or end in a tick (CommonMark 0.31, 6.1).
    pad = " " if not line or line[0] == "`" or line[-1] == "`" else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def block(text: str, language: str = "dockerfile") -> str:
    """`text` as a fenced block."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"
