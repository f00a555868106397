"""Reads the snippets, which are kept in VS Code's format so that its extension can contribute the same files.

The source is the folder `snippets/` at the root of the repository; a wheel carries it as `dockwright/snippets/`, and in
a checkout it is found two folders above the package. Both are reached through `importlib.resources`, so this floor
needs neither `os` nor `pathlib`.

The grammar of a body is VS Code's (its documentation, "Snippet syntax"): tab stops, placeholders, choices and
variables. Transforms are not read, since none of our snippets has one: they come out as text, which is what VS Code
makes of what it cannot read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text, its escapes resolved."""

    value: str


@dataclass(frozen=True, slots=True)
class TabStop:
    """`$1`, `${1:default}` or `${1|a,b|}`; number 0 is where the cursor ends."""

    number: int
    default: tuple[Node, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SnippetVariable:
    """`$NAME` or `${NAME:default}`: something the editor knows, such as `TM_FILENAME`."""

    name: str
    default: tuple[Node, ...] = ()


Node = Text | TabStop | SnippetVariable


@dataclass(frozen=True, slots=True)
class Snippet:
    """A snippet; `body` is in VS Code's grammar, its lines joined by `\\n`.

    `is_file`: it is a whole file, so it belongs into an empty one (VS Code's `isFileTemplate`).
    """

    name: str
    prefixes: tuple[str, ...]
    description: str
    body: str
    is_file: bool


LANGUAGES: tuple[str, ...] = ("dockerfile", "dockerignore")
"""The languages there are snippets for; each is a file."""


@cache
def snippets(language: str = "dockerfile") -> tuple[Snippet, ...]:
    """The snippets of a language, in the order of their file; none for a language without a file."""
    text = _read(f"{language}.json") if language in LANGUAGES else None
    if text is None:
        return ()
    table: dict[str, dict[str, object]] = json.loads(text)
    return tuple(_snippet(name, entry) for name, entry in table.items())


def parse(body: str) -> tuple[Node, ...]:
    """Read a body; whatever is not in the grammar is text, so this never fails."""
    return _joined(_Reader(body).read())


@lru_cache(maxsize=1024)
def expand_defaults(body: str) -> str:
    """The text that a body becomes when every tab stop keeps its default.

    A choice gives its first value, a tab stop without a default what another one of its number has, a variable its
    default or nothing.
    """
    nodes = parse(body)
    definitions: dict[int, TabStop] = {}
    _collect(nodes, definitions)
    return _render(nodes, definitions)


def tab_stops(body: str) -> tuple[int, ...]:
    """The numbers of the tab stops, in the order of their first place, those inside of defaults included."""
    found: dict[int, None] = {}
    _number(parse(body), found)
    return tuple(found)


def _snippet(name: str, entry: dict[str, object]) -> Snippet:
    prefix, body = entry["prefix"], entry["body"]
    return Snippet(
        name,
        tuple(_strings(prefix)),
        str(entry.get("description", "")),
        "\n".join(_strings(body)),
        entry.get("isFileTemplate") is True,
    )


def _strings(value: object) -> list[str]:
    # VS Code takes a string or a list of them in both places.
    return [str(it) for it in value] if isinstance(value, list) else [str(value)]


def _read(name: str) -> str | None:
    package = resources.files("dockwright")
    for folder in ("snippets", "../../snippets"):
        place = package.joinpath(folder).joinpath(name)
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return None


class _Open:
    """A placeholder whose closing brace has not come yet: where it starts, its name, and what is inside so far."""

    def __init__(self, start: int, name: str) -> None:
        self.start = start
        self.name = name
        self.nodes: list[Node] = []


_DEEPEST = 20
"""How deep placeholders are read inside of each other; what is deeper is text."""


class _Reader:
    """One pass over a body, with a stack of the placeholders that are open."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.open = [_Open(0, "")]

    def read(self) -> tuple[Node, ...]:
        """The nodes of the body."""
        position = 0
        while position < len(self.body):
            character = self.body[position]
            if character == "\\" and self.body[position + 1 : position + 2] in ("$", "}", "\\"):
                self.text(self.body[position + 1])
                position += 2
            elif character == "$":
                position = self.dollar(position)
            elif character == "}" and len(self.open) > 1:
                closed = self.open.pop()
                self.open[-1].nodes.append(_named(closed.name, tuple(closed.nodes)))
                position += 1
            else:
                self.text(character)
                position += 1
        while len(self.open) > 1:
            # What nothing closes is text, and what it holds stands by itself.
            unclosed = self.open.pop()
            self.text("${" + unclosed.name + ":")
            for node in unclosed.nodes:
                self.add(node)
        return tuple(self.open[0].nodes)

    def dollar(self, start: int) -> int:
        """Read what begins with the `$` at `start` and return where to go on; a dollar that begins nothing is text."""
        braced = self.body[start + 1 : start + 2] == "{"
        name = _name(self.body, start + (2 if braced else 1))
        end = start + (2 if braced else 1) + len(name)
        after = self.body[end : end + 1]
        if name and not braced:
            self.add(_named(name, ()))
            return end
        if name and after == "}":
            self.add(_named(name, ()))
            return end + 1
        if name and after == ":" and len(self.open) <= _DEEPEST:
            self.open.append(_Open(start, name))
            return end + 1
        if name.isdecimal() and after == "|":
            choices, closing = _choices(self.body, end + 1)
            if choices and self.body[closing : closing + 1] == "}":
                self.add(TabStop(int(name), (), choices))
                return closing + 1
        self.text("$")
        return start + 1

    def text(self, text: str) -> None:
        """Add literal text."""
        self.add(Text(text))

    def add(self, node: Node) -> None:
        """Add a node to the innermost open placeholder; neighbouring texts become one at the end."""
        self.open[-1].nodes.append(node)


def _named(name: str, inside: tuple[Node, ...]) -> Node:
    inside = _joined(inside)
    return TabStop(int(name), inside) if name.isdecimal() else SnippetVariable(name, inside)


def _joined(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The same nodes with neighbouring texts put together."""
    joined: list[Node] = []
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, Text):
            texts.append(node.value)
            continue
        if texts:
            joined.append(Text("".join(texts)))
            texts = []
        joined.append(node)
    if texts:
        joined.append(Text("".join(texts)))
    return tuple(joined)


