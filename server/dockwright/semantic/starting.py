"""The program that a container starts with, and the signal that stops it."""

from __future__ import annotations

from typing import NamedTuple

from dockwright.catalog.commands import INITS
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import Unit

# What they take before the program: a user.
_STEPPING_DOWN = frozenset({"gosu", "su-exec"})


class Start(NamedTuple):
    """The program that a container of a stage starts with."""

    instruction: ast.Cmd | ast.Entrypoint
    """The instruction that names it."""
    words: tuple[CommandWord, ...]
    """The program and its arguments; those that CMD adds to an ENTRYPOINT stand behind it."""
    has_init: bool
    """Whether an init process starts it, such as `tini`."""

    @property
    def path(self) -> str | None:
        """The program as it is called; `None` where that depends on a variable."""
        return self.words[0].value

    @property
    def program(self) -> str | None:
        """The same without its folders."""
        path = self.path
        return path.rpartition("/")[2] if path is not None else None

    @property
    def arguments(self) -> tuple[str | None, ...]:
        """The values of the words behind the program."""
        return tuple(it.value for it in self.words[1:])


def start_of(stage: Stage) -> Start | None:
    """What a container of `stage` starts with, where that stands in the stage itself and can be told.

    Of several commands in a script the last one counts, as the others come to an end before it.
    """
    state = stage.final_state
    entrypoint, command = _placed(stage, state.entrypoint), _placed(stage, state.command)
    found = _read(stage, entrypoint) if entrypoint is not None else None
    if entrypoint is None or (found is not None and not found.words):
        # No ENTRYPOINT, or one that is nothing but an init: the program is what CMD says.
        behind = _read(stage, command) if command is not None else None
        has_init = found is not None and found.has_init
        found = behind._replace(has_init=behind.has_init or has_init) if behind is not None else None
    elif found is not None and command is not None and isinstance(entrypoint.command, ast.ExecForm):
        added = _read(stage, command) if isinstance(command.command, ast.ExecForm) else None
        found = found._replace(words=(*found.words, *added.words)) if added is not None else None
    if found is None or not found.words or not any(it is found.instruction for it in stage.instructions):
        return None
    return found


def stop_signal_of(stage: Stage) -> ast.Stopsignal | None:
    """The STOPSIGNAL in force at the end of a stage; `None` where only the base image may have one."""
    return next((given[-1] for it in stage.lineage if (given := it.all_of(ast.Stopsignal))), None)


def starting_commands(stage: Stage) -> tuple[list[ast.Instruction], list[Command]]:
    """The ENTRYPOINT and the CMD in force that stand in the stage itself, in order, and all commands in them."""
    units = (stage.final_state.entrypoint, stage.final_state.command)
    found: list[ast.Instruction] = [
        it for it in stage.instructions if isinstance(it, ast.Cmd | ast.Entrypoint) and it.unit in units
    ]
    return found, [it for start in found for it in commands_of(start, stage.state_before(start).shell_language)]


def _placed(stage: Stage, unit: Unit | None) -> ast.Cmd | ast.Entrypoint | None:
    if unit is None:
        return None
    for it in stage.lineage:
        for instruction in it.instructions:
            if instruction.unit is unit and isinstance(instruction, ast.Cmd | ast.Entrypoint):
                return instruction
    return None


def _read(stage: Stage, instruction: ast.Cmd | ast.Entrypoint) -> Start | None:
    """The words of an instruction without the init before them; without any words where there is nothing else."""
    commands = commands_of(instruction, stage.state_before(instruction).shell_language)
    plain = [it for it in commands if not it.wraps and it.words]
    if not plain or any(it.is_piped or set(it.nestings) - {"script"} for it in plain):
        return None
    words, has_init = _unwrapped(plain[-1].words)
    return Start(instruction, words, has_init or any(it.name in INITS for it in commands))


def _unwrapped(words: tuple[CommandWord, ...]) -> tuple[tuple[CommandWord, ...], bool]:
    index, has_init = 0, False
    while index < len(words):
        name = (words[index].value or "").rpartition("/")[2]
        if name in _STEPPING_DOWN:
            index += 2
        elif name in INITS:
            has_init = True
            index = _behind_flags(words, index + 1, INITS[name])
        else:
            break
    return words[index:], has_init


def _behind_flags(words: tuple[CommandWord, ...], index: int, taking_value: frozenset[str]) -> int:
    while index < len(words):
        value = words[index].value or ""
        if value == "--":
            return index + 1
        if not value.startswith("-"):
            return index
        index += 2 if value in taking_value else 1
    return index
