"""What can be folded away: stages, instructions of several lines, heredocs, blocks of comments, regions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dockwright.ide.ranges import visible_range
from dockwright.ide.results import Fold, FoldKind
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

# As VS Code has them for most languages: `# region name` … `# endregion`.
_REGION = re.compile(r"#[ \t]*#?(?P<end>end)?region\b")


def folding(document: Document) -> list[Fold]:
    """The folds of a file by where they start, of two that start together the larger first."""
    comments = _comments(document)
    found = {*_stages(document), *_instructions(document), *_blocks(document, comments), *_regions(comments)}
    return sorted(
        (it for it in found if document.lines.line_of(it.range.start) < document.lines.line_of(it.range.end)),
        key=lambda it: (it.range.start, -it.range.end),
    )


def _stages(document: Document) -> Iterator[Fold]:
    for stage in document.stages:
        if stage.instructions:
            yield Fold(TextRange(stage.instruction.start, visible_range(document, stage.instructions[-1]).end))


def _instructions(document: Document) -> Iterator[Fold]:
    for instruction in document.instructions:
        yield Fold(visible_range(document, instruction))
        yield from _heredocs(document, instruction)


def _heredocs(document: Document, instruction: ast.Instruction) -> Iterator[Fold]:
    first_line = document.lines.line_of(instruction.start)
    for heredoc in instruction.heredocs:
        end = heredoc.terminator_range.end if heredoc.terminator_range else heredoc.content_range.end
        if len(instruction.heredocs) > 1:
            # Their markers share a line, so each folds to the first line of its own body.
            yield Fold(TextRange(heredoc.content_range.start, end))
        elif document.lines.line_of(heredoc.range.start) > first_line:
            yield Fold(TextRange(heredoc.range.start, end))


def _comments(document: Document) -> list[ast.Comment]:
    """All comments in order, those inside continued instructions too."""
    inside = [it for instruction in document.instructions for it in instruction.comments]
    return (
        sorted((*document.tree.comments, *inside), key=lambda it: it.range.start)
        if inside
        else [*document.tree.comments]
    )


def _blocks(document: Document, comments: Iterable[ast.Comment]) -> Iterator[Fold]:
    lines = document.lines
    block: TextRange | None = None
    for comment in comments:
        if _REGION.match(comment.text):
            continue
        if block is not None and lines.line_of(comment.range.start) == lines.line_of(block.end) + 1:
            block = TextRange(block.start, comment.range.end)
            continue
        if block is not None:
            yield Fold(block, FoldKind.COMMENT)
        block = comment.range
    if block is not None:
        yield Fold(block, FoldKind.COMMENT)


def _regions(comments: Iterable[ast.Comment]) -> Iterator[Fold]:
    open_: list[int] = []
    for comment in comments:
        region = _REGION.match(comment.text)
        if region is None:
            continue
        if not region["end"]:
            open_.append(comment.range.start)
        elif open_:
            yield Fold(TextRange(open_.pop(), comment.range.end), FoldKind.REGION)
