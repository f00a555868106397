"""Pipes of a RUN, and which of their commands may fail without anyone noticing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dockwright.catalog.commands import FILTERS, HARMLESS_FAILURES, REFUSING_NOTHING, STOPPING_EARLY
from dockwright.semantic.commands import script_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell.ast import CommandList, CompoundCommand, Pipeline, Script, SimpleCommand
from dockwright.text.ranges import TextRange

_QUESTIONS = frozenset(("if", "while", "until"))


class Unnoticed(NamedTuple):
    """A command whose failure a pipe hides."""

    name: str
    pipe: TextRange
    """Where the pipe behind it stands."""
    is_nested: bool
    """Whether it lies in another command."""


def unnoticed(run: ast.Run, state: State, errexit: bool) -> Unnoticed | None:
    """The first command of a RUN that may fail unnoticed for want of `pipefail`; `None` where there is none.

    A pipe whose own status nobody asks for is not looked at: an option changes nothing there.
    """
    form = run.command
    script = script_of(run, state.shell_language)
    if script is None or script.problems or not isinstance(form, ast.ShellForm):
        return None
    for pipeline, is_nested in _asked_for(script, errexit):
        found = _unnoticed(pipeline)
        if found is not None:
            name, operator = found
            return Unnoticed(name, form.source_range(*operator), is_nested)
    return None


_Commands = Sequence[SimpleCommand | CompoundCommand]


def _unnoticed(commands: _Commands) -> tuple[str, TextRange] | None:
    for index, command in enumerate(commands[:-1]):
        operator = command.after
        behind = commands[index + 1 :]
        if not isinstance(command, SimpleCommand) or operator is None or not command.words:
            continue
        name = (command.words[0].value or "").rpartition("/")[2]
        if not name or name in HARMLESS_FAILURES or (index and name in FILTERS) or _is_noticed(behind[0]):
            continue
        if any(isinstance(it, SimpleCommand) and _stops_early(it) for it in behind):
            continue
        return name, operator.range
    return None


def _is_noticed(reader: SimpleCommand | CompoundCommand) -> bool:
    """Whether what reads the pipe fails itself where nothing comes."""
    if not isinstance(reader, SimpleCommand) or not reader.words:
        return False
    values = [it.value for it in reader.words]
    if values[:1] == ["sudo"]:
        values = values[1:]
    name = (values[0] or "").rpartition("/")[2] if values else ""
    needed = REFUSING_NOTHING.get(name)
    if needed is None:
        return False
    return not needed or any(it is not None and any(part in it for part in needed) for it in values[1:])


def _stops_early(reader: SimpleCommand) -> bool:
    """Whether it may stop reading before its end, so that the command before it fails for that."""
    if not reader.words:
        return False
    needed = STOPPING_EARLY.get((reader.words[0].value or "").rpartition("/")[2])
    if needed is None:
        return False
    flags = [it.value or "" for it in reader.words[1:]]
    return not needed or any(it[:1] == "-" and it[:2] != "--" and any(part in it for part in needed) for it in flags)


def _asked_for(script: Script, errexit: bool) -> Iterator[tuple[_Commands, bool]]:
    """The pipes whose status counts, each with whether it lies in another command."""
    yield from _of_list(script.body, errexit, True, False)
    yield from _in_assignments(script, errexit)


def _of_list(body: CommandList, errexit: bool, last_counts: bool, is_nested: bool) -> Iterator[tuple[_Commands, bool]]:
    ends = _ends_of_chains(body.pipelines)
    for index, pipeline in enumerate(body.pipelines):
        is_last = index == len(body.pipelines) - 1
        if not _counts(pipeline, ends[index], errexit, is_last and last_counts, last_counts):
            continue
        if len(pipeline.commands) > 1:
            yield pipeline.commands, is_nested
        for command in pipeline.commands[-1:]:
            if isinstance(command, CompoundCommand):
                yield from _of_compound(command, errexit)


def _ends_of_chains(pipelines: Sequence[Pipeline]) -> list[str | None]:
    """For each pipeline the operator that ends the chain of `&&` that it stands in; `None` where nothing follows."""
    found: list[str | None] = []
    end: str | None = None
    for pipeline in reversed(pipelines):
        if pipeline.after is not None and pipeline.after.text != "&&":
            end = pipeline.after.text
        found.append(end)
    return found[::-1]


def _counts(pipeline: Pipeline, end_of_chain: str | None, errexit: bool, is_asked: bool, last_counts: bool) -> bool:
    """Whether a build fails where that pipeline does; `is_asked`: it is the last of a list that answers for it."""
    if pipeline.negated:
        return False
    operator = pipeline.after.text if pipeline.after is not None else None
    if operator == "&&":
        # `a && b || c` asks about both.
        return end_of_chain != "||"
    if operator in (";", "\n"):
        return errexit or is_asked
    return operator is None and last_counts


def _of_compound(command: CompoundCommand, errexit: bool) -> Iterator[tuple[_Commands, bool]]:
    if command.kind == "function":
        return
    for index, body in enumerate(command.lists):
        is_question = command.kind in _QUESTIONS and index % 2 == 0
        if is_question and not (command.kind == "if" and index == len(command.lists) - 1):
            continue
        # A loop answers for its last round only.
        is_loop = command.kind in ("for", "while", "until", "select")
        yield from _of_list(body, errexit, not is_loop, True)


def _in_assignments(script: Script, errexit: bool) -> Iterator[tuple[_Commands, bool]]:
    """The pipes in `name=$(…)`, which fails where they do."""
    around: list[SimpleCommand] = []
    piped: dict[int, list[SimpleCommand]] = {}
    for command in script.commands:
        while around and around[-1].range.end <= command.range.start:
            around.pop()
        if command.nesting and command.nesting[-1] == "substitution" and around:
            outer = around[-1]
            if not outer.words and outer.assignments and outer.nesting == command.nesting[:-1]:
                before = command.before
                if before is not None and before.text in ("|", "|&") and before.range.start in piped:
                    members = piped.pop(before.range.start)
                else:
                    members = []
                members.append(command)
                if command.after is not None and command.after.text in ("|", "|&"):
                    piped[command.after.range.start] = members
                elif len(members) > 1 and command.after is None and _assignment_counts(outer, errexit):
                    yield members, True
        around.append(command)


def _assignment_counts(command: SimpleCommand, errexit: bool) -> bool:
    if command.nesting and set(command.nesting) - {"group", "subshell"} and not errexit:
        return False
    if "condition" in command.nesting or "function" in command.nesting:
        return False
    operator = command.after.text if command.after is not None else None
    return operator == "&&" or operator is None or (errexit and operator in (";", "\n"))
