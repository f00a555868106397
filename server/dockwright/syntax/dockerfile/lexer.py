"""Cutting a Dockerfile into units, as BuildKit's parser does.

The facts stand in moby/buildkit, frontend/dockerfile/parser/parser.go and directives.go. Where BuildKit gives up
(a heredoc without its terminator) the unit ends early instead, so that what follows is still read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.syntax.dockerfile.unit import BLANKS, DIRECTIVES, FAR, Head, HeredocBody, Unit, UnitKind, directive
from dockwright.syntax.joined import Joined, join

# What parts the words of an instruction (parser.go, reWhitespace).
SEPARATORS = "\t\v\f\r "

_BOM = "\ufeff"
_KEYWORD = re.compile(rf"[{BLANKS}]*([^{SEPARATORS}]*)[{SEPARATORS}]*")
_HEREDOC = re.compile(r"(\d*)<<(-?)[\t\n\f\r ]*([^<]*)", re.DOTALL)
_HEREDOC_KEYWORDS = frozenset(("add", "copy", "run"))
_ELEMENT = re.compile(r'"((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"')
_JSON_BLANKS = " \t\r\n"


class Marker(NamedTuple):
    """One heredoc marker of a line, such as `<<-"EOF"`; offsets count in the line's text."""

    start: int
    end: int
    fd: str
    name: str
    chomp: bool
    expand: bool


def units(text: str, start: int, before: Head) -> Iterator[Unit]:
    """Cut `text` from `start` on, a place where a unit begins, into units; `before` is what the lines above decided."""
    missing: dict[tuple[str, bool], int] = {}
    while start < len(text):
        unit = read(text, start, before, missing)
        yield unit
        start += len(unit.text)
        before = unit.after


def read(text: str, start: int, before: Head, missing: dict[tuple[str, bool], int] | None = None) -> Unit:
    """Read the unit that begins at `start`, which must lie before the end of `text`.

    `missing` remembers heredoc terminators (name, chomp) that do not occur from some offset on, so that a file
    with many unterminated heredocs is still read in linear time.
    """
    end = _line_end(text, start)
    line = text[start:end]
    bare = line[1:] if before.first and line.startswith(_BOM) else line
    stripped = bare.strip(BLANKS)
    reach = 0 if line.endswith("\n") else 1
    if not stripped:
        return Unit(UnitKind.BLANK, line, before, reach=reach)
    if stripped[0] == "#":
        kind = UnitKind.DIRECTIVE if _is_directive(bare, before) else UnitKind.COMMENT
        return Unit(kind, line, before, reach=reach)
    body = bare.rstrip("\r\n")
    lead = len(line) - len(bare) + len(body) - len(body := body.lstrip(BLANKS))
    kept = _without_continuation(body, before.escape)
    if kept == len(body):
        logical = Joined.of(body, lead)
    else:
        logical, end, reach = _continued(text, start, end, [(body[:kept], lead)], before.escape)
    bodies: tuple[HeredocBody, ...] = ()
    if "<<" in logical.text and (found := markers(logical.text)):
        bodies, end, searched = _bodies(text, start, end, found, {} if missing is None else missing)
        reach = FAR if searched else (0 if text[end - 1] == "\n" else 1)
    return Unit(UnitKind.INSTRUCTION, text[start:end], before, logical, bodies, reach)


def _line_end(text: str, start: int) -> int:
    """Just past the line end; BuildKit's lines end at a line feed only."""
    found = text.find("\n", start)
    return len(text) if found < 0 else found + 1


def _is_directive(line: str, before: Head) -> bool:
    if before.directives is None:
        return False
    found = directive(line)
    # BuildKit refuses the file where one is repeated; for us the repetition is a comment with a problem.
    return found is not None and found[0] in DIRECTIVES and found[0] not in before.directives


def _without_continuation(line: str, escape: str) -> int:
    """How much of `line` comes before a continuation character at its end; all of it where there is none."""
    if escape not in line:
        return len(line)
    end = len(line.rstrip(" \t"))
    if end and line[end - 1] == escape and (end == 1 or line[end - 2] != escape):
        return end - 1
    return len(line)


