"""Where an instruction names variables: sets them, or reads them, itself or by the script that it has.

More than what BuildKit and the shell replace: a `$NAME` in single quotes is read too, by `envsubst`, by the shell of a
`sh -c '…'`, or by a file that the script writes. Who wants what is certain asks `variable_uses`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from dockwright.semantic.commands import script_of
from dockwright.semantic.expansion import Expandable, expandables
from dockwright.semantic.variable_uses import expansions
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell import ast as shell_ast
from dockwright.text.ranges import TextRange


class Role(Enum):
    """What a place does with a name."""

    DECLARES = "declares"
    """It is where the name comes from: an ARG, an ENV, `AS name`, the marker of a heredoc."""
    WRITES = "writes"
    """A script gives the variable another value for itself."""
    READS = "reads"


class Place(NamedTuple):
    """A variable's name in an instruction; `range` counts from where the instruction's unit starts."""

    name: str
    range: TextRange
    role: Role
    is_argument: bool = False
    """Whether an ARG declares it: in a stage it is the same build argument as a global one of the name."""
    has_value: bool = True
    """Whether it is given one there; an ARG without takes over the global one's."""


VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
"""What a variable may be called."""

_NAME = r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
_READ = re.compile(rf"\$(?:\{{[#!]?)?{_NAME}")
_READ_BY = {
    "powershell": re.compile(rf"\$\{{?env:{_NAME}", re.IGNORECASE),
    "cmd": re.compile(rf"%{_NAME}%"),
}
_IN_ARITHMETIC = re.compile(rf"(?<![\w$}}{{]){_NAME}")
_ASSIGNED = re.compile(rf"{_NAME}(?:\+?=|\Z)")
_DECLARING = frozenset(("export", "local", "readonly", "declare", "typeset", "read"))
_FORGETTING = frozenset(("unset",))
_LOOPS = frozenset(("for", "select"))


def variable_places(instruction: ast.Instruction, language: str | None) -> tuple[Place, ...]:
    """The variables that an instruction names, in the order in which they are read and set.

    `language` is what a command in shell form is written in. What an ONBUILD defers is a part of it.
    """
    return instruction.kept(_read_places, language)


def _read_places(instruction: ast.Instruction, language: str | None) -> tuple[Place, ...]:
    return tuple(_places(instruction, language))


def _places(instruction: ast.Instruction, language: str | None) -> Iterator[Place]:
    while isinstance(instruction, ast.Onbuild):
        trigger = instruction.trigger
        if trigger is None:
            return
        instruction = trigger
    if isinstance(instruction, ast.Arg):
        yield from _in_arguments(instruction)
        return
    text = instruction.unit.text
    if "$" in text:
        yield from _expanded(instruction)
    if isinstance(instruction, ast.Env):
        # All values of one ENV are expanded before any of its names is set.
        for pair in instruction.pairs:
            yield from _declared(pair, is_argument=False)
    elif isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck) and ("$" in text or "%" in text):
        form = instruction.command
        if isinstance(instruction, ast.Run) and "env=" in text:
            yield from _in_mounts(instruction)
        if isinstance(form, ast.ShellForm):
            yield from _in_script(instruction, form, language)
        elif form is not None:
            yield from _in_exec_form(instruction, form)


def _in_arguments(instruction: ast.Arg) -> Iterator[Place]:
    # The pairs of an ARG are declared one after the other, so each may use those before it.
    read = sorted(_expanded(instruction), key=lambda it: it.range) if "$" in instruction.unit.text else []
    for pair in instruction.pairs:
        whole = pair.range
        yield from (it for it in read if whole.encloses(it.range))
        yield from _declared(pair, is_argument=True)


def _declared(pair: ast.Pair, *, is_argument: bool) -> Iterator[Place]:
    name = pair.name
    if VARIABLE.fullmatch(name.text):
        yield Place(name.text, name.range, Role.DECLARES, is_argument, pair.value is not None)


