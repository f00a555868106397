"""Which frontend a file asks for, and the other settings that BuildKit looks up before it parses.

On the word of moby/buildkit, frontend/dockerfile/parser/directives.go (DetectSyntax, ParseDirective). That look-up
reads the head of a file in another way than the parser does: it passes over a first line `#!…`, takes no blanks before
the `#`, and for `syntax` takes `// syntax=…` and a JSON object as well, since a frontend need not read Dockerfiles.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from dockwright.syntax.dockerfile.unit import BLANKS, DIRECTIVES, PATTERN_BLANKS, match_directive
from dockwright.text.ranges import TextRange


class Setting(NamedTuple):
    """A setting at the head of a file: its first word, which is all that BuildKit acts on, and all of it."""

    value: str
    written: str
    range: TextRange


def frontend(text: str) -> Setting | None:
    """The image that reads the file; `None` where it names none, and so the Dockerfile frontend built in does."""
    return setting(text, "syntax") or _in_comments(text, "syntax", "//") or _in_json(text, "syntax")


def setting(text: str, name: str) -> Setting | None:
    """The parser directive `name` (`syntax` or `check`), as BuildKit finds it before it parses."""
    return _in_comments(text, name, "#")


def _in_comments(text: str, name: str, comment: str) -> Setting | None:
    place = 1 if text.startswith("\ufeff") else 0
    seen: set[str] = set()
    if text.startswith("#!", place):
        place = _next_line(text, place)
    while text.startswith(comment, place):
        end = _next_line(text, place)
        found, value = match_directive("#" + text[place + len(comment) : end])
        key = found.lower()
        if key not in DIRECTIVES or key in seen:
            return None
        if key == name:
            written = value.rstrip(PATTERN_BLANKS)
            start = text.rindex(value, place, end)
            return Setting(written.split(" ", 1)[0], written, TextRange(start, start + len(written)))
        seen.add(key)
        place = end
    return None


def _next_line(text: str, place: int) -> int:
    return text.find("\n", place) + 1 or len(text)


def _in_json(text: str, name: str) -> Setting | None:
    if not text.lstrip("\ufeff" + BLANKS).startswith("{"):
        return None
    try:
        content = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    value = content.get(name)
    return Setting(value, value, TextRange(0, len(text))) if isinstance(value, str) else None