def _continued(text: str, start: int, end: int, pieces: list[tuple[str, int]], escape: str) -> tuple[Joined, int, int]:
    """Read on from a first line that is continued; also the unit's end and reach."""
    reach = 1
    while end < len(text):
        begin, end = end, _line_end(text, end)
        line = text[begin:end].rstrip("\r\n")
        stripped = line.strip(BLANKS)
        if not stripped or stripped[0] == "#":
            continue
        kept = _without_continuation(line, escape)
        pieces.append((line[:kept], begin - start))
        if kept == len(line):
            reach = 0 if text[end - 1] == "\n" else 1
            break
    return join(pieces), end, reach


def _bodies(
    text: str, start: int, end: int, found: list[Marker], missing: dict[tuple[str, bool], int]
) -> tuple[tuple[HeredocBody, ...], int, bool]:
    """Where the heredocs' bodies lie, the unit's end, and whether a terminator was searched for in vain."""
    bodies: list[HeredocBody] = []
    line_end = end
    for marker in found:
        terminator = _terminator(text, end, marker, missing)
        if terminator is None:
            empty = HeredocBody(line_end - start, line_end - start, line_end - start, terminated=False)
            bodies = [body for body in bodies if body.terminated]
            bodies += [empty] * (len(found) - len(bodies))
            return tuple(bodies), end, True
        begin, stop, after = terminator
        bodies.append(HeredocBody(end - start, begin - start, stop - start, terminated=True))
        end = after
    return tuple(bodies), end, False


def _terminator(
    text: str, start: int, marker: Marker, missing: dict[tuple[str, bool], int]
) -> tuple[int, int, int] | None:
    """The terminator's line from `start` on: where it begins, where its text ends, where the next line begins."""
    key = (marker.name, marker.chomp)
    if start >= missing.get(key, FAR):
        return None
    name = marker.name
    place = start
    while place < len(text):
        at = text.find(name, place)
        if at < 0:
            break
        begin = text.rfind("\n", 0, at) + 1
        stop = _line_end(text, at)
        line = text[begin:stop].rstrip("\r\n")
        # A name that is found inside a line earlier than `start` belongs to the opener itself.
        if begin >= start and (line.lstrip("\t") if marker.chomp else line) == name:
            return begin, begin + len(line), stop
        place = max(stop, start)
    missing[key] = min(start, missing.get(key, FAR))
    return None


def keyword(logical: str) -> tuple[int, int, int]:
    """Where an instruction's keyword begins and ends, and where what follows the blanks after it begins."""
    match = _KEYWORD.match(logical)
    assert match is not None, "the pattern matches the empty text"
    return match.start(1), match.end(1), match.end()


def flags(text: str, start: int) -> tuple[list[tuple[int, int]], int]:
    """The ranges of the `--flags` from `start` on, and where the arguments begin (split_command.go).

    A flag's value may hold quotes and backslashes, which keep blanks together; a lone `--` ends the flags.
    """
    found: list[tuple[int, int]] = []
    place = start
    while True:
        while place < len(text) and text[place] in BLANKS:
            place += 1
        if not text.startswith("--", place):
            return found, place
        begin = place
        place = _flag_end(text, place)
        if place - begin == 2:
            return found, place + len(text[place:]) - len(text[place:].lstrip(BLANKS))
        found.append((begin, place))


def _flag_end(text: str, place: int) -> int:
    quote = ""
    while place < len(text):
        character = text[place]
        if character == "\\":
            place += 1
        elif quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in BLANKS:
            return place
        place += 1
    return len(text)


def unquote_flag(text: str) -> str:
    """A flag's text as BuildKit passes it on: quotes and backslashes taken away (split_command.go)."""
    if "\\" not in text and "'" not in text and '"' not in text:
        return text
    out: list[str] = []
    quote = ""
    place = 0
    while place < len(text):
        character = text[place]
        if character == "\\":
            place += 1
            out.append(text[place : place + 1])
        elif quote and character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
        else:
            out.append(character)
        place += 1
    return "".join(out)


class Strings(NamedTuple):
    """A JSON array of strings: each element's range, quotes included, and its value."""

    elements: tuple[tuple[int, int, str], ...]


class NoStrings(NamedTuple):
    """A JSON array that holds something other than strings; BuildKit refuses it."""


