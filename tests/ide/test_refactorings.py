"""Which refactorings are offered, whatever they do."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from dockwright.ide import refactorings as module
from dockwright.ide.assist import REWRITE, Assist
from dockwright.ide.refactorings import all_refactorings, refactorings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.ranges import TextRange
from tests.ide.support import places

TEXT = "FROM alpine:3.22\n# hadolint ignore=DL3059\nRUN a && b\nCOPY . /srv/\n"


def offering(monkeypatch: pytest.MonkeyPatch, *edits: Edit) -> list[str]:
    """What is offered where one refactoring makes these edits."""

    def assist(document: Document, range: TextRange) -> Iterator[Assist]:
        yield Assist("Try", REWRITE, lambda: edits)

    monkeypatch.setattr(module, "all_refactorings", lambda: (assist,))
    return [it.title for it in refactorings(Document.parse(TEXT), TextRange(0, 0), all_rules())]


@pytest.mark.parametrize(
    "edits",
    [
        (),
        (Edit(TextRange(0, 4), "FROM"),),
        (insert(999, "x"),),
        (delete(TextRange(0, 9)), delete(TextRange(5, 12))),
        # The next line goes on with this one.
        (insert(TEXT.index("\nCOPY"), " \\"),),
        (Edit(TextRange(TEXT.index("&&"), TEXT.index("&&") + 2), "&& ("),),
        # An error: no stage is called so.
        (insert(TEXT.index(" . /srv"), " --from=$X"),),
        # The comment would speak of the COPY.
        (delete(TextRange(TEXT.index("RUN"), TEXT.index("COPY"))),),
    ],
)
def test_what_fails_a_gate_is_not_offered(monkeypatch, edits):
    assert offering(monkeypatch, *edits) == []


def test_what_touches_several_instructions_is_offered(monkeypatch):
    place = TEXT.index(" && ")
    assert offering(monkeypatch, Edit(TextRange(place, place + 4), "\nRUN "), insert(len(TEXT), "USER app\n")) == [
        "Try"
    ]


def test_one_that_fails_is_logged_and_costs_no_other(monkeypatch, caplog):
    def broken(document: Document, range: TextRange) -> Iterator[Assist]:
        yield Assist("Break when asked", REWRITE, lambda: 1 / 0)  # type: ignore[arg-type, return-value]  # on purpose
        raise ValueError("the cause")

    def works(document: Document, range: TextRange) -> Iterator[Assist]:
        yield Assist("Work", REWRITE, lambda: (insert(0, "# new\n"),))

    monkeypatch.setattr(module, "all_refactorings", lambda: (broken, works))
    with caplog.at_level(logging.ERROR):
        found = refactorings(Document.parse(TEXT), TextRange(0, 0))
    assert [it.title for it in found] == ["Work"]
    assert [it.getMessage() for it in caplog.records] == [
        "the refactoring 'Break when asked' failed",
        f"the refactoring {__name__} failed",
    ]


def test_every_one_is_found():
    assert len(all_refactorings()) > 0
    assert all(it.__module__.startswith("dockwright.ide.assists.") for it in all_refactorings())


@pytest.mark.parametrize("refactoring", all_refactorings(), ids=lambda it: it.__module__.rpartition(".")[2])
def test_none_fails_whatever_the_text(refactoring):
    for text in places():
        document = Document.parse(text)
        for start in range(0, len(text) + 1, 3):
            for end in (start, start + 1, len(text)):
                for assist in refactoring(document, TextRange(start, max(end, start))):
                    edits = assist.edits() or ()
                    assert all(0 <= it.range.start <= it.range.end <= len(text) for it in edits)
