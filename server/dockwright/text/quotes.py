"""Quotes in a text that may not be finished yet."""

from __future__ import annotations


def open_quote(text: str, escape: str = "\\") -> int:
    """Where the quote begins that a text leaves open; -1 where it closes them all."""
    begin = -1
    escaped = False
    for place, character in enumerate(text):
        if escaped:
            escaped = False
        elif character == escape and (begin < 0 or text[begin] == '"'):
            escaped = True
        elif character in "'\"" and (begin < 0 or text[begin] == character):
            begin = -1 if begin >= 0 else place
    return begin
