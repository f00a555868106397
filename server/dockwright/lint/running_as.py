"""The fixes that let a container run as somebody else than root, for the rules that find it to be root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dockwright.catalog.accounts import NEEDING_ROOT
from dockwright.lint.diagnostic import Fix, Safety
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.semantic.other_users import OtherUser, owned_by
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import starting_commands
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of


def fixes_to_run_as(
    others: Iterable[OtherUser],
    stage: Stage,
    start: ast.Instruction | None,
    document: Document,
    instead: ast.Word | None = None,
) -> tuple[Fix, ...]:
    """For each of `others` the fix that switches to it above `start`, then the same with the files that are copied.

    Where the user is named at `instead` for nothing but the container, another name is written there.

    Without a `start` there are none: whatever the container runs may stand elsewhere, and may need root. Nor are there
    any for a program that is known to need it.
    """
    if start is None or any(it.name in NEEDING_ROOT for it in starting_commands(stage)[1]):
        return ()
    return tuple(_fixes(others, stage, start, document, instead))


def _fixes(
    others: Iterable[OtherUser], stage: Stage, start: ast.Instruction, document: Document, instead: ast.Word | None
) -> Iterator[Fix]:
    newline = line_end_of(document.text)
    giving: list[Fix] = []
    for other in others:
        if instead is not None and other.making is None:
            switch = Edit(instead.range, other.user)
        else:
            switch = line_above(document, start, other.lines(start.keyword.text, newline))
        needed, rest = owned_by(stage, other)
        yield Fix(f"Run as {other.user}", (*needed, switch), Safety.UNSAFE)
        if rest:
            title = f"Run as {other.user}, and give it the copied files"
            giving.append(Fix(title, (*needed, *rest, switch), Safety.UNSAFE))
    yield from giving
