from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "env-self-reference"


@pytest.mark.parametrize(
    "text",
    [
        # What a variable makes of itself, and what stands beside that, speak of the value from above.
        "FROM alpine\nENV PATH=/x:$PATH MANPATH=$PATH\n",
        "FROM alpine\nARG VERSION=1\nENV VERSION=$VERSION NAME=app-$VERSION\n",
        "FROM alpine\nENV A=1\nENV A=1 B=$A\n",
        "FROM alpine\nENV A=1 B=${A:-2}\n",
        "FROM alpine\nENV A=1 B='$A' C=\\$A D=$AB\n",
        # Nobody knows whether the base sets it.
        "FROM example.com/base\nENV A=$B B=1\n",
        "FROM alpine\nENV A 1 $A\n",
        "FROM alpine\nONBUILD ENV A=1 B=$A\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_a_name_that_is_set_below():
    check_rule(RULE, "FROM alpine\nENV A=$B B=1\n      ^^\n")


def test_the_message_tells_an_old_value_from_none():
    (found,) = check_rule(RULE, "FROM alpine\nENV A=1\nENV A=2 B=$A\n          ^^\n")
    assert "its old value" in found.message


def test_each_step_gets_an_env_of_its_own():
    check_fix(
        RULE,
        """\
        FROM alpine
        env A=1 \\
            B=$A/b \\
            C=$B/c D=4
        """,
        """\
        FROM alpine
        env A=1
        env B=$A/b
        env C=$B/c D=4
        """,
        unsafe=True,
    )


def test_no_fix_among_comments():
    text = "FROM alpine\nENV A=1 \\\n  # and\n  B=$A\n"
    check_fix(RULE, text, text, unsafe=True)


def test_once_for_each_name():
    text = "FROM alpine\nENV ROOT=/app A=$ROOT/a B=$ROOT/b\n"
    check_rule(RULE, text + "                ^^^^^\n")
    check_fix(RULE, text, "FROM alpine\nENV ROOT=/app\nENV A=$ROOT/a B=$ROOT/b\n", unsafe=True)


def test_what_an_unknown_image_sets_is_not_known():
    (found,) = check_rule(RULE, "FROM example/base:1\nENV ROOT=/app A=$ROOT/a\n                ^^^^^\n")
    assert found.message.startswith("`ROOT` is not set above")
