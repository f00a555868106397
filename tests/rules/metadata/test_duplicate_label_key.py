from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "duplicate-label-key"


@pytest.mark.parametrize(
    "lines",
    [
        "LABEL a=1 A=1",
        "LABEL $A=1\nLABEL $A=2",
        "LABEL Name={{ name }} Version={{ version }}",
        "LABEL a=1\n<% } else { %>\nLABEL a=2",
        "ONBUILD LABEL a=1\nLABEL a=2",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM alpine:3.20\n{lines}\n")


def test_a_stage_may_set_what_it_inherits():
    check_rule(RULE, "FROM alpine:3.20 AS base\nLABEL a=1\nFROM base\nLABEL a=2\n")


def test_quotes_and_the_old_form():
    check_rule(
        RULE,
        """\
        FROM alpine:3.20
        LABEL maintainer Jane Doe
              ^^^^^^^^^^^^^^^^^^^
        RUN make
        LABEL "maintainer"="Jane" b=1
              ^^^^^^^^^^^^^^^^^^^
        LABEL maintainer=John
        """,
    )


def test_three_in_one_instruction():
    check_fix(
        RULE,
        "FROM a:1\nLABEL a=1 a=2 \\\n      a=3 b=1\n",
        "FROM a:1\nLABEL a=3 b=1\n",
    )