def exec_form(text: str, start: int) -> Strings | NoStrings | None:
    """Read `text` from `start` to its end as a JSON array; `None` where it is none and so a plain command."""
    while start < len(text) and text[start] in BLANKS:
        start += 1
    if not text.startswith("[", start):
        return None
    end = len(text.rstrip(BLANKS))
    elements: list[tuple[int, int, str]] = []
    place = _skip(text, start + 1)
    if not text.startswith("]", place):
        while True:
            match = _ELEMENT.match(text, place)
            if match is None:
                return NoStrings() if _is_json(text[start:end]) else None
            elements.append((match.start(), match.end(), _decode(match.group())))
            place = _skip(text, match.end())
            if not text.startswith(",", place):
                break
            place = _skip(text, place + 1)
    if text.startswith("]", place):
        if _skip(text, place + 1) >= end:
            return Strings(tuple(elements))
        return None
    return NoStrings() if _is_json(text[start:end]) else None


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in _JSON_BLANKS:
        place += 1
    return place


def _decode(element: str) -> str:
    return element[1:-1] if "\\" not in element else str(json.loads(element))


def _is_json(text: str) -> bool:
    try:
        # Go's decoder knows no NaN and Infinity, and refuses deep nesting as Python does.
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def markers(logical: str) -> list[Marker]:
    """The heredoc markers of an instruction's logical line; none where the instruction takes none."""
    start, end, rest = keyword(logical)
    name = logical[start:end].lower()
    if name == "onbuild":
        _, rest = flags(logical, rest)
        start, end, rest = (rest + place for place in keyword(logical[rest:]))
        name = logical[start:end].lower()
    if name not in _HEREDOC_KEYWORDS:
        return []
    _, arguments = flags(logical, rest)
    if exec_form(logical, arguments) is not None:
        return []
    found: list[Marker] = []
    for begin, stop in _raw_words(logical) or ():
        if marker := marker_of(logical, begin, stop):
            found.append(marker)
    return found


def marker_of(text: str, start: int, end: int) -> Marker | None:
    """Read `text[start:end]`, a whole word, as a heredoc marker; `None` where it is none (parser.go, ParseHeredoc)."""
    match = _HEREDOC.fullmatch(text, start, end)
    if match is None or not match.group(3):
        return None
    raw = match.group(3)
    words = _raw_words(raw)
    if words is None or len(words) != 1:
        return None
    name = _dequote(raw)
    quotes = raw.count("'") + raw.count('"')
    expand = quotes == name.count("'") + name.count('"')
    return Marker(start, end, match.group(1), name, match.group(2) == "-", expand)


def _raw_words(text: str) -> list[tuple[int, int]] | None:
    """The words of a line as BuildKit's shell lexer splits it when it looks for heredocs; `None` for an open quote.

    Here the escape character is always the backslash, whatever the directive says.
    """
    found: list[tuple[int, int]] = []
    begin = -1
    place = 0
    while place < len(text):
        character = text[place]
        if character in BLANKS:
            if begin >= 0:
                found.append((begin, place))
                begin = -1
            place += 1
            continue
        if begin < 0:
            begin = place
        if character == "'":
            close = text.find("'", place + 1)
            if close < 0:
                return None
            place = close + 1
        elif character == '"':
            place += 1
            while place < len(text) and text[place] != '"':
                place += 2 if text[place] == "\\" else 1
            if place >= len(text):
                return None
            place += 1
        elif character == "\\":
            place += 2
        elif text.startswith("<<", place):
            place += 2
            # Blanks between the arrows and the name belong to the word.
            while place < len(text) and text[place] in "\t\r ":
                place += 1
        else:
            place += 1
    if begin >= 0:
        found.append((begin, len(text)))
    return found


def _dequote(raw: str) -> str:
    out: list[str] = []
    place = 0
    while place < len(raw):
        character = raw[place]
        if character == "'":
            close = raw.find("'", place + 1)
            out.append(raw[place + 1 : close])
            place = close + 1
        elif character == '"':
            place += 1
            while raw[place] != '"':
                if raw[place] == "\\" and raw[place + 1] in '"$\\':
                    place += 1
                out.append(raw[place])
                place += 1
            place += 1
        elif character == "\\":
            out.append(raw[place + 1 : place + 2])
            place += 2
        else:
            out.append(character)
            place += 1
    return "".join(out)
