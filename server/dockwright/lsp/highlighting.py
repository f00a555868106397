"""Semantic tokens in the protocol's numbers (LSP 3.17, textDocument/semanticTokens), and what a client has of them.

A token is five numbers that count from the token before it. Within a line of the Dockerfile, however many lines it is
continued on, those are the same wherever it stands: they are kept with it, and only the first number of its first token
is worked out anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple, cast

from dockwright.ide.results import Tokens
from dockwright.lsp.client import Client
from dockwright.lsp.legend import MODIFIERS, legend
from dockwright.lsp.to_lsp import Object
from dockwright.text.lines import Unit, column
from dockwright.text.ranges import TextRange

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, eq=False)
class _Written:
    """The numbers of some lines' tokens; the first counts from the start of these lines."""

    numbers: list[int]
    last: int
    """The line of the last token, from the first of these lines."""
    lines: int
    """How many line ends there are."""


class _Row(NamedTuple):
    """The tokens of some lines, and on which line the first is, counted from the last token before."""

    first: int
    written: _Written

    @property
    def numbers(self) -> list[int]:
        return [self.first, *self.written.numbers[1:]]


class Highlighting:
    """The semantic tokens of every open document on their way to one client."""

    def __init__(self, client: Client) -> None:
        self._unit = client.unit
        types, modifiers = legend(client)
        self._types = {name: number for number, name in enumerate(types)}
        self._modifiers = [
            sum(
                1 << modifiers.index(name)
                for bit, name in enumerate(MODIFIERS)
                if mask >> bit & 1 and name in modifiers
            )
            for mask in range(1 << len(MODIFIERS))
        ]
        self._sent: dict[str, tuple[str, list[_Row]]] = {}
        self._results = count(1)

    def full(self, uri: str, tokens: Sequence[Tokens]) -> Object:
        """All tokens of a document."""
        rows = self._rows(tokens)
        return {"resultId": self._keep(uri, rows), "data": _numbers(rows)}

    def delta(self, uri: str, tokens: Sequence[Tokens], previous: object) -> Object:
        """What is to be changed in the answer `previous`; all tokens where that was not the last one."""
        before = self._sent.get(uri)
        if before is None or before[0] != previous:
            return self.full(uri, tokens)
        rows = self._rows(tokens)
        return {"resultId": self._keep(uri, rows), "edits": _edits(before[1], rows)}

    def range(self, tokens: Sequence[Tokens], range: TextRange) -> Object:
        """The tokens that lie in a range, in part at least."""
        rows: list[_Row] = []
        gap = start = 0
        for it in tokens:
            end = start + len(it.text)
            written = self._written(it)
            if start < range.end and end > range.start:
                if start < range.start or range.end < end:
                    inside = range.shifted(-start)
                    kept = [one for one in it.tokens if one.start < inside.end and one.end > inside.start]
                    written = self._write(Tokens(it.text, tuple(kept)))
                if written.numbers:
                    rows.append(_Row(gap + written.numbers[0], written))
                    gap = -written.last
            gap += written.lines
            start = end
        return {"data": _numbers(rows)}

    def forget(self, uri: str) -> None:
        """Keep nothing of a document that is no longer open."""
        self._sent.pop(uri, None)

    def _keep(self, uri: str, rows: list[_Row]) -> str:
        result = str(next(self._results))
        self._sent[uri] = result, rows
        return result

    def _rows(self, tokens: Sequence[Tokens]) -> list[_Row]:
        rows: list[_Row] = []
        gap = 0
        for it in tokens:
            written = self._written(it)
            if written.numbers:
                rows.append(_Row(gap + written.numbers[0], written))
                gap = -written.last
            gap += written.lines
        return rows

    def _written(self, tokens: Tokens) -> _Written:
        kept = tokens.memo.get(self)
        if kept is None:
            kept = tokens.memo[self] = self._write(tokens)
        return cast(_Written, kept)

    def _write(self, tokens: Tokens) -> _Written:
        text, unit = tokens.text, self._unit
        starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        is_plain = unit is Unit.UTF32 or text.isascii()
        numbers: list[int] = []
        line = last_line = last = last_column = 0
        for start, end, kind, modifiers in tokens.tokens:
            type = self._types.get(kind.value)
            if type is None:
                continue
            while line + 1 < len(starts) and starts[line + 1] <= start:
                line += 1
            if line != last_line:
                last, last_column = starts[line], 0
            # Measured from the last token: a line may be long, and have many.
            between, length = text[last:start], text[start:end]
            step = len(between) if is_plain else column(between, len(between), unit)
            at = last_column + step
            size = len(length) if is_plain else column(length, len(length), unit)
            numbers += (line - last_line, at if line != last_line else step, size, type, self._modifiers[modifiers])
            last_line, last, last_column = line, start, at
        return _Written(numbers, last_line, len(starts) - 1)


def _numbers(rows: Sequence[_Row]) -> list[int]:
    found: list[int] = []
    for first, written in rows:
        found.append(first)
        found += written.numbers[1:]
    return found


def _edits(before: list[_Row], after: list[_Row]) -> list[Object]:
    """The one stretch of numbers that differs; none where nothing does."""
    shorter = min(len(before), len(after))
    head = next((number for number in range(shorter) if before[number] != after[number]), shorter)
    tail = next(
        (number for number in range(shorter - head) if before[-1 - number] != after[-1 - number]), shorter - head
    )
    old, new = _numbers(before[head : len(before) - tail]), _numbers(after[head : len(after) - tail])
    start = sum(len(row.written.numbers) for row in before[:head])
    same = _same(old, new)
    old, new = old[same:], new[same:]
    end = _same(old[::-1], new[::-1])
    if len(old) == len(new) == end:
        return []
    return [{"start": start + same, "deleteCount": len(old) - end, "data": new[: len(new) - end]}]


def _same(some: list[int], others: list[int]) -> int:
    """How many of the first are the same."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(some), len(others)))
