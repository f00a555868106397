"""What a `.dockerignore` leaves out of the build context.

Facts: moby/patternmatcher (patternmatcher.go, ignorefile/ignorefile.go). Patterns are rooted at the context, `**` spans
folders, the last pattern that matches a path or a folder above it decides, and `!` takes back.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


class _Any(NamedTuple):
    """One character that is no `/`, `?` in a pattern; or one of a class, `[a-z]`."""

    characters: tuple[tuple[str, str], ...] = ()
    negated: bool = False

    def accepts(self, character: str) -> bool:
        if not self.characters:
            return character != "/"
        return any(low <= character <= high for low, high in self.characters) is not self.negated


class _Star(NamedTuple):
    """Any number of characters: `*`, which stops at a `/`, or `**`."""

    slashes: bool


class _Folders(NamedTuple):
    """Any number of folders with the `/` behind each: `**/`."""


_Token = str | _Any | _Star | _Folders


@dataclass(frozen=True)
class IgnorePattern:
    """One line: the pattern, cleaned, without its `!`."""

    text: str
    takes_back: bool

    def matches(self, path: str) -> bool:
        """Whether the pattern matches `path` itself, which has `/` between folders and none at its ends."""
        shape = _shape(self.text)
        if shape is None or not (path.startswith(shape.begin) and path.endswith(shape.end)):
            return False
        return path == shape.begin if shape.is_plain else _matches(shape.tokens, path)


@dataclass(frozen=True)
class IgnoreFile:
    """The patterns of a file, in order."""

    patterns: tuple[IgnorePattern, ...]

    def ignores(self, path: str) -> bool:
        """Whether the context lacks `path`: the last pattern that matches it or a folder above it says so."""
        return self.ignored_by(path) is not None

    def ignored_by(self, path: str) -> IgnorePattern | None:
        """The pattern that leaves `path` out of the context; `None` where none does, or a later one takes it back."""
        parts = path.split("/")
        above = ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]
        ignoring: IgnorePattern | None = None
        for pattern in self.patterns:
            # A pattern that would decide as it is already decided is not tried.
            if pattern.takes_back is (ignoring is not None) and any(pattern.matches(it) for it in above):
                ignoring = None if pattern.takes_back else pattern
        return ignoring


def read_lines(text: str) -> list[str]:
    """The patterns as written, cleaned; a `!` in front stays."""
    found: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number == 0:
            line = line.removeprefix("\ufeff")
        if line.startswith("#"):
            continue
        pattern = line.strip()
        if not pattern:
            continue
        takes_back = pattern.startswith("!")
        if takes_back:
            pattern = pattern[1:].strip()
        if pattern:
            pattern = posixpath.normpath(pattern)
            if len(pattern) > 1 and pattern.startswith("/"):
                pattern = pattern.lstrip("/")
        found.append(("!" if takes_back else "") + pattern)
    return found


def parse(text: str) -> IgnoreFile:
    """The patterns of a `.dockerignore`; a line that the builder would refuse, such as a bare `!`, is left out."""
    return compile_patterns(read_lines(text))


def compile_patterns(lines: Iterable[str]) -> IgnoreFile:
    """The patterns of cleaned lines."""
    patterns: list[IgnorePattern] = []
    for line in lines:
        takes_back = line.startswith("!")
        text = posixpath.normpath(line[1:] if takes_back else line) if line not in ("", "!") else ""
        if text:
            patterns.append(IgnorePattern(text, takes_back))
    return IgnoreFile(tuple(patterns))


class _Shape(NamedTuple):
    """A pattern taken to pieces, and what each path that it matches begins and ends with.

    Most paths are told by that: a folder may hold thousands of them.
    """

    tokens: tuple[_Token, ...]
    begin: str
    end: str
    is_plain: bool


@lru_cache(maxsize=1024)
def _shape(pattern: str) -> _Shape | None:
    tokens = _tokens(pattern)
    if tokens is None:
        return None
    wild = [number for number, it in enumerate(tokens) if not isinstance(it, str)]
    first, last = (wild[0], wild[-1]) if wild else (len(tokens), -1)
    begin = "".join(it for it in tokens[:first] if isinstance(it, str))
    end = "".join(it for it in tokens[last + 1 :] if isinstance(it, str))
    return _Shape(tokens, begin, end, not wild)


def _tokens(pattern: str) -> tuple[_Token, ...] | None:
    """The pattern taken to pieces; `None` where the builder refuses it."""
    tokens: list[_Token] = []
    place = 0
    while place < len(pattern):
        character = pattern[place]
        place += 1
        if character == "*":
            if not pattern.startswith("*", place):
                tokens.append(_Star(slashes=False))
                continue
            place += 1
            if pattern.startswith("/", place):
                # `a**/b` is `a**b`'s elder: the slash belongs to the wildcard.
                place += 1
                tokens.append(_Folders() if place < len(pattern) else _Star(slashes=True))
            else:
                tokens.append(_Star(slashes=True) if place == len(pattern) else _Folders())
        elif character == "?":
            tokens.append(_Any())
        elif character == "[":
            read = _class(pattern, place)
            if read is None:
                return None
            token, place = read
            tokens.append(token)
        elif character == "\\" and place < len(pattern):
            tokens.append(pattern[place])
            place += 1
        else:
            tokens.append(character)
    return tuple(tokens)


def _class(pattern: str, place: int) -> tuple[_Any, int] | None:
    """The class whose `[` stands before `place`, and where the pattern goes on; `None` where it is malformed."""
    negated = pattern.startswith("^", place)
    place += negated
    characters: list[tuple[str, str]] = []
    while not (characters and pattern.startswith("]", place)):
        low, place = _character(pattern, place)
        high = low
        if pattern.startswith("-", place):
            high, place = _character(pattern, place + 1)
        if not low or not high:
            return None
        characters.append((low, high))
    return _Any(tuple(characters), negated), place + 1


def _character(pattern: str, place: int) -> tuple[str, int]:
    """The character of a class at `place`, and the place behind it; an empty text where none may stand there."""
    if pattern.startswith("\\", place):
        return pattern[place + 1 : place + 2], place + 2
    character = pattern[place : place + 1]
    return ("" if character in "-]" else character), place + 1


def _matches(tokens: tuple[_Token, ...], path: str) -> bool:
    """Walk all places of the pattern at once, so that the time is at most the product of both lengths.

    Inside a `_Folders`, a place is counted as the token's index inverted.
    """
    places = _reached(tokens, {0})
    for character in path:
        following: set[int] = set()
        for place in places:
            if place < 0:
                following.add(place)
                if character == "/":
                    following.add(~place + 1)
                continue
            token = tokens[place] if place < len(tokens) else None
            if isinstance(token, _Star):
                if token.slashes or character != "/":
                    following.add(place)
            elif isinstance(token, _Any):
                if token.accepts(character):
                    following.add(place + 1)
            elif token == character:
                following.add(place + 1)
        places = _reached(tokens, following)
        if not places:
            return False
    return len(tokens) in places


def _reached(tokens: tuple[_Token, ...], places: set[int]) -> set[int]:
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if not 0 <= place < len(tokens):
            continue
        token = tokens[place]
        if isinstance(token, _Folders | _Star):
            new = {place + 1, ~place} if isinstance(token, _Folders) else {place + 1}
            waiting += new - places
            places |= new
    return places
