"""The outline: directives, stages with their instructions, and the variables that instructions declare."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.ranges import visible_range
from dockwright.ide.results import Symbol, SymbolKind
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_LONGEST_DETAIL = 80


def symbols(document: Document) -> list[Symbol]:
    """The outline of a file: directives, what stands before the first FROM, then each stage."""
    stages = document.stages
    first = stages[0].instruction.start if stages else len(document.text) + 1
    before = [symbol for it in document.instructions if it.start < first for symbol in _of(document, it)]
    directives = [
        Symbol(it.name, SymbolKind.DIRECTIVE, it.range, it.name_range, it.value) for it in document.tree.directives
    ]
    return [*directives, *before, *(_of_stage(document, stage) for stage in stages)]


def _of_stage(document: Document, stage: Stage) -> Symbol:
    source = stage.instruction
    image = source.image.text if source.image else ""
    last = stage.instructions[-1] if stage.instructions else source
    children = tuple(symbol for it in stage.instructions for symbol in _of(document, it))
    focus = source.stage_name or source.image or source.keyword
    name = stage.name or image or source.keyword.text
    whole = TextRange(source.start, visible_range(document, last).end)
    # One without a name is called as the image that it starts from, of which there may be others.
    detail = image if stage.name else f"stage {stage.index}"
    return Symbol(name, SymbolKind.STAGE, whole, focus.range, detail, children)


def _of(document: Document, instruction: ast.Instruction) -> Iterator[Symbol]:
    whole = visible_range(document, instruction)
    if isinstance(instruction, (ast.Arg, ast.Env)) and instruction.pairs:
        for pair in instruction.pairs:
            # Alone it is what its instruction is about; beside others each is only its own words.
            range = whole if len(instruction.pairs) == 1 else pair.range
            value = pair.value.text if pair.value else ""
            yield Symbol(
                pair.name.text, SymbolKind.VARIABLE, range, pair.name.range, _short(f"{instruction.name} {value}")
            )
        return
    yield Symbol(
        instruction.name,
        SymbolKind.INSTRUCTION,
        whole,
        instruction.keyword.range,
        _short(_said(instruction)),
        deprecated=isinstance(instruction, ast.Maintainer),
    )


def _said(instruction: ast.Instruction) -> str:
    """What an instruction says, without its flags but the one that says where it takes something from."""
    source = instruction.flag("from") if isinstance(instruction, ast.Transfer) else None
    return f"{source.text} {instruction.arguments_text}" if source is not None else instruction.arguments_text


def _short(words: str) -> str:
    """`words` on one line, cut where an outline would cut them anyway."""
    line = " ".join(words[: 4 * _LONGEST_DETAIL].split())
    return line if len(line) <= _LONGEST_DETAIL else f"{line[: _LONGEST_DETAIL - 1]}…"
