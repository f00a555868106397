"""Write the commands of a RUN as a here-document, or a here-document as a chain of commands."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.assist import REWRITE, Assist
from dockwright.semantic.document import Document
from dockwright.semantic.frontend import knows_heredocs
from dockwright.semantic.heredocs import as_chain, as_heredoc
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer the other form on a RUN, where it does the same."""
    run = document.tree.instruction_at(range.start)
    if not isinstance(run, ast.Run) or not run.full_range.encloses(range):
        return
    state = document.state_before(run)
    if not run.heredocs and ("&&" not in run.unit.text or not knows_heredocs(document.tree)):
        return
    edit = as_chain(run, state) if run.heredocs else as_heredoc(run, state)
    if edit is not None:
        title = "Join the here-document to one command line" if run.heredocs else "Write a here-document"
        yield Assist(title, REWRITE, lambda: (edit,))
