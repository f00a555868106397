"""Make two RUNs of one, at the `&&` under the cursor."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.assist import REWRITE, Assist
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.document import Document
from dockwright.semantic.splitting import split
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it where the new shell would find what the old one had."""
    run = document.tree.instruction_at(range.start)
    if not isinstance(run, ast.Run) or "&" not in document.text[max(range.start - 2, 0) : range.start + 2]:
        return
    edit = split(run, document, range.start)
    if edit is not None:
        # What the first RUN leaves behind stays in the image, even if the second removes it.
        yield Assist("Split the RUN at this &&", REWRITE, lambda: (edit,), Safety.UNSAFE)
