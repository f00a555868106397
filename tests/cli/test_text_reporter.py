"""The excerpt underlines what was found, whatever stands in the line."""

from __future__ import annotations

import pytest

from dockwright.cli.report import report_of
from dockwright.cli.reporters.text import render, underline, visible
from dockwright.lint.diagnostic import Diagnostic, Related
from dockwright.lint.rule import Rule
from dockwright.rules.registry import rules_named
from dockwright.semantic.document import Document
from dockwright.text.ranges import TextRange

(RULE,) = rules_named("maintainer-deprecated")


def _rendered(text: str, start: int, end: int, related: tuple[Related, ...] = (), rule: Rule = RULE) -> str:
    diagnostic = Diagnostic(TextRange(start, end), "it is wrong", related=related, rule=rule)
    report = report_of("Dockerfile", Document.parse(text), [diagnostic])
    return "".join(render([report], coloured=False))


@pytest.mark.parametrize(
    ("line", "start", "end", "expected"),
    [
        ("ADD a b", 4, 5, ("ADD a b", 4, 1)),
        ("\tADD a", 1, 4, ("    ADD a", 4, 3)),
        ("ab\tc", 3, 4, ("ab  c", 4, 1)),
        ("日本 x", 3, 4, ("日本 x", 5, 1)),
        ("日本 x", 0, 2, ("日本 x", 0, 4)),
        ("e\u0301 x", 3, 4, ("e\u0301 x", 2, 1)),
        ("a", 1, 1, ("a", 1, 0)),
        ("", 0, 0, ("", 0, 0)),
        ("a\x1b[2Jb", 5, 6, ("a\ufffd[2Jb", 5, 1)),
    ],
)
def test_columns_on_the_screen(line: str, start: int, end: int, expected: tuple[str, int, int]):
    assert underline(line, start, end) == expected


def test_nothing_steers_the_terminal():
    assert visible("a\x1b]0;title\x07\u202eb\r") == "a\ufffd]0;title\ufffd\ufffdb\ufffd"
    assert "\x1b" not in _rendered("RUN a\x1b[31m\n", 0, 3)


def test_a_range_over_several_lines():
    text = "FROM a\nRUN one \\\n      two \\\n  three \\\n  four\n"
    assert _rendered(text, 7, len(text) - 1).splitlines()[2:-2] == [
        "  |",
        "2 | RUN one \\",
        "  | ^^^^^^^^^",
        "3 |       two \\",
        "  |       ^^^^^",
        "4 |   three \\",
        "  |   ^^^^^^^",
        "  | ... to line 5",
    ]


def test_a_range_that_ends_with_its_line():
    assert _rendered("FROM a\nRUN b\n", 0, 7).splitlines()[2:-2] == ["  |", "1 | FROM a", "  | ^^^^^^"]


def test_a_caret_at_the_end_of_the_file():
    assert _rendered("FROM a", 6, 6).splitlines()[2:-2] == ["  |", "1 | FROM a", "  |       ^"]


def test_other_places():
    text = "FROM a\nRUN b\n"
    assert " = line 1: here it began\n" in _rendered(text, 7, 10, (Related(TextRange(0, 4), "here it began"),))


def test_colours():
    diagnostic = Diagnostic(TextRange(0, 4), "it is wrong", rule=RULE)
    report = report_of("Dockerfile", Document.parse("FROM a\n"), [diagnostic])
    text = "".join(render([report], coloured=True))
    assert "\x1b[1m\x1b[33mwarning[maintainer-deprecated]\x1b[0m" in text
    assert text.count("\x1b[0m") * 1 >= 5
