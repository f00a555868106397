"""A file as a whole: its head, its comments, what stands where, and what BuildKit's parser would refuse."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dockwright.syntax.dockerfile.dump import dump
from dockwright.syntax.dockerfile.frontend import frontend, setting
from dockwright.syntax.dockerfile.parser import parse
from dockwright.syntax.dockerfile.unit import UnitKind
from dockwright.text.ranges import TextRange
from tests.support.everything import check_everything
from tests.support.marked import marked

CASES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("*.dockerfile"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_dump(path: Path):
    """`UPDATE=1 pytest` writes the dumps anew; read what changed."""
    tree = parse(path.read_bytes().decode("utf-8"))
    check_everything(tree)
    wanted = path.with_suffix(".tree")
    if os.environ.get("UPDATE"):
        wanted.write_text(dump(tree), encoding="utf-8", newline="\n")
    assert dump(tree) == wanted.read_text(encoding="utf-8")


def test_there_are_dumps():
    assert len(CASES) >= 4


# --- the head ---


@pytest.mark.parametrize(
    ("text", "directives", "escape"),
    [
        ("# syntax=a\n# escape=`\n# check=b\nFROM a", [("syntax", "a"), ("escape", "`"), ("check", "b")], "`"),
        ("#Escape = ` \r\nFROM a", [("escape", "`")], "`"),
        ("\ufeff  #\tsyntax=a b\n", [("syntax", "a b")], "\\"),
        ("\n# escape=`\n", [], "\\"),
        ("# a comment\n# escape=`\n", [], "\\"),
        ("# unknown=a\n# escape=`\n", [], "\\"),
        ("FROM a\n# escape=`\n", [], "\\"),
        ("# syntax=a\n# syntax=b\n# escape=`\n", [("syntax", "a")], "\\"),
        ("# escape=x\nFROM a", [("escape", "x")], "\\"),
        ("# syntax=\nFROM a", [], "\\"),
        ("#!/x\n# syntax=a\n# escape=`\nFROM a", [("syntax", "a")], "\\"),
    ],
)
def test_directives(text: str, directives: list[tuple[str, str]], escape: str):
    tree = parse(text)
    check_everything(tree)
    assert [(it.name, it.value) for it in tree.directives] == directives
    assert tree.escape == escape


def test_the_places_of_a_directive():
    fixture = marked("""\
        # syntax = docker/dockerfile:1
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          ^^^^^^
                   ^^^^^^^^^^^^^^^^^^^
        FROM a
        """)
    (directive,) = parse(fixture.text).directives
    assert [directive.range, directive.name_range, directive.value_range] == fixture.ranges


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("# syntax=a b\n", "a"),
        ("\ufeff#!/x\n# check=c\n#SYNTAX=a\r\n", "a"),
        ("#!/x\n//syntax=a", "a"),
        ('{"syntax": "a"}', "a"),
        ('{"syntax": 1}', None),
        ("{" * 100_000, None),
        ("\n# syntax=a\n", None),
        (" # syntax=a\n", None),
        ("#!/x", None),
        ("", None),
        ("# check=a\n# check=b\n# syntax=c\n", None),
    ],
)
def test_frontend(text: str, value: str | None):
    found = frontend(text)
    assert (found.value if found else None) == value


def test_what_is_checked():
    found = setting("# syntax=a\n# check=skip=all;error=true // why\n", "check")
    assert found is not None
    assert (found.value, found.written) == ("skip=all;error=true", "skip=all;error=true // why")
    assert found.range == TextRange(19, 45)


# --- comments ---


def test_comments_above():
    tree = parse("# syntax=a\n# b\nFROM a\n# no\n\n# one\n  # two \nRUN x \\\n# inside\n y\nUSER z\n")
    found = [[it.text for it in tree.comments_above(instruction)] for instruction in tree.instructions]
    assert found == [["# b"], ["# one", "# two"], []]
    assert [it.text for it in tree.comments] == ["# b", "# no", "# one", "# two"]
    assert [it.text for it in tree.instructions[1].comments] == ["# inside"]


# --- what stands where ---


def test_instruction_at():
    text = "FROM a\n\n# c\nRUN x \\\n# d\n y\nRUN <<E\nz\nE\nUSER b"
    tree = parse(text)
    found = [it.name if (it := tree.instruction_at(offset)) else "-" for offset in range(len(text) + 1)]
    wanted = ["FROM"] * 7 + ["-"] * 5 + ["RUN"] * 27 + ["USER"] * 7
    assert found == wanted
    assert tree.instruction_at(-1) is None
    assert tree.instruction_at(999) is not None


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("", False),
        ("RUN x", True),
        ("RUN x\n", False),
        ("RUN x \\\n", True),
        ("RUN x \\\n\n", True),
        ("RUN <<E", True),
        ("RUN <<E\n", False),
        ("RUN <<E\nE", True),
        ("RUN <<E\nE\n", False),
        ("# c", False),
    ],
)
def test_the_caret_at_the_end(text: str, there: bool):
    assert (parse(text).instruction_at(len(text)) is not None) == there


def test_units_cover_the_file():
    text = "\ufeff# escape=`\r\n\r\nRUN a `\r\n  b\rc\n \t\n#\nX"
    tree = parse(text)
    kinds = [(unit.kind.value, unit.text) for unit in tree.units]
    assert kinds == [
        ("directive", "\ufeff# escape=`\r\n"),
        ("blank", "\r\n"),
        ("instruction", "RUN a `\r\n  b\rc\n"),
        ("blank", " \t\n"),
        ("comment", "#\n"),
        ("instruction", "X"),
    ]
    assert repr(tree.units[-1]) == "Unit(instruction, 'X')"


@pytest.mark.parametrize(
    "text", ["", "\n", "\r", "\ufeff", "#", " ", "\\", "\\\n", "\x00", "\ud800", "\u2028", "\u2028FROM a"]
)
def test_the_smallest_files(text: str):
    tree = parse(text)
    check_everything(tree)
    assert all(unit.kind in UnitKind for unit in tree.units)


# --- problems ---


@pytest.mark.parametrize(
    "source",
    [
        """\
        # syntax=a
        # Syntax=b
          ^^^^^^ duplicate-parser-directive
        FROM a
        """,
        """\
        # escape = x
                   ^ invalid-escape-directive
        FROM a
        """,
        """\
        FROM a
        RUN cat <<A <<B
                ^^^
                    ^^^ unterminated-heredoc
        x
        """,
        """\
        FROM a
        ENV A
            ^ key-value-needs-two
        LABEL a=b c
                  ^ key-value-missing-equals
        CMD ["a", 1]
            ^^^^^^^^ exec-form-malformed
        ONBUILD CMD [{}]
                    ^^^^ exec-form-malformed
        HEALTHCHECK CMD [1]
                        ^^^ exec-form-malformed
        """,
        """\
        FROM a
        HEALTHCHECK [1]
        EXPOSE [1]
        RUN [1
        """,
    ],
)
def test_problems(source: str):
    fixture = marked(source)
    tree = parse(fixture.text)
    assert [it.range for it in tree.problems] == fixture.ranges
    labels = [it.label for it in sorted(fixture.marks, key=lambda mark: mark.range) if it.label]
    assert [it.kind for it in tree.problems if it.kind in labels][-len(labels) :] == labels
    check_everything(tree)


def test_a_file_without_instructions():
    for text in ("", "# a\n\n", "# syntax=a"):
        (problem,) = parse(text).problems
        assert (problem.kind, problem.range) == ("no-instructions", TextRange(0, 0))


@pytest.mark.parametrize(
    ("line", "long"),
    [
        ("a" * 65_531, False),
        ("a" * 65_532, True),
        ("é" * 32_766, True),
        ("a" * 65_530 + "\r", False),
        ("a" * 65_531 + "\r", True),
    ],
)
def test_the_longest_line(line: str, long: bool):
    text = f"FROM a\nRUN {line}\nRUN b \\\n c\n"
    problems = [(it.kind, it.range) for it in parse(text).problems]
    assert problems == ([("line-too-long", TextRange(7, 11 + len(line.rstrip("\r"))))] if long else [])
