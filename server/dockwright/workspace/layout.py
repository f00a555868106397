"""How a file is to be laid out, out of all that has a say: settings, .editorconfig, and what an editor does anyway.

Of one option the first that speaks of it counts: the editor's or command line's settings, those of the project's file,
.editorconfig, for indentation what the file itself does, the options that an editor sends along, and the defaults.
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import StringIO
from typing import Any, NamedTuple

from dockwright.formatter.options import Options
from dockwright.lint.settings import Setting, described
from dockwright.workspace.files import read_small

EDITORCONFIG = ".editorconfig"

LAYOUT_SETTINGS: tuple[Setting, ...] = tuple(it for it in described(Options) if it.description)
"""The keys of the table `format`."""

LAYOUT_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {it.key: {"description": it.description, **it.schema} for it in LAYOUT_SETTINGS},
    "additionalProperties": False,
}

# What somebody writes by hand is smaller; and a pattern with many stars takes a regular expression for ever.
_LONGEST_FILE = 100_000
_LONGEST_PATTERN = 500
_MOST_STARS = 6
_LONGEST_LINE = 1000

_WIDEST = 16


class Given(NamedTuple):
    """What an .editorconfig says of one option of the formatter: the value, the file, and the key there."""

    value: Any
    file: str
    key: str


def options_from(*layers: Iterable[tuple[str, Any]], otherwise: Iterable[tuple[str, Any]] = ()) -> Options:
    """The layout by all layers, the one that counts most first; `otherwise` is for what they leave open."""
    chosen: dict[str, Any] = {}
    for layer in reversed(layers):
        chosen |= dict(layer)
    # An editor sends what it does in every file: a file that does something else is laid out the same everywhere.
    return Options(
        **(dict(otherwise) | chosen),
        finds_width="indent_width" not in chosen,
        finds_style="indent_style" not in chosen,
    )


class EditorConfigs:
    """Finds what the .editorconfig files above a file say; each is looked for and read once."""

    def __init__(self) -> None:
        self._texts: dict[str, str | None] = {}

    def of_file(self, path: str) -> dict[str, Given]:
        """What holds for a file, which need not exist, by the formatter's options."""
        path = os.path.abspath(path)
        found: dict[str, Given] = {}
        for name, text in self._above(path):
            values, is_root = _values(path, name, text)
            found = {**{key: Given(value, name, key) for key, value in values.items()}, **found}
            if is_root:
                break
        return dict(_options(found))

    def pairs(self, path: str | None) -> Iterator[tuple[str, Any]]:
        """The same as a layer for `options_from`; none for a text that lies nowhere."""
        if path is not None:
            yield from ((option, it.value) for option, it in self.of_file(path).items())

    def _above(self, path: str) -> Iterator[tuple[str, str]]:
        folder, last = os.path.dirname(path), path
        while folder != last:
            name = os.path.join(folder, EDITORCONFIG)
            if name not in self._texts:
                self._texts[name] = read_small(name, _LONGEST_FILE)
            text = self._texts[name]
            if text is not None:
                yield name, text
            folder, last = os.path.dirname(folder), folder


def _values(path: str, name: str, text: str) -> tuple[dict[str, str], bool]:
    """What a file says of the one at `path`, and whether nothing above it counts."""
    from editorconfig.ini import EditorConfigParser, ParsingError

    class Parser(EditorConfigParser):
        """The library's, of a text that we have read, and careful with patterns."""

        def matches_filename(self, config_filename: str, glob: str) -> bool:
            if len(glob) > _LONGEST_PATTERN or glob.count("*") + glob.count("{") > _MOST_STARS:
                return False
            try:
                return super().matches_filename(config_filename, glob)
            except (ValueError, OverflowError, ArithmeticError, LookupError, RuntimeError, re.error):
                return False  # A pattern that makes no sense matches nothing.

    parser = Parser(path)
    lines = (line for line in text.splitlines(keepends=True) if len(line) <= _LONGEST_LINE)
    with suppress(ParsingError):  # Lines that make no sense are skipped; the others count.
        parser._read(StringIO("".join(lines)), name)  # type: ignore[arg-type]  # any stream of lines will do
    values: OrderedDict[str, str] = parser.options
    return {key: value.strip().lower() for key, value in values.items()}, parser.root_file


def _options(found: Mapping[str, Given]) -> Iterator[tuple[str, Given]]:
    """The formatter's options by an .editorconfig's (https://spec.editorconfig.org/#supported-pairs)."""
    style = found.get("indent_style")
    if style is not None and style.value in ("space", "tab"):
        yield "indent_style", style
    size = found.get("indent_size")
    if size is None or size.value == "tab":
        size = found.get("tab_width")
    for key in ("trim_trailing_whitespace", "insert_final_newline"):
        it = found.get(key)
        if it is not None and it.value in ("true", "false"):
            it = it._replace(value=it.value == "true")
            yield key, it
            if key == "trim_trailing_whitespace":
                yield "trim_comments", it
    if size is not None and size.value.isdecimal() and size.value.isascii() and 1 <= int(size.value[:3]) <= _WIDEST:
        yield "indent_width", size._replace(value=int(size.value))
