"""What the commands that rewrite files have in common: what becomes of a new text, and of all outcomes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Protocol, TypeVar

from dockwright.cli.diff import diff, show
from dockwright.cli.inputs import STANDARD_INPUT, Complaints, Source, is_coloured
from dockwright.workspace.files import Problem, write


class Shown(Protocol):
    """What became of a file."""

    @property
    def shown(self) -> str | None:
        """What is to be printed, if anything."""
        ...


Outcome = TypeVar("Outcome", bound=Shown)


def gathered(results: Iterable[Outcome | Problem], complaints: Complaints, *, diffs: bool) -> list[Outcome]:
    """The outcomes among results, each printed as it comes; what went wrong is said."""
    outcomes: list[Outcome] = []
    for result in results:
        if isinstance(result, Problem):
            complaints.add(result)
            continue
        outcomes.append(result)
        if result.shown is not None:
            show(result.shown, sys.stdout, coloured=diffs and is_coloured(sys.stdout))
    return outcomes


def put(path: str, source: Source, after: str, *, only_diff: bool) -> str | Problem | None:
    """Write the new text of the file at `path` if it is another, or only show the diff; returns what is to be printed.

    Standard input has nowhere to be written to: its text is printed, changed or not.
    """
    is_changed = after != source.text
    if only_diff:
        return "".join(diff(source.path, source.text, after)) if is_changed else None
    if path == STANDARD_INPUT:
        return after
    return write(path, after) if is_changed else None
