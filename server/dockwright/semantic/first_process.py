"""What a container of a stage starts as its first process: ENTRYPOINT and CMD put together, shells included.

Facts: moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go (dispatchCmd, dispatchEntrypoint, withShell), and
the reference's table on how CMD and ENTRYPOINT interact.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from dockwright.catalog.commands import INITS, POSIX_SHELLS
from dockwright.catalog.entrypoints import HANDING_OVER, Started, started
from dockwright.catalog.images import Family
from dockwright.semantic.commands import script_among, script_of
from dockwright.semantic.document import Document
from dockwright.semantic.shells import Interpreter, interpreter, program_of
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import Unit
from dockwright.syntax.shell.ast import SimpleCommand
from dockwright.syntax.shell.parser import parse


class Part(NamedTuple):
    """The words that an ENTRYPOINT or a CMD comes to; `instruction` is `None` where the base image has them."""

    words: tuple[str, ...]
    instruction: ast.Entrypoint | ast.Cmd | None = None
    in_shell: bool = False
    """Whether it is in shell form, so that its words are a shell and a script."""

    @property
    def script(self) -> str | None:
        """The script that an exec form has a shell run by `-c`; `None` where it does not."""
        index = None if self.in_shell else script_among(self.words)
        return self.words[index] if index and self.words[0].rpartition("/")[2] in POSIX_SHELLS else None


class FirstProcess(NamedTuple):
    """What a container starts with.

    A part is `None` where nobody knows it; one without words where there is none. `dropped` is the CMD whose words a
    script gets and does not look at.
    """

    entrypoint: Part | None
    command: Part | None
    dropped: bool = False

    @property
    def words(self) -> tuple[str, ...] | None:
        """The words of the process; `None` where they cannot be known."""
        if self.entrypoint is None or (self.command is None and not self.dropped):
            return None
        rest = self.command.words if self.command is not None and not self.dropped else ()
        return (*self.entrypoint.words, *rest)

    @property
    def first(self) -> Part | None:
        """The part that names the program."""
        part = self.entrypoint
        return self.command if part is not None and not part.words else part

    @property
    def shell(self) -> str | None:
        """The shell that is the first process to run a script; `None` where the program is it."""
        part = self.first
        if part is None or not part.words or part.instruction is None:
            return None
        return part.words[0] if part.in_shell or part.script is not None else None

    @property
    def successor(self) -> str | None:
        """The program of the CMD that a script of the base image puts in its own place; `None` where none does."""
        script, command = self.entrypoint, self.command
        if script is None or script.instruction is not None or command is None or not command.words:
            return None
        return command.words[0] if script.words[:1] and script.words[0] in HANDING_OVER else None

    @property
    def has_init(self) -> bool:
        """Whether the program is one made to be the first process, such as `tini`."""
        return any(it.rpartition("/")[2] in INITS for it in (self.words or ())[:1])


def first_process(document: Document, stage: Stage) -> FirstProcess:
    """What a container of `stage` starts with, where nothing else is said to `docker run`."""
    state = stage.final_state
    entrypoint, command = _part(document, stage, state.entrypoint), _part(document, stage, state.command)
    base = _of_base(state)
    if state.entrypoint is None:
        entrypoint = Part(base.entrypoint) if base is not None else None
    if state.command is None:
        # An ENTRYPOINT takes away the CMD of the image below it (dispatchEntrypoint).
        command = Part(()) if state.entrypoint is not None else Part(base.command) if base is not None else None
    dropped = bool(entrypoint is not None and entrypoint.in_shell and (command is None or command.words))
    return FirstProcess(entrypoint, command, dropped)


def _of_base(state: State) -> Started | None:
    base = state.base
    if base.is_scratch:
        return Started((), ())
    if base.reference is None or (base.is_windows and base.family is not Family.WINDOWS):
        return None
    return started(base.reference.name, base.reference.tag)


def _part(document: Document, stage: Stage, unit: Unit | None) -> Part | None:
    instruction = _placed(stage, unit)
    form = instruction.command if instruction is not None else None
    if instruction is None or form is None:
        return None
    if isinstance(form, ast.ExecForm):
        return Part(tuple(form.values), instruction)
    return Part((*document.state_before(instruction).shell_words, form.text), instruction, in_shell=True)


def _placed(stage: Stage, unit: Unit | None) -> ast.Cmd | ast.Entrypoint | None:
    for it in stage.lineage if unit is not None else ():
        found: list[ast.Cmd | ast.Entrypoint] = [*it.all_of(ast.Entrypoint), *it.all_of(ast.Cmd)]
        for instruction in found:
            if instruction.unit is unit:
                return instruction
    return None


class HandOver(Enum):
    """Whether the shell of a shell form gives its place to the program."""

    BY_EXEC = "exec"
    BY_SHELL = "shell"
    """The shell itself puts a single command in its place: bash does, dash does not."""
    NOT_AT_ALL = "not at all"
    UNKNOWN = "unknown"


def handed_over(document: Document, process: FirstProcess) -> HandOver:
    """What becomes of the shell that starts it.

    Tried with Docker 28 and `cat /proc/1/comm` (bash 5.2, dash 0.5.12): bash stays where the output is redirected.
    """
    part = process.first
    if part is None or part.instruction is None:
        return HandOver.NOT_AT_ALL
    state = document.state_before(part.instruction)
    shell: Interpreter | None
    if part.in_shell:
        script, shell = script_of(part.instruction, state.shell_language), interpreter(state)
    else:
        text = part.script
        if text is None:
            return HandOver.NOT_AT_ALL
        script, shell = parse(text), program_of(part.words[0], state)
    if script is None or script.problems or not script.body.pipelines:
        return HandOver.UNKNOWN
    last = script.body.pipelines[-1]
    command = last.commands[0] if len(last.commands) == 1 else None
    if not isinstance(command, SimpleCommand):
        return HandOver.NOT_AT_ALL
    if command.words and command.words[0].value == "exec":
        ends = last.after is None and len(command.words) > 1
        return HandOver.BY_EXEC if ends else HandOver.NOT_AT_ALL
    match shell:
        case "dash":
            return HandOver.NOT_AT_ALL
        case "bash" if command.redirections or last.after is not None:
            return HandOver.NOT_AT_ALL
        case "bash" if len(script.body.pipelines) == 1:
            return HandOver.BY_SHELL
    # Of several commands only newer versions of bash do the same with the last.
    return HandOver.UNKNOWN
