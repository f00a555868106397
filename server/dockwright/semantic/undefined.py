"""Names that an instruction looks up in vain: no ARG or ENV of its stage, and of those below it, sets them.

Facts: moby/buildkit, frontend/dockerfile/dockerfile2llb (dispatch, dispatchArg, reportUnmatchedVariables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from dockwright.semantic.commands import script_of
from dockwright.semantic.expansion import expandables
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell.ast import Expansion, Script
from dockwright.text.ranges import TextRange

EXPANDING = (
    ast.Add,
    ast.Arg,
    ast.Copy,
    ast.Env,
    ast.Expose,
    ast.Label,
    ast.Run,
    ast.Stopsignal,
    ast.User,
    ast.Volume,
    ast.Workdir,
)
"""The instructions of a stage in which BuildKit replaces variables."""

# They say themselves what happens if there is no value.
_MINDFUL = frozenset((":-", "-", ":+", "+", ":?", "?"))

# BuildKit reads them, and puts them into no environment (dockerfile2llb, nonEnvArgs).
_WITHOUT_VALUE = frozenset(("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"))


class Undefined(NamedTuple):
    """A reference to a variable that nothing in the file sets: its name, and where `$NAME` and the name stand.

    `certain` says that the base image does not set it either; otherwise nobody knows.
    """

    name: str
    range: TextRange
    name_range: TextRange
    certain: bool

    def shifted(self, by: int) -> Undefined:
        """The same in a text that has `by` more code points in front."""
        return self._replace(range=self.range.shifted(by), name_range=self.name_range.shifted(by))


def undefined_variables(instruction: ast.Instruction, state: State) -> tuple[Undefined, ...]:
    """The references of an instruction of a stage to what is set nowhere, in order, where `state` holds before it.

    None for what ONBUILD defers, which meets another environment, and none before the first FROM.
    """
    unit = instruction.unit
    if "$" not in unit.text or instruction.is_trigger or not state.in_stage:
        return ()
    kept = cast("tuple[State, tuple[Undefined, ...]] | None", unit.memo.get(undefined_variables))
    if kept is None or kept[0] is not state:
        kept = (state, tuple(sorted(set(_undefined(instruction.bare, state)), key=lambda it: it.range)))
        unit.memo[undefined_variables] = kept
    return tuple(it.shifted(instruction.base) for it in kept[1]) if instruction.base else kept[1]


def _undefined(instruction: ast.Instruction, state: State) -> list[Undefined]:
    found: list[Undefined] = []
    # The pairs of an ARG are declared one after the other; what an ENV sets counts only below it.
    declared = {pair.name.text for pair in instruction.pairs} if isinstance(instruction, ast.Arg) else frozenset()
    for text in expandables(instruction):
        if "$" not in text.text:
            continue
        for reference in text.scanned.variables:
            name = reference.name
            if not name or reference.operator in _MINDFUL or reference.problem is not None:
                continue
            if name in state.environment or name in declared or name in _WITHOUT_VALUE:
                continue
            may_set = state.base.may_set(name)
            if may_set is not True:
                found.append(
                    Undefined(
                        name,
                        text.range(*reference.range),
                        text.range(*reference.name_range),
                        may_set is False,
                    )
                )
    return found


def is_lost(reference: Undefined, state: State) -> bool:
    """Whether a global ARG has the name, so that a bare `ARG NAME` in the stage would give it its value."""
    name = reference.name
    if name not in state.globals.values:
        return False
    image = state.base.reference
    if reference.certain or image is None or not name.endswith("_VERSION"):
        return True
    # An image of Foo may well set FOO_VERSION, whatever the file calls FOO_VERSION before FROM.
    return name.removesuffix("_VERSION").lower() not in image.name.lower()


def lost_arguments(instruction: ast.Instruction, state: State) -> tuple[Undefined, ...]:
    """The references of an instruction to global ARGs that its stage does not declare, those in a RUN's script too."""
    memo = instruction.unit.memo
    kept = cast("tuple[State, tuple[Undefined, ...]] | None", memo.get(lost_arguments))
    if kept is None or kept[0] is not state:
        found = [it for it in undefined_variables(instruction.bare, state) if is_lost(it, state)]
        if isinstance(instruction, ast.Run):
            found += _read_script(instruction.bare, state)
        kept = memo[lost_arguments] = (state, tuple(found))
    return tuple([it.shifted(instruction.base) for it in kept[1]]) if kept[1] else ()


def _read_script(run: ast.Run, state: State) -> Iterator[Undefined]:
    form = run.command
    declared = {name for name, value in state.globals.values.items() if value.origin is not None}
    names = declared.difference(state.environment)
    if not isinstance(form, ast.ShellForm) or not names or run.is_trigger:
        return
    script = script_of(run, state.shell_language)
    if script is None:
        return
    names = {name for name in names if name in script.text and not _is_set_by(script.text, name)}
    for expansion in _parameters(script) if names else ():
        name = expansion.name
        if name not in names or expansion.range.slice(script.text) not in (f"${name}", f"${{{name}}}"):
            continue
        may_set = state.base.may_set(name)
        place = form.source_range(*expansion.range)
        reference = Undefined(name, place, place, may_set is False)
        if may_set is not True and is_lost(reference, state):
            yield reference


def _parameters(script: Script) -> Iterator[Expansion]:
    for command in script.commands:
        words = [*command.words, *(it.value for it in command.assignments if it.value is not None)]
        for word in words:
            yield from (it for it in word.expansions if it.kind == "parameter")


def _is_set_by(script: str, name: str) -> bool:
    """Whether a script may give a variable its value: whether the name stands anywhere without a `$` before it."""
    return re.search(rf"(?<![\w$])(?<!\$\{{){re.escape(name)}(?!\w)", script) is not None
