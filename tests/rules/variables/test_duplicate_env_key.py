from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "duplicate-env-key"


@pytest.mark.parametrize(
    "lines",
    [
        "ENV A=1\nRUN make\nENV A=2",
        "ENV A=1\nENV A=$A:2",
        "ENV A=1\nENV B=${A:-x}\nENV A=2",
        "ENV A=1\nCOPY a /$A\nENV A=2",
        "ENV A=1\nCOPY <<X /a\n$A\nX\nENV A=2",
        "ARG A=1\nENV A=$A",
        "ARG A=1\nENV A=2",
        "ARG A=1\nARG A",
        "ARG A=1 B=$A A=2",
        "ENV $A=1\nENV $A=2",
        "ENV A=1\n{% else %}\nENV A=2",
        "ONBUILD ENV A=1\nENV A=2",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM alpine:3.20\n{lines}\n")


def test_another_stage_may_set_its_own():
    check_rule(RULE, "FROM alpine:3.20 AS base\nENV A=1\nFROM base\nENV A=2\n")


def test_what_nothing_reads():
    check_rule(
        RULE,
        """\
        FROM alpine:3.20
        ENV A 1
            ^^^
        ARG B
            ^
        CMD ["x"]
        COPY a /a
        ENV A=2
            ^^^
        ENV A=3
        ARG B=2
        """,
    )


def test_one_env_that_adds_twice_loses_one():
    check_rule(
        RULE,
        """\
        FROM alpine:3.20
        ENV PATH=/a:$PATH PATH=/b:$PATH
            ^^^^^^^^^^^^^ This value of `PATH` is lost: no value of an ENV sees what the same ENV sets
        """,
    )
    check_fix(RULE, "FROM a:1\nENV P=/a:$P P=/b:$P\n", "FROM a:1\nENV P=/a:$P P=/b:$P\n")


def test_fixes_keep_lines_and_comments():
    check_fix(
        RULE,
        """\
        FROM alpine:3.20
        ENV A=1 \\
            B=1 \\
            C="1 2" \\
            D=1
        ENV B=2 C=2
        """,
        """\
        FROM alpine:3.20
        ENV A=1 \\
            D=1
        ENV B=2 C=2
        """,
    )
    check_fix(RULE, "FROM a:1\r\nENV A 1\r\nENV A=2", "FROM a:1\r\nENV A=2")
    check_fix(
        RULE,
        "FROM a:1\nENV A=1 \\\n# why\n  B=1\nENV B=2\n",
        "FROM a:1\nENV A=1 \\\n# why\n  B=1\nENV B=2\n",
    )
