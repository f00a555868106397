"""What a refactoring offers at a place: its title, its kind, and the edits that it would make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dockwright.lint.diagnostic import Safety
from dockwright.text.edits import Edit

EXTRACT = "refactor.extract"
INLINE = "refactor.inline"
REWRITE = "refactor.rewrite"


@dataclass(frozen=True, slots=True)
class Assist:
    """One refactoring, as it is offered for a cursor or a selection.

    `title` begins with a verb and says what changes; `kind` is `EXTRACT`, `INLINE` or `REWRITE`.
    `edits` works out the change, all of it in the one file; `None` or no edits: it turns out that it cannot be done.
    `safety` says whether the image stays the same.
    """

    title: str
    kind: str
    edits: Callable[[], tuple[Edit, ...] | None]
    safety: Safety = Safety.SAFE