def _choices(body: str, start: int) -> tuple[tuple[str, ...], int]:
    """Read `a,b|` and say where it ends; in here a comma, a bar and a backslash can be escaped."""
    values: list[str] = []
    value: list[str] = []
    position = start
    while position < len(body):
        character = body[position]
        if character == "\\" and body[position + 1 : position + 2] in (",", "|", "\\"):
            value.append(body[position + 1])
            position += 2
            continue
        position += 1
        if character not in ",|":
            value.append(character)
            continue
        values.append("".join(value))
        value = []
        if character == "|":
            return tuple(values), position
    return (), position


def _name(body: str, start: int) -> str:
    """The number or the variable's name at `start`, empty where there is neither."""
    allowed = _DIGITS if body[start : start + 1] in _DIGITS else _NAME
    end = start
    while end < len(body) and body[end] in allowed:
        end += 1
    # No snippet has a billion tab stops.
    return body[start:end] if allowed is _NAME or end - start < 10 else ""


_DIGITS = frozenset("0123456789")
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")


def _collect(nodes: Iterable[Node], found: dict[int, TabStop]) -> None:
    """The first tab stop of each number that says what it holds."""
    for node in nodes:
        if isinstance(node, TabStop) and (node.default or node.choices):
            found.setdefault(node.number, node)
        if not isinstance(node, Text):
            _collect(node.default, found)


def _render(nodes: Iterable[Node], definitions: Mapping[int, TabStop], inside: frozenset[int] = frozenset()) -> str:
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Text):
            parts.append(node.value)
        elif isinstance(node, SnippetVariable):
            parts.append(_render(node.default, definitions, inside))
        elif node.number in definitions and node.number not in inside:
            # A tab stop inside of its own default has nothing to show there.
            defined = definitions[node.number]
            default = _render(defined.default, definitions, inside | {node.number})
            parts.append(defined.choices[0] if defined.choices else default)
    return "".join(parts)


def _number(nodes: Iterable[Node], found: dict[int, None]) -> None:
    for node in nodes:
        if isinstance(node, TabStop):
            found.setdefault(node.number)
        if not isinstance(node, Text):
            _number(node.default, found)
