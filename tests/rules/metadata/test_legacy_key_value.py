from __future__ import annotations

import pytest

from dockwright.lint.diagnostic import Tag
from dockwright.semantic.document import Document
from tests.support.checks import check_fix, check_rule


def test_the_name_is_marked():
    (found, _) = check_rule("legacy-key-value", "FROM alpine\nENV a b\n    ^\nLABEL c d e\n      ^\nENV f=g h=i\n")
    assert found.tags == (Tag.DEPRECATED,)


def test_a_name_without_a_value_is_left_to_others():
    check_rule("legacy-key-value", "FROM alpine\nENV a\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b", "a=b"),
        ("a   b", "a=b"),
        ("a\tb c", 'a="b c"'),
        ("a b=c", "a=b=c"),
        ("a $X/y", "a=$X/y"),
        ("a $X y", 'a="$X y"'),
        ('a "b c"', 'a="b c"'),
        ("a 'b c'", "a='b c'"),
        ("a b\\ c", "a=b\\ c"),
        ("a b \\c", 'a="b c"'),
        ("a b \\\\c", 'a="b \\\\c"'),
        ("a b  c", 'a="b  c"'),
        ('a b "c" d', 'a="b c d"'),
        ('a {"b": "$X"}', 'a="{b: $X}"'),
        ("a 'b \"$X\" \\c' $X", 'a="b \\"\\$X\\" \\\\c $X"'),
        ('a b\\"c "d\\"\\e" \\f', 'a="b\\"c d\\"\\e f"'),
    ],
)
def test_the_fix_keeps_the_value(before: str, after: str):
    check_fix("legacy-key-value", f"FROM alpine\nENV {before}\n", f"FROM alpine\nENV {after}\n")
    old, new = (Document.parse(f"FROM scratch\nENV X=1\nENV {it}\n").stages[0].final_state for it in (before, after))
    assert old.environment["a"].text == new.environment["a"].text


@pytest.mark.parametrize(
    "written",
    [
        "a it's",
        "a b \\\n  # comment\n  c",
        "a \\\n  b",
        "$a b",
        "a ${X b",
    ],
)
def test_no_fix_where_the_value_may_change(written: str):
    source = f"FROM alpine\nENV {written}\n"
    check_fix("legacy-key-value", source, source, unsafe=True)


def test_a_value_over_several_lines():
    check_fix(
        "legacy-key-value",
        "FROM alpine\nENV deps a \\\n    b\nRUN true\n",
        'FROM alpine\nENV deps="a \\\n    b"\nRUN true\n',
    )


def test_the_other_escape_character():
    check_fix("legacy-key-value", "# escape=`\nFROM a\nENV p C:\\x y\n", '# escape=`\nFROM a\nENV p="C:\\x y"\n')

    check_fix("legacy-key-value", "# escape=`\nFROM a\nENV p x C:\\y\\\n", '# escape=`\nFROM a\nENV p="x C:\\y\\"\n')


def test_what_onbuild_defers():
    check_fix("legacy-key-value", "FROM alpine\nONBUILD ENV a b c\n", 'FROM alpine\nONBUILD ENV a="b c"\n')


def test_a_blank_before_the_equals_sign_is_another_rules_matter():
    check_rule("legacy-key-value", "FROM alpine\nENV ROLE = client\nLABEL name ='x y'\n")
