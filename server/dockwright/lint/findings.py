"""Findings that several rules have in common, each about its own instruction or flag."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.catalog.instructions import instruction
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Tag
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.spelling import hint, nearest


def replaced_by_later(stage: Stage, kind: type[ast.Instruction]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each instruction of a class but the last one, where only the last of a stage counts."""
    for useless, later in pairwise(stage.all_of(kind)):
        name = useless.name
        fix = Fix(f"Delete this {name}", (delete(useless.full_range),))
        related = (Related(later.keyword.range, f"This {name} replaces it"),)
        message = f"A later {name} of this stage replaces this one"
        yield Diagnostic(useless.range, message, (fix,), related, (Tag.UNNECESSARY,))


def value_not_listed(given: ast.Instruction, name: str, message: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a flag has none of the values that there are; `{}` in `message` stands for its value."""
    flag, listed = given.flag(name), instruction(given.name)
    known = listed.flag(name) if listed is not None else None
    if known is None or flag is None or flag.value is None or flag.plain in known.values:
        return
    where = flag.value.range if flag.plain else flag.range
    near = nearest(flag.plain or "", known.values)
    yield Diagnostic(where, message.format(flag.plain) + hint(near))
