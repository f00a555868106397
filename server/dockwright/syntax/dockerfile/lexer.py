"""Cutting a Dockerfile into units, as BuildKit's parser does.

The facts stand in moby/buildkit, frontend/dockerfile/parser/parser.go and directives.go. Where BuildKit gives up
(a heredoc without its terminator) the unit ends early instead, so that what follows is still read.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.syntax.dockerfile import words
from dockwright.syntax.dockerfile.unit import (
    BLANKS,
    DIRECTIVES,
    FAR,
    PATTERN_BLANKS,
    Head,
    HeredocBody,
    Unit,
    UnitKind,
    directive,
)
from dockwright.syntax.joined import Joined, join

# What parts the words of an instruction (parser.go, reWhitespace).
SEPARATORS = "\t\v\f\r "
# What is blank to the parts of BuildKit that go through a line byte by byte (split_command.go, parseHealthConfig).
BYTE_BLANKS = "\t\n\v\f\r "

_BOM = "\ufeff"
_KEYWORD = re.compile(rf"[{BLANKS}]*([^{SEPARATORS}]*)[{SEPARATORS}]*")
_HEREDOC = re.compile(rf"([0-9]*)<<(-?)[{PATTERN_BLANKS}]*([^<]*)")
_BLANK_RUN = re.compile(f"[{BLANKS}]*")
# Blanks between the arrows and the name belong to the word.
_WORD_RUN = re.compile(rf"[^{BLANKS}<]*(?:<(?:<[\t\r ]*)?[^{BLANKS}<]*)*")
_HEREDOC_KEYWORDS = frozenset(("add", "copy", "run"))
_PLAIN = r'[^"\\\x00-\x1f]*'
# Each character fits one part only, so matching never goes back for long.
_ELEMENT = re.compile(rf'"{_PLAIN}(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{{4}}){_PLAIN})*"')
_SURROGATE = re.compile("[\ud800-\udfff]")
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
    terminators = Terminators(text)
    while start < len(text):
        unit = read(text, start, before, terminators)
        yield unit
        start += len(unit.text)
        before = unit.after


def read(text: str, start: int, before: Head, terminators: Terminators) -> Unit:
    """Read the unit that begins at `start`, which must lie before the end of `text`, the text of `terminators`."""
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
        bodies, end, searched = _bodies(start, end, found, terminators)
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


class Terminators:
    """Finds the lines that end heredocs in one text, in linear time however many there are to find.

    A few are looked for in the text itself, which for a few is fastest; for more, all lines are sorted once.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: dict[tuple[str, bool], int] = {}
        self._lines: tuple[dict[str, list[int]], dict[str, list[int]]] | None = None

    def find(self, marker: Marker, start: int) -> tuple[int, int, int] | None:
        """The line from `start` on that ends the heredoc: where its line begins, its text ends, the next begins."""
        key = (marker.name, marker.chomp)
        if start >= self._missing.get(key, FAR):
            return None
        begin = self._search(marker, start) if len(self._missing) < 8 else self._look_up(marker, start)
        if begin is None:
            self._missing[key] = min(start, self._missing.get(key, FAR))
            return None
        after = _line_end(self._text, begin)
        return begin, begin + len(self._text[begin:after].rstrip("\r\n")), after

    def _search(self, marker: Marker, start: int) -> int | None:
        text = self._text
        place = start
        while (at := text.find(marker.name, place)) >= 0:
            begin = max(text.rfind("\n", start, at) + 1, start)
            place = _line_end(text, at)
            line = text[begin:place].rstrip("\r\n")
            if (line.lstrip("\t") if marker.chomp else line) == marker.name:
                return begin
        return None

    def _look_up(self, marker: Marker, start: int) -> int | None:
        if self._lines is None:
            self._lines = ({}, {})
            place = 0
            for line in self._text.split("\n"):
                bare = line.rstrip("\r")
                self._lines[0].setdefault(bare, []).append(place)
                self._lines[1].setdefault(bare.lstrip("\t"), []).append(place)
                place += len(line) + 1
        begins = self._lines[marker.chomp].get(marker.name, ())
        index = bisect_left(begins, start)
        return begins[index] if index < len(begins) else None


def _bodies(
    start: int, end: int, found: list[Marker], terminators: Terminators
) -> tuple[tuple[HeredocBody, ...], int, bool]:
    """Where the heredocs' bodies lie, the unit's end, and whether a terminator was searched for in vain."""
    bodies: list[HeredocBody] = []
    line_end = end
    for marker in found:
        terminator = terminators.find(marker, end)
        if terminator is None:
            empty = HeredocBody(line_end - start, line_end - start, line_end - start, terminated=False)
            bodies += [empty] * (len(found) - len(bodies))
            return tuple(bodies), end, True
        begin, stop, after = terminator
        bodies.append(HeredocBody(end - start, begin - start, stop - start, terminated=True))
        end = after
    return tuple(bodies), end, False


def keyword(logical: str) -> tuple[int, int, int]:
    """Where an instruction's keyword begins and ends, and where what follows the blanks after it begins."""
    match = _KEYWORD.match(logical, 0, len(logical.rstrip(BLANKS)))
    assert match is not None, "the pattern matches the empty text"
    return match.start(1), match.end(1), match.end()


