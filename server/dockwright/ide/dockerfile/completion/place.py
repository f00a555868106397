"""Where in an instruction the cursor is, as far as the line is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from dockwright.catalog import instructions as catalog
from dockwright.catalog.images import normal_repository
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.document import Document
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast, lexer
from dockwright.syntax.dockerfile.unit import BLANKS, FAR, Unit
from dockwright.text.edits import Edit
from dockwright.text.quotes import open_quote
from dockwright.text.ranges import TextRange

MOST = 200
"""How many completions are offered at once."""


@dataclass(frozen=True)
class Line:
    """A logical line with the cursor in it: `text[:at]` stands before the cursor.

    `sources` are the places in the file of each character of `text`, -1 for one that is not there.
    """

    document: Document
    offset: int
    text: str
    at: int
    sources: tuple[int, ...]

    def range(self, start: int, end: int) -> TextRange | None:
        """Where `[start, end)`, which holds the cursor, stands on its line of the file; `None` if it starts above."""
        lines = self.document.lines
        line = lines.line_of(self.offset)
        first = self.offset if start >= self.at else self.sources[start]
        last = self.offset if end <= self.at else self.sources[end - 1] + 1
        if first < lines.start(line):
            return None
        # A client takes only edits on the cursor's own line (LSP 3.17, CompletionItem.textEdit).
        return TextRange(first, last if last <= lines.end(line) else self.offset)

    def word(self, start: int = 0) -> tuple[int, int]:
        """The blank-separated word at the cursor; where nothing of it stands before the cursor, an empty one."""
        first = self.at
        while first > start and self.text[first - 1] not in BLANKS:
            first -= 1
        last = self.at
        while first < self.at and last < len(self.text) and self.text[last] not in BLANKS:
            last += 1
        return first, last


@dataclass(frozen=True)
class Arguments:
    """The cursor behind the keyword of an instruction; of what an ONBUILD triggers, `name` is the trigger's.

    `flags` are the flags there are, `start` is where the arguments begin, `index` the number of words before the
    cursor's. `flag` is the flag that holds the cursor; `may_be_flag`: one may be typed here.
    """

    line: Line
    instruction: ast.Instruction
    name: str
    is_trigger: bool
    flags: tuple[tuple[int, int], ...]
    start: int
    flag: tuple[int, int] | None
    may_be_flag: bool
    word: tuple[int, int]
    index: int
    known: catalog.Instruction | None = field(repr=False)

    @property
    def document(self) -> Document:
        """The document."""
        return self.line.document

    @property
    def state(self) -> State:
        """What holds before the instruction."""
        return self.document.state_before(self.instruction)

    @property
    def repository(self) -> str:
        """The image that the stage builds on, as catalogs list it; empty where it is not known."""
        reference = self.state.base.reference
        return normal_repository(reference.name) if reference is not None else ""

    @property
    def typed(self) -> str:
        """The part of the word before the cursor."""
        return self.line.text[self.word[0] : self.line.at]

    @cached_property
    def quote(self) -> int:
        """Where the quote begins that is open at the cursor; -1 where none is."""
        place = open_quote(self.line.text[self.start : self.line.at], self.instruction.escape)
        return place if place < 0 else self.start + place

    @property
    def quoted_value(self) -> tuple[str, int, int] | None:
        """The name whose value in quotes the cursor is in, and where the value begins and ends."""
        text, quote = self.line.text, self.quote
        if quote < 0 or text[quote - 1] != "=":
            return None
        start = quote - 1
        while start > self.start and text[start - 1] not in BLANKS:
            start -= 1
        end = text.find(text[quote], self.line.at, self.word[1])
        return text[start : quote - 1].strip("\"'"), quote + 1, end if end >= 0 else self.line.at

    @property
    def follows_legacy_name(self) -> bool:
        """Whether all that stands here is the value of the one name in front, in the old form without a `=`."""
        words = self.line.text[self.start : self.word[0]].split(None, 1)
        return bool(words) and "=" not in words[0] and words[0][:1] not in ("'", '"')

    @property
    def is_exec_form(self) -> bool:
        """Whether the arguments are, or begin like, a JSON array."""
        text = self.line.text[self.start :]
        if self.name == "HEALTHCHECK":
            text = text[3:].lstrip() if text[:3].upper() == "CMD" else text
        return self.known is not None and self.known.exec_form and _BEGUN_ARRAY.match(text) is not None

    @property
    def element(self) -> tuple[int, int] | None:
        """The string of the JSON array that holds the cursor, without its quotes; `None` outside of strings."""
        found = self._element
        return found[0] if found is not None else None

    @property
    def element_index(self) -> int:
        """The number of strings before that one."""
        found = self._element
        return found[1] if found is not None else 0

    @cached_property
    def _element(self) -> tuple[tuple[int, int], int] | None:
        text, place, count = self.line.text, self.start, 0
        while (begin := text.find('"', place)) >= 0 and begin < self.line.at:
            end = begin + 1
            while end < len(text) and text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            end = min(end, len(text))
            if self.line.at <= end:
                if text[end : end + 1] != '"':
                    # Not closed yet: what follows the cursor is not known to belong to it.
                    end = self.line.at
                return (begin + 1, end), count
            place, count = end + 1, count + 1
        return None


# `[ -f x ]` is a command.
_BEGUN_ARRAY = re.compile(r"\[[ \t]*(?:[\"\]]|$)")


def unit_at(document: Document, offset: int) -> tuple[Unit, int] | None:
    """The unit that the cursor stands in, and where it starts; `None` where a new one would begin."""
    tree = document.tree
    index = tree.unit_index(offset)
    if index == len(tree.units):
        # At the end of the text: in the last line if that is not ended, or is to be continued.
        if not tree.units or (tree.text.endswith("\n") and tree.units[-1].reach in (0, FAR)):
            return None
        index -= 1
    return tree.units[index], tree.start_of(index)


def line_at(document: Document, offset: int, unit: Unit, start: int) -> Line | None:
    """The logical line of an instruction; `None` in a comment or behind the character that continues a line."""
    logical = unit.logical
    place = logical.offset(offset - start)
    sources = [start + logical.source(it) for it in range(len(logical.text))]
    reached = start + logical.source_end(place) if place else sources[0] if sources else start
    gap = document.text[reached:offset]
    text = logical.text
    lines = document.lines
    before = document.text[lines.start(lines.line_of(offset)) : offset]
    if gap and place:
        if "\n" not in gap or before.strip(BLANKS):
            return None
        if before and not text[:place].endswith(tuple(BLANKS)):
            # Blanks of a line that holds nothing else: what is typed next begins a word.
            text = f"{text[:place]} {text[place:]}"
            sources.insert(place, offset - 1)
            place += 1
    return Line(document, offset, text, place, tuple(sources))


def arguments_at(line: Line, instruction: ast.Instruction) -> Arguments | None:
    """The arguments that the cursor stands in; `None` where it is at a keyword."""
    keyword = lexer.keyword(line.text)
    if line.at <= keyword[1]:
        return None
    name = line.text[keyword[0] : keyword[1]].upper()
    begin, is_trigger = keyword[1], False
    if name == "ONBUILD":
        inner = lexer.keyword(line.text[begin:])
        if inner[0] == inner[1] or line.at <= begin + inner[1]:
            return None
        name, is_trigger = line.text[begin + inner[0] : begin + inner[1]].upper(), True
        begin += inner[1]
    flags, start = lexer.flags(line.text, begin)
    flag = next((it for it in flags if it[0] < line.at <= it[1]), None)
    word = flag if flag is not None else line.word(begin)
    first = flag is None and line.at >= start and not line.text[start : word[0]].strip(BLANKS)
    typed = line.text[word[0] : line.at]
    return Arguments(
        line,
        instruction,
        name,
        is_trigger,
        tuple(flags),
        start,
        flag,
        flag is None and (line.at < start or (first and typed in ("", "-", "--"))),
        word,
        len(line.text[start : word[0]].split()) if flag is None and line.at >= start else 0,
        catalog.instruction(name),
    )


def item(label: str, kind: ItemKind, range: TextRange, text: str | None = None, **more: object) -> Item:
    """A completion that puts `text`, or its label, in the place of `range`."""
    edit = Edit(range, label if text is None else text)
    return Item(label, kind, edit, **more)  # type: ignore[arg-type]  # `more` is what Item takes by name


def listed(
    arguments: Arguments, values: tuple[str, ...], start: int, end: int, key: str, default: str | None = None
) -> Iterator[Item]:
    """The values of a list, in its order, for what is typed between `start` and `end`."""
    range = arguments.line.range(start, end)
    for number, value in enumerate(values if range is not None else ()):
        assert range is not None, "else there are no values"
        detail = "default" if value == default else ""
        yield item(value, ItemKind.VALUE, range, detail=detail, sort=f"1{number:02}", key=key)


def brief(default: str | None) -> str:
    """A default as it can stand beside a name; longer ones are told with the rest."""
    return default if default is not None and " " not in default else ""


def may_become(typed: str, text: str) -> bool:
    """Whether the letters of `typed` stand in `text` in their order, from the start of a word on."""
    place = text.find(typed[:1])
    while place > 0 and text[place - 1].isalnum():
        place = text.find(typed[:1], place + 1)
    for letter in typed:
        if place < 0:
            return False
        place = text.find(letter, place)
        place += 1 if place >= 0 else 0
    return place >= 0
