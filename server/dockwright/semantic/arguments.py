"""The words of a command told apart: its flags, their values, and the operands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from dockwright.catalog.programs import Flags
from dockwright.semantic.commands import Command, CommandWord
from dockwright.semantic.installing import argument_behind, is_exec_form
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.ranges import TextRange

_BETWEEN_WORDS = frozenset(" \t\r\n\\`,")


class Given(NamedTuple):
    """A flag as it was given; positions count in the command's words."""

    name: str
    """With its dashes; of `-fsSL` there are four."""
    value: str | None
    """Its value; `None` where it has none, and where that holds an expansion."""
    position: int
    value_position: int | None
    """Where the value stands: the same word for `--name=value` and `-ovalue`."""


class Arguments:
    """The arguments of a command from some word on."""

    __slots__ = ("command", "flags", "operand_indexes")

    def __init__(self, command: Command, flags: tuple[Given, ...], operand_indexes: tuple[int, ...]) -> None:
        self.command = command
        self.flags = flags
        self.operand_indexes = operand_indexes

    @property
    def operands(self) -> tuple[CommandWord, ...]:
        """The words that are neither flags nor values of flags."""
        words = self.command.words
        return tuple(words[it] for it in self.operand_indexes)

    def has(self, *names: str) -> bool:
        """Whether one of the flags was given."""
        return any(it.name in names for it in self.flags)

    def flag(self, *names: str) -> Given | None:
        """The first of the flags that was given."""
        return next((it for it in self.flags if it.name in names), None)

    def all_of(self, *names: str) -> Iterator[Given]:
        """Every one of the flags that was given."""
        return (it for it in self.flags if it.name in names)

    def word(self, flag: Given) -> CommandWord:
        """Where a flag stands."""
        return self.command.words[flag.position]

    def value_word(self, flag: Given) -> CommandWord | None:
        """Where a flag's value stands."""
        return self.command.words[flag.value_position] if flag.value_position is not None else None


def arguments_of(command: Command, flags: Flags, first: int = 1) -> Arguments:
    """The arguments of a command from the word `first` on; kept on it."""
    kept = command.bare.__dict__
    key = f"arguments {first}"
    found = cast("tuple[Flags, tuple[Given, ...], tuple[int, ...]] | None", kept.get(key))
    if found is None or found[0] is not flags:
        found = kept[key] = (flags, *_read(command.bare, flags, first))
    return Arguments(command, found[1], found[2])


def _read(command: Command, flags: Flags, first: int) -> tuple[tuple[Given, ...], tuple[int, ...]]:
    values = command.values
    given: list[Given] = []
    operands: list[int] = []
    index = first
    while index < len(values):
        value = values[index]
        # Of a word with an expansion the part in front of it still tells the flag: `-o"$FILE"`, `--user=$NAME`.
        text = value if value is not None else command.words[index].text
        if text == "--":
            operands += range(index + 1, len(values))
            break
        if not text.startswith("-") or text == "-":
            operands.append(index)
            if flags.stops:
                operands += range(index + 1, len(values))
                break
            index += 1
        elif text.startswith("--"):
            name, equals, rest = text.partition("=")
            if equals:
                given.append(Given(name, rest if value is not None else None, index, index))
            elif name in flags.long and index + 1 < len(values):
                given.append(Given(name, values[index + 1], index, index + 1))
                index += 1
            else:
                given.append(Given(name, None, index, None))
            index += 1
        else:
            index = _cluster(text, index, value is not None, values, flags, given)
    return tuple(given), tuple(operands)


def _cluster(text: str, index: int, is_known: bool, values: list[str | None], flags: Flags, given: list[Given]) -> int:
    """Read `-fsSLo file`, and return the index of the next word."""
    place = 1
    while place < len(text):
        letter = text[place]
        if letter in "$\"'`":
            break
        rest = text[place + 1 :]
        if letter in flags.short:
            if rest:
                given.append(Given(f"-{letter}", rest if is_known else None, index, index))
                return index + 1
            if index + 1 < len(values):
                given.append(Given(f"-{letter}", values[index + 1], index, index + 1))
                return index + 2
        elif letter in flags.pairs and rest:
            given.append(Given(f"-{letter}{rest[0]}", None, index, None))
            place += 2
            continue
        given.append(Given(f"-{letter}", None, index, None))
        place += 1
    return index + 1


def with_letters(arguments: Arguments, letters: str, order: str, flags: Flags) -> Edit:
    """The edit that gives a command flags of one letter: in its first word of such flags, or right behind the program.

    `order` says in which order such letters are mostly written, so that `-fL` becomes `-fsSL`.
    """
    command = arguments.command
    for given in arguments.flags:
        word = arguments.word(given)
        text = word.value
        if text is None or text.startswith("--") or text != word.text or is_exec_form(command):
            continue
        if text[1] in flags.short:
            # `-o file`
            continue
        if word.range.end - word.range.start != len(text):
            # A line break inside of it.
            continue
        place = 1
        for letter in text[1:]:
            if letter in flags.short or letter not in order or order.index(letter) > order.index(letters[0]):
                break
            place += 1
        return insert(word.range.start + place, letters)
    return argument_behind(command, command.words[0], f"-{letters}")


def without_word(command: Command, index: int) -> Edit | None:
    """The edit that deletes a word and the blanks before it; `None` where something else stands between."""
    before, word = command.words[index - 1].range, command.words[index].range
    text, base = command.instruction.unit.text, command.instruction.start
    between = text[before.end - base : word.start - base]
    if not _BETWEEN_WORDS.issuperset(between):
        return None
    return delete(TextRange(before.end, word.end))


def without_flag(arguments: Arguments, given: Given) -> Edit | None:
    """The edit that takes a flag without a value away: its letter out of `-skL`, or the word."""
    word = arguments.word(given)
    letter = given.name[1:]
    if given.name.startswith("--") or word.value == given.name:
        return without_word(arguments.command, given.position)
    text, quotes = word.value, 1 if is_exec_form(arguments.command) else 0
    if text is None or text != word.text or word.range.end - word.range.start != len(text) + 2 * quotes:
        return None
    start = word.range.start + quotes + text.index(letter, 1)
    return delete(TextRange(start, start + len(letter)))
