"""Which environment variables an instruction sets, for the image or for its own commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.semantic.arguments import without_word
from dockwright.semantic.chains import removed
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.layout import without_part
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete
from dockwright.text.ranges import TextRange

_EXPORTING = frozenset({"declare", "export", "typeset"})


class Assignment(NamedTuple):
    """A variable that is set, from where on to what; `value` is `None` where that is not known."""

    name: str
    value: str | None
    range: TextRange
    removal: tuple[Edit, ...] | None
    """What takes it away, where that is easily done."""


def assignments_in(instruction: ast.Env | ast.Arg | ast.Run, state: State) -> Iterator[Assignment]:
    """What an ENV, an ARG with a default or the commands of a RUN set for the programs that run."""
    if isinstance(instruction, ast.Run):
        for command in commands_of(instruction, state.shell_language):
            yield from _for_command(command, instruction, state)
        return
    parts = [it.range for it in instruction.pairs]
    for index, pair in enumerate(instruction.pairs):
        if pair.value is not None:
            stays = len(parts) == 1 and instruction.is_trigger
            edit = without_part(instruction, parts, index) if not stays else None
            removal = (edit,) if edit is not None else None
            yield Assignment(pair.name.text, state.value_of(pair.value), pair.range, removal)


def _for_command(command: Command, run: ast.Run, state: State) -> Iterator[Assignment]:
    for it in command.assignments:
        # Alone, without a command, it sets a variable of the shell, perhaps exported later.
        value = it.value.value if it.value is not None else _passed(command, it.range)
        edit = _prefix_removal(command, run, it.range)
        yield Assignment(it.name, value, it.range, (edit,) if edit is not None else None)
    if command.name in _EXPORTING:
        for index, word in enumerate(command.arguments, 1):
            name, equals, value = _split(word)
            if equals and name.isidentifier():
                yield Assignment(name, value, word.range, _export_removal(command, index, run, state))


def _export_removal(command: Command, index: int, run: ast.Run, state: State) -> tuple[Edit, ...] | None:
    if len(command.arguments) > 1:
        edit = without_word(command, index)
        return (edit,) if edit is not None else None
    return removed(run, state, command) if not command.redirections else None


def _passed(command: Command, where: TextRange) -> str | None:
    """The value of `NAME=value` among the words of `env` or `sudo` in front."""
    it: Command | None = command
    while it is not None:
        word = next((word for word in it.words if word.range == where), None)
        if word is not None:
            return _split(word)[2]
        it = it.wrapper
    return None


def _split(word: CommandWord) -> tuple[str, str, str | None]:
    name, equals, value = (word.value if word.value is not None else word.text).partition("=")
    return name, equals, value if word.value is not None else None


def _prefix_removal(command: Command, run: ast.Run, where: TextRange) -> Edit | None:
    if not command.words or command.is_quoted:
        return None
    text, start = run.unit.text, run.start
    end = where.end - start
    while end < len(text) and text[end] in " \t":
        end += 1
    return delete(TextRange(where.start, start + end)) if end > where.end - start else None
