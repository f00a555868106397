"""Comments silence what they name, where they stand, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from textwrap import dedent

import pytest

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.lint.suppress import Scope, edits_to_ignore
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from dockwright.text.ranges import TextRange


@rule(on=Document, severity=Severity.WARNING, aliases=("DL3001", "UndefinedVar"))
def finds_x(document: Document) -> Iterator[Diagnostic]:
    """Find each X of the file, wherever it stands."""
    for place, character in enumerate(document.text):
        if character == "X":
            yield Diagnostic(TextRange(place, place + 1), "an X")


OTHER = replace(finds_x, id="other-rule", aliases=("DL3002",))


def _lines(text: str) -> list[str]:
    """The lines on which an X is still heard."""
    text = dedent(text)
    document = Document.parse(text)
    return [
        document.lines.line(document.lines.line_of(it.range.start)).strip() for it in engine.run(document, (finds_x,))
    ]


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright: ignore[finds-x] because",
        "#dockwright:ignore[other, Finds-x]",
        "# dockwright: ignore[DL3001]",
        "# dockwright: ignore[UndefinedVar]",
        "# dockwright: ignore[lint]",
        "# dockwright: ignore[ALL]",
        "# dockwright: ignore",
        "# hadolint ignore=DL3001",
        "# hadolint ignore=DL3000,DL3001 # because",
        "#hadolint ignore = DL3000 , DL3001",
        "# check=skip=UndefinedVar",
        "# check=skip=Other,UndefinedVar // because",
        "# check=skip=all",
    ],
)
def test_comment_above_an_instruction(comment: str):
    text = f"FROM X1\n{comment}\nRUN X2 \\\n  X3\nRUN X4\n"
    assert _lines(text) == ["FROM X1", "RUN X4"]


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright: ignore[other-rule]",
        "# dockwright: ignore[]",
        "# dockwright: ignored[finds-x]",
        "# we told dockwright: ignore[finds-x]",
        "# hadolint ignore=DL3002",
        "# hadolint ignore DL3001",
        "# check=skip=Other",
        "# check=error=true",
        "# checks=skip=all",
    ],
)
def test_comment_that_names_something_else(comment: str):
    assert _lines(f"FROM a\n{comment}\nRUN X\n") == ["RUN X"]


def test_any_line_of_the_block_above_counts_but_a_blank_line_ends_it():
    assert _lines("FROM a\n# dockwright: ignore[finds-x]\n# more\nRUN X1\nRUN X2\n") == ["RUN X2"]
    assert _lines("FROM a\n# dockwright: ignore[finds-x]\n\nRUN X1\n") == ["RUN X1"]


def test_comment_inside_a_continuation_speaks_of_the_line_below():
    text = """\
        FROM a
        RUN X1 && \\
            # dockwright: ignore[finds-x]
            # and more
            X2 && \\
            X3
        """
    assert _lines(text) == ["RUN X1 && \\", "X3"]


def test_comment_speaks_of_comments_below_it_in_its_block():
    assert _lines("FROM a\n# X1\n# dockwright: ignore\n# X2\nRUN X3\n") == ["# X1"]


def test_heredoc_bodies_hold_no_comments_but_belong_to_their_instruction():
    assert _lines("FROM a\nRUN <<E\n# dockwright: ignore\nX1\nE\n") == ["X1"]
    assert _lines("FROM a\n# dockwright: ignore\nRUN <<E\nX1\nE\nRUN X2\n") == ["RUN X2"]


@pytest.mark.parametrize(
    "comment",
    ["# dockwright: ignore-file[finds-x]", "# dockwright: ignore-file", "# hadolint global ignore=DL3001"],
)
def test_comment_for_the_whole_file(comment: str):
    assert _lines(f"FROM X1\nRUN X2\n\n{comment}\n") == []


def test_directive_of_buildkit_at_the_head_speaks_of_the_file():
    assert _lines("# syntax=docker/dockerfile:1\n# check=skip=UndefinedVar;error=true\nFROM X1\nRUN X2\n") == []
    assert _lines("# check=skip=all\nFROM X1\nRUN X2\n") == []
    assert _lines("FROM X1\n# check=skip=UndefinedVar\nRUN X2\nRUN X3\n") == ["FROM X1", "RUN X3"]


def test_buildkits_all_means_the_checks_that_it_has():
    document = Document.parse("# check=skip=all\nFROM X\n")
    assert [it.code for it in engine.run(document, (finds_x, OTHER))] == ["other-rule"]


def test_comment_for_a_stage():
    assert _lines("# hadolint stage ignore=DL3001\nFROM X1\nRUN X2\nFROM X3\n") == ["FROM X3"]


def test_finding_at_the_very_end():
    document = Document.parse("# dockwright: ignore\nRUN a")

    @rule(on=Document, severity=Severity.WARNING)
    def at_the_end(document: Document) -> Iterator[Diagnostic]:
        yield Diagnostic(TextRange(len(document.text), len(document.text)), "the end")

    assert engine.run(document, (at_the_end,)) == []


def _ignored(text: str, scope: Scope) -> str:
    document = Document.parse(text)
    found = engine.run(document, (finds_x,))[0]
    after = document.edited(edits_to_ignore(document, found, scope))
    assert apply(text, edits_to_ignore(document, found, scope)) == after.text
    assert len(engine.run(after, (finds_x,))) < len(engine.run(document, (finds_x,)))
    before_and_after = ([it.unit.text.lstrip("\ufeff") for it in one.instructions] for one in (document, after))
    assert next(before_and_after) == next(before_and_after)
    assert [it.value for it in after.tree.directives] == [it.value for it in document.tree.directives]
    return after.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM a\nRUN X\n", "FROM a\n# dockwright: ignore[finds-x]\nRUN X\n"),
        ("FROM a\r\n  RUN a \\\r\n X\r\n", "FROM a\r\n  # dockwright: ignore[finds-x]\r\n  RUN a \\\r\n X\r\n"),
        ("FROM X", "# dockwright: ignore[finds-x]\nFROM X"),
        ("\ufeffFROM X\n", "\ufeff# dockwright: ignore[finds-x]\nFROM X\n"),
        ("# syntax=a\nFROM X\n", "# syntax=a\n# dockwright: ignore[finds-x]\nFROM X\n"),
        ("# dockwright: ignore[other]\nRUN X\n", "# dockwright: ignore[other, finds-x]\nRUN X\n"),
        ("# dockwright: ignore[a ] why\n#\nRUN X\n", "# dockwright: ignore[a, finds-x ] why\n#\nRUN X\n"),
        ("# hadolint ignore=DL1\nRUN X\n", "# dockwright: ignore[finds-x]\n# hadolint ignore=DL1\nRUN X\n"),
        ("# about\nRUN X\n", "# about\n# dockwright: ignore[finds-x]\nRUN X\n"),
        ("# a\n# X\nRUN b\n", "# a\n# dockwright: ignore[finds-x]\n# X\nRUN b\n"),
        # A comment among the directives would end them.
        ("# syntax=X\n# escape=`\nFROM a\n", "# syntax=X\n# escape=`\n# dockwright: ignore-file[finds-x]\nFROM a\n"),
    ],
)
def test_ignore_on_this_line(before: str, after: str):
    assert _ignored(before, Scope.LINE) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM a\nRUN X\n", "# dockwright: ignore-file[finds-x]\nFROM a\nRUN X\n"),
        ("\ufeffFROM X\r\n", "\ufeff# dockwright: ignore-file[finds-x]\r\nFROM X\r\n"),
        ("# escape=`\nFROM X\n", "# escape=`\n# dockwright: ignore-file[finds-x]\nFROM X\n"),
        ("# syntax=X", "# syntax=X\n# dockwright: ignore-file[finds-x]"),
        ("FROM X\n# dockwright: ignore-file[a]\n", "FROM X\n# dockwright: ignore-file[a, finds-x]\n"),
        ("# dockwright: ignore[a]\nFROM X\n", "# dockwright: ignore-file[finds-x]\n# dockwright: ignore[a]\nFROM X\n"),
    ],
)
def test_ignore_in_this_file(before: str, after: str):
    assert _ignored(before, Scope.FILE) == after
