"""Checks of refactorings: what is offered at a cursor or for a selection, and what it makes of the file.

Where `<|>` stands is the cursor; where carets mark something, all from the first to the last of them is selected.
"""

from __future__ import annotations

from textwrap import dedent

from dockwright.ide import refactorings as refactorings_
from dockwright.ide.refactorings import refactorings
from dockwright.ide.results import Action
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from dockwright.text.ranges import TextRange
from tests.support.checks import loud
from tests.support.marked import Marked, marked


def offered(source: str) -> list[str]:
    """The titles of the refactorings that are offered."""
    return [it.title for it in _actions(marked(source))]


def check_assist(title: str, before: str, after: str) -> None:
    """The one refactoring of that title makes `after`, dedented, of `before`."""
    fixture = marked(before)
    actions = _actions(fixture)
    assert title in [it.title for it in actions]
    (action,) = (it for it in actions if it.title == title)
    assert apply(fixture.text, action.edits()) == dedent(after)


def changed(title: str, source: str) -> tuple[str, str]:
    """The text before and after the one refactoring whose title begins with `title`."""
    fixture = marked(source)
    (action,) = (it for it in _actions(fixture) if it.title.startswith(title))
    return fixture.text, apply(fixture.text, action.edits())


def check_not_offered(title: str, source: str) -> None:
    """No refactoring is offered whose title begins with `title`."""
    assert [it for it in offered(source) if it.startswith(title)] == []


def _actions(fixture: Marked) -> list[Action]:
    ranges = fixture.ranges
    selected = TextRange(ranges[0].start, ranges[-1].end) if ranges else TextRange(fixture.offset, fixture.offset)
    with loud(refactorings_.__name__), loud():
        return refactorings(Document.parse(fixture.text, fixture.path), selected, all_rules())
