"""What stands between the words of a file without being written there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import partial
from itertools import islice
from operator import attrgetter

from dockwright.ide.amounts import amount_of, context_path, size_of, total_of
from dockwright.ide.markdown import code
from dockwright.ide.ranges import visible_range
from dockwright.ide.results import Hint
from dockwright.ide.variables import Reference, environment_after, explain, explain_value, value_at
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import Expandable, expandables
from dockwright.semantic.project import Amount
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.stages import Stage, StageUse
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

KINDS = ("variables", "stages", "users", "files")
"""The kinds of hints, by their names in the settings."""

_LONGEST = 40
_MOST_WORDS = 40
"""Of how many words of an instruction the value is shown."""

_MOST_GLOBAL = 200

_FLAGS_OF_THE_SAME_FILES = frozenset(("chown", "chmod", "link", "parents"))


def inlay_hints(document: Document, range: TextRange, kinds: Collection[str] = KINDS) -> list[Hint]:
    """The hints of some kinds whose lines lie in `range`, in order."""
    found: list[Hint] = []
    instructions = document.instructions
    first = max(bisect_left(instructions, range.start, key=attrgetter("base")) - 1, 0)
    for instruction in islice(instructions, first, None):
        if instruction.base > range.end:
            break
        if "variables" in kinds and "$" in instruction.unit.text and not _is_far_down(document, instruction):
            found += _variables(document, instruction)
        if "variables" in kinds and isinstance(instruction, ast.Arg):
            found += _taken_over(document, instruction)
        if "files" in kinds and isinstance(instruction, ast.Transfer):
            found += _files(document, instruction)
    for stage in document.stages:
        if "stages" in kinds:
            found += [it for use in stage.uses for it in _numbered(document, use)]
        if "users" in kinds:
            found += _user(document, stage)
    return sorted([it for it in found if range.start <= it.offset <= range.end], key=attrgetter("offset"))


# --- variables ---


def _variables(document: Document, instruction: ast.Instruction) -> Iterator[Hint]:
    numbers = {id(pair.value): number for number, pair in enumerate(_pairs(instruction))}
    with_variables = (it for it in expandables(instruction) if "$" in it.text and not isinstance(it.node, ast.Heredoc))
    for text in islice(with_variables, _MOST_WORDS):
        number = numbers.get(id(text.node), 0)
        if not text.scanned.variables:
            continue
        names = (it.name for it in text.scanned.variables)
        value = value_at(document, instruction, text.text, names, number)
        if value is not None and value != text.text:
            tooltip = partial(_origin, document, instruction, text, number, value)
            yield Hint(text.node.range.end, f"= {_shortened(value)}", "variables", tooltip)


def _taken_over(document: Document, instruction: ast.Arg) -> Iterator[Hint]:
    """What an ARG without a default takes over from the global one."""
    bare = [it.name for it in instruction.pairs[:_MOST_WORDS] if it.value is None]
    environment = environment_after(document, instruction) if bare and document.stage_of(instruction) else {}
    for name in bare:
        value = environment.get(name.text)
        if value is not None and value.origin is instruction.unit and value.inherited is not None and value.text:
            tooltip = partial(explain_value, document, name.text, value)
            yield Hint(name.range.end, f"= {_shortened(value.text)}", "variables", tooltip)


def _is_far_down(document: Document, instruction: ast.Instruction) -> bool:
    """Whether so many global ARGs stand above an ARG that to follow them all takes long."""
    following = document.global_arguments[_MOST_GLOBAL:]
    return bool(following) and following[0].base <= instruction.base <= following[-1].base


def _pairs(instruction: ast.Instruction) -> tuple[ast.Pair, ...]:
    return instruction.pairs if isinstance(instruction, ast.Arg) else ()


def _shortened(value: str) -> str:
    line = " ".join(value.split())
    if not line:
        return '""'
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _origin(document: Document, instruction: ast.Instruction, text: Expandable, number: int, value: str) -> str:
    """What each of the variables of a word holds, and which lines had a part in that; first what the hint cuts off."""
    found = {"": code(value)} if _shortened(value).endswith("…") else {}
    for it in text.scanned.variables[:_MOST_WORDS]:
        if it.name:
            reference = Reference(it.name, text.range(*it.range), written=it.range.slice(text.text))
            found[reference.written] = explain(document, instruction, reference, number)
    return "\n\n---\n\n".join(found.values())


# --- stages ---


def _numbered(document: Document, use: StageUse) -> Iterator[Hint]:
    if use.index is not None and use.stage is not None:
        stage = use.stage
        label = stage.name or stage.base.text or f"the stage in line {_line(document, stage.instruction)}"
        yield Hint(use.range.end, f"= {_shortened(label)}", "stages", partial(_described, document, stage))


def _described(document: Document, stage: Stage) -> str:
    written = code(f"{stage.instruction.name} {stage.instruction.arguments_text}")
    return f"Stage {stage.index}, line {_line(document, stage.instruction)}: {written}"


def _line(document: Document, instruction: ast.Instruction) -> int:
    return document.lines.line_of(instruction.range.start) + 1


def _user(document: Document, stage: Stage) -> Iterator[Hint]:
    """The user at the end of a stage; of one that is only built on or taken from, where a line sets it."""
    last = stage.instructions[-1] if stage.instructions else stage.instruction
    state = stage.final_state
    if isinstance(last, ast.User) or (state.user_unit is None and not stage.is_last):
        return
    user = state.user if state.user_unit is not None else state.base.user
    if user:
        end = visible_range(document, last).end
        yield Hint(end, f"USER {_shortened(user)}", "users", partial(_user_origin, document, stage, user))


def _user_origin(document: Document, stage: Stage, user: str) -> str:
    unit = stage.final_state.user_unit
    placed = document.placed(unit) if unit is not None else None
    by = f"line {_line(document, placed)} sets it" if placed is not None else "the base image sets it"
    return f"At the end of the stage the user is {code(user)}: {by}."


# --- files ---


def _files(document: Document, instruction: ast.Transfer) -> Iterator[Hint]:
    """How much a COPY or ADD brings from the build context, where all of it is known."""
    if any(it.name not in _FLAGS_OF_THE_SAME_FILES for it in instruction.flags) or instruction.destination is None:
        return
    amounts: dict[str, Amount] = {}
    for source in instruction.sources[:_MOST_WORDS]:
        if isinstance(source, ast.Word) and instruction.heredoc_of(source) is not None:
            continue
        path = document.state_before(instruction).path_of(source, instruction.escape)
        if path is None or (isinstance(instruction, ast.Add) and kind_of(path) is not Kind.LOCAL):
            return
        amount = amount_of(document.project, context_path(path))
        if amount is None:
            return
        amounts[path] = amount
    if amounts:
        where = instruction.arguments_range
        total = total_of(amounts.values())
        tooltip = partial(_listed, amounts)
        yield Hint(where.end if where is not None else instruction.range.end, size_of(total), "files", tooltip)


def _listed(amounts: dict[str, Amount]) -> str:
    lines = "\n".join(f"- {code(path)}: {size_of(it)}" for path, it in amounts.items())
    return f"From the build context, without what `.dockerignore` leaves out:\n\n{lines}"
