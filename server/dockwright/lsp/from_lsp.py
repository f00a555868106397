"""What a client sends, read into our own words; strict in what is needed, blind to the rest.

Params are JSON as it came. Reading it here rather than through generated classes keeps a client's odd but harmless
values (an unknown enumeration member, a capability of the wrong type) from costing a whole request, and what is
really wrong names its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dockwright.lsp.positions import Positions
from dockwright.text.edits import Edit
from dockwright.text.lines import Position
from dockwright.text.ranges import TextRange

Json = Any
"""A JSON value as `json.loads` gives it."""

_LARGEST = 2**31 - 1  # LSP 3.17, uinteger
_WIDEST = 16

# Members of FormattingOptions that say yes or no, and what they are called in the formatter.
_LAYOUT = {
    "trimTrailingWhitespace": ("trim_trailing_whitespace", "trim_comments"),
    "insertFinalNewline": ("insert_final_newline",),
    "trimFinalNewlines": ("trim_final_newlines",),
}


class InvalidParams(ValueError):
    """Params that a message cannot be understood by; the words say where and what was expected."""


def member(params: Json, *path: str) -> Json:
    """The value at `path`, `None` where it is not there; raise `InvalidParams` where an object is no object."""
    value = params
    for number, name in enumerate(path):
        if not isinstance(value, Mapping):
            raise InvalidParams(f"{'.'.join(('params', *path[:number]))}: expected an object")
        value = value.get(name)
    return value


def text(params: Json, *path: str) -> str:
    """The string at `path`."""
    value = member(params, *path)
    if not isinstance(value, str):
        raise InvalidParams(f"{'.'.join(('params', *path))}: expected a string")
    return value


def number(params: Json, *path: str) -> int:
    """The unsigned integer at `path`; JSON does not tell 3 from 3.0, so neither do we."""
    value = member(params, *path)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise InvalidParams(f"{'.'.join(('params', *path))}: expected an unsigned integer")
    return value


def version(params: Json) -> int:
    """A document's version; any integer, as the protocol allows negative ones, and 0 where a client sends none."""
    value = member(params, "textDocument", "version")
    return value if isinstance(value, int) else 0


def items(params: Json, *path: str) -> Sequence[Json]:
    """The array at `path`."""
    value = member(params, *path)
    if not isinstance(value, list):
        raise InvalidParams(f"{'.'.join(('params', *path))}: expected an array")
    return value


def uri(params: Json) -> str:
    """The URI of the document that a message is about."""
    return text(params, "textDocument", "uri")


def position(params: Json, *path: str) -> Position:
    """The line and column at `path`."""
    return Position(number(params, *path, "line"), number(params, *path, "character"))


def positions(params: Json, *path: str) -> list[Position]:
    """The lines and columns in the array at `path`."""
    return [position(it) for it in items(params, *path)]


def offset(params: Json, positions: Positions) -> int:
    """The offset that a message asks about."""
    return positions.offset(position(params, "position"))


def text_range(params: Json, positions: Positions, *path: str) -> TextRange:
    """The range at `path`."""
    return positions.text_range(position(params, *path, "start"), position(params, *path, "end"))


def edit(change: Json, positions: Positions) -> Edit:
    """One content change of a document; one without a range replaces everything."""
    if member(change, "range") is None:
        return Edit(TextRange(0, len(positions.lines.text)), text(change, "text"))
    return Edit(text_range(change, positions, "range"), text(change, "text"))


def layout(params: Json) -> list[tuple[str, Json]]:
    """What an editor says of the layout of every text, by the formatter's options (LSP 3.17, FormattingOptions)."""
    given = member(params, "options")
    if not isinstance(given, Mapping):
        return []
    found: list[tuple[str, Json]] = []
    size = given.get("tabSize")
    if isinstance(size, int | float) and not isinstance(size, bool) and size >= 1:
        found.append(("indent_width", int(min(size, _WIDEST))))
    for name, options in _LAYOUT.items():
        value = given.get(name)
        if isinstance(value, bool):
            found += [(option, value) for option in options]
    if isinstance(given.get("insertSpaces"), bool):
        found.append(("indent_style", "space" if given["insertSpaces"] else "tab"))
    return found
