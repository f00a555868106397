"""Ranges as an editor shows them."""

from __future__ import annotations

from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


def visible_range(document: Document, instruction: ast.Instruction) -> TextRange:
    """The instruction with its heredocs' bodies, without the line end behind it."""
    start, end = instruction.start, instruction.full_range.end
    return TextRange(start, start + len(document.text[start:end].rstrip("\r\n \t")))
