"""Edits that add a line beside an instruction, or take a part of it away."""

from __future__ import annotations

import pytest

from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation, line_above, without_flag
from dockwright.text.edits import apply


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\n", "USER b\nFROM a\n"),
        ("FROM a\r\n", "USER b\r\nFROM a\r\n"),
        ("# one\n  # two\nFROM a\n", "USER b\n# one\n  # two\nFROM a\n"),
        ("# one\n\n  # two\nFROM a\n", "# one\n\nUSER b\n  # two\nFROM a\n"),
        ("# escape=`\n# one\nFROM a", "# escape=`\nUSER b\n# one\nFROM a"),
    ],
)
def test_a_line_above_stands_above_the_comments_of_the_instruction(text: str, expected: str):
    document = Document.parse(text)

    assert apply(text, [line_above(document, document.instructions[0], "USER b")]) == expected


@pytest.mark.parametrize(("text", "blanks"), [("FROM a", ""), ("\ufeff \tFROM a", " \t"), ("  FROM a", "  ")])
def test_indentation_is_the_blanks_before_the_keyword(text: str, blanks: str):
    assert indentation(Document.parse(text).instructions[0]) == blanks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM --platform=a  b\n", "FROM b\n"),
        ("FROM --platform=a \\\n  b\n", "FROM \\\n  b\n"),
        ("FROM --platform=a", "FROM "),
    ],
)
def test_a_flag_goes_with_the_blanks_behind_it_on_its_line(text: str, expected: str):
    instruction = Document.parse(text).instructions[0]

    assert apply(text, [without_flag(instruction, instruction.flags[0])]) == expected