def _expanded(instruction: ast.Instruction) -> Iterator[Place]:
    for text in expandables(instruction):
        if "$" not in text.text:
            continue
        for variable in text.scanned.variables:
            if variable.name and VARIABLE.fullmatch(variable.name):
                range = _written(instruction, text, variable.name_range)
                if range is not None:
                    yield Place(variable.name, range, Role.READS)


def _written(instruction: ast.Instruction, text: Expandable, name: TextRange) -> TextRange | None:
    """Where a name stands that was found in a text; `None` where that has quotes which hide the place."""
    if text.exact:
        return text.range(*name)
    whole = text.node.range
    written = whole.slice(instruction.unit.text)
    place = written.find(text.text)
    return None if place < 0 else name.shifted(whole.start + place)


def _in_mounts(instruction: ast.Run) -> Iterator[Place]:
    """The variables in which a RUN gets its secrets."""
    for flag in instruction.mounts:
        kind, option = flag.option("type"), flag.option("env")
        if kind is None or kind.plain != "secret" or option is None or option.value is None:
            continue
        if VARIABLE.fullmatch(option.value.text) and option.plain == option.value.text:
            yield Place(option.value.text, option.value.range, Role.WRITES)


def _in_exec_form(instruction: ast.Instruction, form: ast.ExecForm) -> Iterator[Place]:
    for element in form.elements:
        start, end = element.range
        for match in _READ.finditer(instruction.unit.text, start, end):
            yield Place(match["name"], TextRange(*match.span("name")), Role.READS)


def _in_script(instruction: ast.Instruction, form: ast.ShellForm, language: str | None) -> Iterator[Place]:
    pattern = _READ_BY.get(language or "", _READ)
    found = [(TextRange(*it.span("name")), it["name"], Role.READS) for it in pattern.finditer(form.text)]
    script = script_of(instruction, language) if found else None
    if script is not None:
        written = [*assigned(script), *_named_to(script, _FORGETTING)]
        found += [(range, name, Role.WRITES) for name, range in written]
        if "$((" in script.text:
            found += [(range, name, Role.READS) for name, range in _in_arithmetic(script)]
        found.sort(key=lambda it: it[0])
    for range, name, role in found:
        yield Place(name, form.source_range(*range), role)


def assigned(script: shell_ast.Script) -> Iterator[tuple[str, TextRange]]:
    """The names that a script gives values for itself, with where they stand; not those for just one program."""
    for command in script.commands:
        if not command.words:
            for assignment in command.assignments:
                yield from _if_there(script, assignment.name, assignment.range.start)
    yield from _named_to(script, _DECLARING)
    if not script.compounds.isdisjoint(_LOOPS):
        yield from _in_loops(script)


def _named_to(script: shell_ast.Script, programs: frozenset[str]) -> Iterator[tuple[str, TextRange]]:
    """The variables that the arguments of some commands name."""
    for command in script.commands:
        if command.words and command.words[0].value in programs:
            for word in command.words[1:]:
                match = _ASSIGNED.match(word.text)
                if match is not None:
                    yield from _if_there(script, match["name"], word.range.start)


def _in_loops(script: shell_ast.Script) -> Iterator[tuple[str, TextRange]]:
    waiting = [script.body]
    while waiting:
        for pipeline in waiting.pop().pipelines:
            for command in pipeline.commands:
                if isinstance(command, shell_ast.CompoundCommand):
                    waiting += command.lists
                    if command.kind in _LOOPS and command.words:
                        yield from _if_there(script, command.words[0].text, command.words[0].range.start)


def _if_there(script: shell_ast.Script, name: str, start: int) -> Iterator[tuple[str, TextRange]]:
    # In backquotes, where backslashes are gone already, a range may be a little off.
    if VARIABLE.fullmatch(name) and script.text.startswith(name, start):
        yield name, TextRange(start, start + len(name))


def _in_arithmetic(script: shell_ast.Script) -> Iterator[tuple[str, TextRange]]:
    for expansion in expansions(script):
        if expansion.kind == "arithmetic":
            for match in _IN_ARITHMETIC.finditer(script.text, *expansion.range):
                yield match["name"], TextRange(*match.span())
