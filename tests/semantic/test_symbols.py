"""The names of a file hold together, in real files and while somebody types in them."""

from __future__ import annotations

import random

from dockwright.semantic.document import Document
from dockwright.semantic.symbols import Symbols, symbols_of
from dockwright.semantic.variable_mentions import Role
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from tests.support.shared import corpus

_TYPED = (
    "$",
    "${",
    "}",
    "\\",
    "\n",
    "ARG ",
    "ENV A=",
    "FROM ",
    " AS b",
    "--from=b ",
    "<<E",
    "\nE\n",
    "'",
    '"',
    "é",
    "",
)


def _said(symbols: Symbols) -> list[tuple[TextRange, object]]:
    number = {symbol: index for index, symbol in enumerate(symbols.all)}
    return [
        (it.range, (it.role, it.spelling, number[it.symbol], it.symbol.name, it.origin.range if it.origin else None))
        for it in symbols.mentions
    ]


def test_what_is_known_after_edits_is_what_a_fresh_reading_says():
    chance = random.Random(7)
    for path in corpus()[::20]:
        document = Document.parse(path.read_bytes().decode("utf-8", "replace"))
        for _ in range(8):
            start = chance.randrange(len(document.text) + 1)
            end = min(len(document.text), start + chance.randrange(6))
            document = document.edited((Edit(TextRange(start, end), chance.choice(_TYPED)),))
            found = _said(symbols_of(document))
            assert found == _said(symbols_of(Document.parse(document.text))), path
            assert all(0 <= range.start <= range.end <= len(document.text) for range, _ in found)


def test_in_real_files_every_name_stands_where_it_is_said_to():
    for path in corpus()[::2]:
        document = Document.parse(path.read_bytes().decode("utf-8", "replace"))
        for symbol in symbols_of(document).all:
            assert symbol.root is symbol
            ranges = [it.range for it in symbol.mentions]
            assert ranges == sorted(set(ranges)), path
            for mention in symbol.mentions:
                written = mention.range.slice(document.text)
                if mention.spelling.value == "name" and "\n" not in written:
                    assert written.lower() == symbol.name.lower(), path
                assert mention.origin is None or mention.origin.role is not Role.READS
                assert symbols_of(document).at(mention.range.end - 1) is not None
