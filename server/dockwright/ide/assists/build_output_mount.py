"""Keep what Cargo builds in a cache mount, and copy out of it what is used later.

What the rule `package-cache-mount` offers with the mounts for downloads; here also where those are there already.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.assist import REWRITE, Assist
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.build_outputs import output_mount
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it on a RUN that runs Cargo."""
    run = document.tree.instruction_at(range.start)
    if not isinstance(run, ast.Run) or not run.full_range.encloses(range) or run.is_trigger:
        return
    found = output_mount(document, run)
    if found is not None:
        copying = ", and copy the program out" if found.copies else ""
        title = f"Keep Cargo's build output in a cache mount{copying}"
        yield Assist(title, REWRITE, lambda: found.edits, Safety.UNSAFE)
