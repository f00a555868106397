"""Make a stage of its own of the instructions that are selected; the rest of their stage builds on it."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.assist import EXTRACT, Assist
from dockwright.ide.selection import whole_instructions
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation, line_above
from dockwright.semantic.stage_names import free_name
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it for some of the instructions of one stage, where what builds on a stage gets all that they set."""
    selected = whole_instructions(document, range) if range.length else ()
    stage = document.stage_of(selected[0]) if selected else None
    if stage is None or any(isinstance(it, ast.From) for it in selected):
        return
    first, last = stage.instructions[0], stage.instructions[-1]
    below = next((it for it in stage.instructions if it.start > selected[-1].start), None)
    cuts = [it for it in (selected[0] if selected[0].start > first.start else None, below) if it is not None]
    if not cuts or not _can_be_cut(document, stage, cuts):
        return
    base = f"{stage.name.lower()}-base" if stage.name is not None else "base"
    upper = free_name(document, base, "-2")
    title = f"Extract the selection into the stage {upper}"
    if len(cuts) == 2:
        title = f"Extract the selection into a stage between {upper} and the rest"
    elif selected[-1] is last:
        title = f"Extract what stands above the selection into the stage {upper}"
    # The image is the same: a stage that builds on another begins with its files and all that it has set.
    yield Assist(title, EXTRACT, lambda: _edits(document, stage, cuts, upper))


def _can_be_cut(document: Document, stage: Stage, cuts: list[ast.Instruction]) -> bool:
    if document.has_numbered_uses and not stage.is_last:
        # The stages below get other numbers.
        return False
    if stage.instruction.image is None or len(stage.instruction.words) not in (1, 3):
        return False
    above = [it for it in stage.instructions if it.start < cuts[-1].start]
    rest = [it for it in stage.instructions if it.start >= cuts[0].start]
    if any(isinstance(it, ast.Onbuild) for it in stage.instructions):
        # It would be carried out where the next stage begins.
        return False
    # An ENTRYPOINT takes away the CMD of what its stage builds on.
    return not (any(isinstance(it, ast.Cmd) for it in above) and any(isinstance(it, ast.Entrypoint) for it in rest))


def _edits(document: Document, stage: Stage, cuts: list[ast.Instruction], upper: str) -> tuple[Edit, ...]:
    """The stage keeps its name for what is built in the end; the FROMs put in have names of their own."""
    whole = stage.instruction
    image, old = whole.image, whole.stage_name
    keyword = "as" if whole.written.islower() else "AS"
    named = Edit(old.range, upper) if old is not None else None
    edits = [named or insert(image.range.end, f" {keyword} {upper}")] if image is not None else []
    written = f" {whole.as_keyword.text} {old.text}" if old is not None and whole.as_keyword is not None else ""
    name = upper
    for number, cut in enumerate(cuts):
        next_name = free_name(document, f"{upper}-{number + 2}", "-2")
        ending = written if number == len(cuts) - 1 else f" {keyword} {next_name}"
        edits.append(_from(document, cut, f"{indentation(whole)}{whole.written} {name}{ending}"))
        name = next_name
    return tuple(edits)


def _from(document: Document, cut: ast.Instruction, line: str) -> Edit:
    """The edit that puts a FROM above an instruction and its comments, with a blank line above."""
    edit = line_above(document, cut, line)
    before = document.text[: edit.range.start]
    newline = line_end_of(document.text)
    return edit if before.endswith(newline * 2) else Edit(edit.range, f"{newline}{edit.text}")
