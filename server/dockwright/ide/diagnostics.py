"""What is wrong with a file, as an editor wants it."""

from __future__ import annotations

from collections.abc import Sequence

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.lint.shellcheck import merged
from dockwright.semantic.document import Document

MOST = 1000
"""How many findings of one file are shown; an editor that is sent a hundred thousand stands still."""


def diagnostics(
    document: Document, rules: Sequence[Rule], settings: Settings = DEFAULT, more: Sequence[Diagnostic] = ()
) -> list[Diagnostic]:
    """The findings of a file by position, `more` among them, which others have found.

    Of more than `MOST` the gravest are kept, and of equals the first.
    """
    found = merged(document, engine.run(document, rules, settings), more)
    if len(found) > MOST:
        gravest = sorted(range(len(found)), key=lambda number: (found[number].severity, number))[:MOST]
        found = [found[number] for number in sorted(gravest)]
    return found
