"""Make one RUN of those that are selected, or of the one at the cursor and the one above it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.ide.assist import REWRITE, Assist
from dockwright.ide.selection import touched_instructions
from dockwright.lint import dialects
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.chains import between
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation
from dockwright.semantic.splitting import keeps_files
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it where each RUN is simple commands in a row, and all have the same mounts and other flags."""
    runs = _selected(document, range) if range.length else _above(document, range.start)
    if len(runs) < 2:
        return
    title = f"Merge the {len(runs)} selected RUNs" if range.length else "Merge this RUN with the one above"
    # Files that one made and the next removed stay in no layer now, and the cache keeps all as one.
    yield Assist(title, REWRITE, lambda: _edits(document, runs), Safety.UNSAFE)


def _selected(document: Document, range: TextRange) -> list[ast.Run]:
    selected = touched_instructions(document, range)
    runs = [it for it in selected if isinstance(it, ast.Run)]
    return runs if len(runs) == len(selected) else []


def _above(document: Document, offset: int) -> list[ast.Run]:
    run = document.tree.instruction_at(offset)
    if not isinstance(run, ast.Run) or not run.keyword.range.start <= offset <= run.keyword.range.end:
        return []
    above = next((it for it in reversed(document.instructions) if it.start < run.start), None)
    return [above, run] if isinstance(above, ast.Run) else []


def _edits(document: Document, runs: list[ast.Run]) -> tuple[Edit, ...] | None:
    edits: list[Edit] = []
    if not all(keeps_files(mount) for run in runs for mount in run.mounts):
        return None
    newline, indent = line_end_of(document.text), f"{indentation(runs[0])}    "
    for first, second in pairwise(runs):
        joint = between(first, second, document)
        comments = _comments(document, first, joint) if joint is not None else None
        if joint is None or comments is None:
            return None
        lines = [f" {first.escape}", *(f"{indent}{it}" for it in comments), f"{indent}&& "]
        edits.append(Edit(joint, newline.join(lines)))
    return tuple(edits)


def _comments(document: Document, first: ast.Run, joint: TextRange) -> list[str] | None:
    """The comments between two RUNs, which go on inside of one; `None` where one would not mean the same there."""
    above, *lines = joint.slice(document.text).splitlines()
    found = [it for it in map(str.strip, lines) if it.startswith("#")]
    return (
        None if above.strip(f" \t{first.escape}") or any(True for it in found for _ in dialects.ignores(it)) else found
    )