def flags(text: str, start: int) -> tuple[list[tuple[int, int]], int]:
    """The ranges of the `--flags` from `start` on, and where the arguments begin (split_command.go).

    A flag's value may hold quotes and backslashes, which keep blanks together; a lone `--` ends the flags.
    """
    found: list[tuple[int, int]] = []
    end = len(text.rstrip(BLANKS))
    place = start
    while True:
        while place < end and text[place] in BYTE_BLANKS:
            place += 1
        if not text.startswith("--", place):
            break
        begin = place
        place = _flag_end(text, place, end)
        if unquote_flag(text[begin:place]) == "--":
            break
        found.append((begin, place))
    while place < len(text) and text[place] in BLANKS:
        place += 1
    return found, place


def _flag_end(text: str, place: int, end: int) -> int:
    quote = ""
    while place < end:
        character = text[place]
        if character == "\\":
            place += 1
        elif quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in BYTE_BLANKS:
            return place
        place += 1
    return end


def unquote_flag(text: str) -> str:
    """A flag's text as BuildKit passes it on: quotes and backslashes taken away (split_command.go)."""
    if "\\" not in text and "'" not in text and '"' not in text:
        return text
    return "".join([text[end - 1] for _, end in _unquoted(text, 0, len(text))])


def _unquoted(text: str, place: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the characters of a flag stand that are left without quotes and backslashes; each may have one before."""
    quote = ""
    while place < end:
        character = text[place]
        if character == "\\":
            place += 1
            if place < end:
                yield place - 1, place + 1
        elif quote and character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
        else:
            yield place, place + 1
        place += 1


class Field(NamedTuple):
    """One `key=value` of a flag's value: its range, where its `=` stands (-1 for none), and its text unquoted."""

    start: int
    end: int
    equals: int
    text: str


def fields(text: str, start: int, end: int) -> list[Field]:
    """The comma separated fields of a flag's value (instructions/commands_runmount.go, which reads them as CSV)."""
    if not any(it in text[start:end] for it in "\\'\""):
        found: list[Field] = []
        while start <= end:
            comma = text.find(",", start, end)
            stop = end if comma < 0 else comma
            found.append(Field(start, stop, text.find("=", start, stop), text[start:stop]))
            start = stop + 1
        return found
    found = []
    field: list[tuple[int, int]] = []
    begin, quoted = start, False
    for first, last in _unquoted(text, start, end):
        character = text[last - 1]
        # What is left of quotes here was quoted twice: once for the flag, once for the CSV.
        if character == '"' and (quoted or not field):
            quoted = not quoted
        elif character == "," and not quoted:
            found.append(_field(text, field, begin))
            field, begin = [], last
        else:
            field.append((first, last))
    found.append(_field(text, field, begin))
    return found


def _field(text: str, places: list[tuple[int, int]], begin: int) -> Field:
    if not places:
        return Field(begin, begin, -1, "")
    plain = "".join([text[end - 1] for _, end in places])
    equals = plain.find("=")
    return Field(places[0][0], places[-1][1], -1 if equals < 0 else places[equals][1] - 1, plain)


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
    if "\\" not in element:
        return element[1:-1]
    # Half a surrogate pair is no character; Go puts U+FFFD in its place.
    return _SURROGATE.sub("\ufffd", str(json.loads(element)))


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
    for begin, stop in _raw_words(logical):
        if logical.find("<<", begin, stop) >= 0 and (marker := marker_of(logical, begin, stop)):
            found.append(marker)
    return found


def marker_of(text: str, start: int, end: int) -> Marker | None:
    """Read `text[start:end]`, a whole word, as a heredoc marker; `None` where it is none (parser.go, ParseHeredoc)."""
    match = _HEREDOC.fullmatch(text, start, end)
    raw = match.group(3) if match else ""
    if match is None or not raw:
        return None
    name = raw
    if not raw.isalnum():
        expansion = words.expand(raw, {}, skip_unset=True)
        if expansion.words is None or len(expansion.words) != 1:
            return None
        name = expansion.words[0]
    expand = raw.count("'") + raw.count('"') == name.count("'") + name.count('"')
    return Marker(start, end, match.group(1), name, match.group(2) == "-", expand)


def _raw_words(text: str) -> list[tuple[int, int]]:
    """The words of a line as BuildKit's shell lexer splits it when it looks for heredocs.

    Here the escape character is always the backslash, whatever the directive says. Where that lexer stumbles, over
    an open quote or something like `${name^}`, there are no words, and so no heredocs.
    """
    scanned = words.scan(text)
    if scanned.problems and words.expand(text, {}, raw_quotes=True, raw_escapes=True, skip_unset=True).problem:
        return []
    found: list[tuple[int, int]] = []
    begin = -1
    for piece in scanned.pieces:
        place, end = piece.range
        if not isinstance(piece, words.Literal | words.VariableReference):
            # Quotes and escapes keep blanks in the word. Those inside `${…}` do not, whatever stands around them.
            begin = place if begin < 0 else begin
            continue
        while place < end:
            if begin < 0:
                place = _end_of(_BLANK_RUN, text, place, end)
                begin = place if place < end else -1
                continue
            place = _end_of(_WORD_RUN, text, place, end)
            if place < end:
                found.append((begin, place))
                begin = -1
    if begin >= 0:
        found.append((begin, len(text)))
    return found


def _end_of(pattern: re.Pattern[str], text: str, place: int, end: int) -> int:
    match = pattern.match(text, place, end)
    assert match is not None, "the pattern matches the empty text"
    return match.end()
