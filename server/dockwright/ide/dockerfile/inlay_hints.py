"""What stands between the words of a file without being written there."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import partial
from itertools import islice
from operator import attrgetter

from dockwright.ide.markdown import code
from dockwright.ide.ranges import visible_range
from dockwright.ide.results import Hint
from dockwright.ide.variables import Reference, environment_at, explain
from dockwright.semantic import ignore
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import Expandable, expandables
from dockwright.semantic.project import Amount
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.scopes import expand
from dockwright.semantic.stages import Stage, StageUse
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

KINDS = ("variables", "stages", "users", "files")
"""The kinds of hints, by their names in the settings."""

_LONGEST = 40
_MOST_WORDS = 40
"""Of how many words of an instruction the value is shown."""

_MOST_GLOBAL = 200

_FLAGS_OF_THE_SAME_FILES = frozenset(("chown", "chmod", "link"))
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


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
        complete = isinstance(instruction, ast.From) or document.state_before(instruction).base.is_scratch
        environment = environment_at(document, instruction, number)
        value = expand(text.text, environment, instruction.escape, complete=complete).text
        if value is not None and value != text.text:
            tooltip = partial(_origin, document, instruction, text, number)
            yield Hint(text.node.range.end, f"= {_shortened(value)}", "variables", tooltip)


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


def _origin(document: Document, instruction: ast.Instruction, text: Expandable, number: int) -> str:
    """What each of the variables of a word holds, and which lines had a part in that."""
    found = {}
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
        amount = _amount(document, posixpath.normpath(f"/{path}").lstrip("/"))
        if amount is None:
            return
        amounts[path] = amount
    if amounts:
        where = instruction.arguments_range
        total = _sum([*amounts.values()])
        tooltip = partial(_listed, amounts)
        yield Hint(where.end if where is not None else instruction.range.end, _size(total), "files", tooltip)


def _amount(document: Document, path: str) -> Amount | None:
    project = document.project
    if not any(it in path for it in "*?["):
        return project.amount(path)
    folder, _, pattern = path.rpartition("/")
    names = project.files(folder) if not any(it in folder for it in "*?[") and "**" not in pattern else None
    patterns = ignore.compile_patterns([path]).patterns if names is not None else ()
    if names is None or len(patterns) != 1:
        return None
    places = [posixpath.join(folder, it.rstrip("/")) for it in names]
    found = [project.amount(it) for it in places if patterns[0].matches(it)]
    return _sum([it for it in found if it is not None]) if found else None


def _sum(amounts: list[Amount]) -> Amount:
    counted = all(it.counted for it in amounts)
    return Amount(sum(it.files for it in amounts), sum(it.bytes for it in amounts), counted)


def _size(it: Amount) -> str:
    if not it.counted:
        # Each count gets a little further or less far: what is shown shall not change with it.
        least = int(str(it.files)[0]) * 10 ** (len(str(it.files)) - 1)
        return f"more than {least:,} files" if least else "many files"
    size, unit = float(it.bytes), 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    shown = f"{size:.0f}" if unit == 0 or size >= 10 else f"{size:.1f}"
    return f"{it.files:,} file{'' if it.files == 1 else 's'}, {shown} {_UNITS[unit]}"


def _listed(amounts: dict[str, Amount]) -> str:
    lines = "\n".join(f"- {code(path)}: {_size(it)}" for path, it in amounts.items())
    return f"From the build context, without what `.dockerignore` leaves out:\n\n{lines}"
