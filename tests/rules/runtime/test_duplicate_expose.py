from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "duplicate-expose"


def test_the_same_port_in_other_words():
    check_rule(
        RULE,
        """\
        FROM nginx:1.27
        ARG PORT=80
        EXPOSE 80 80/udp 8000-8010 9000
        EXPOSE $PORT 080/TCP 8000-8010 8005 $OTHER
               ^^^^^
                     ^^^^^^^
                             ^^^^^^^^^
        """,
    )


def test_another_stage_names_its_own():
    check_rule(RULE, "FROM nginx:1.27 AS base\nEXPOSE 80\nFROM base\nEXPOSE 80\n")


def test_a_variable_may_hold_another_port():
    check_fix(RULE, "FROM a:1\nARG P=80\nEXPOSE 80 $P\n", "FROM a:1\nARG P=80\nEXPOSE 80 $P\n")


def test_fix():
    check_fix(RULE, "FROM a:1\nEXPOSE 80 \\\n  80 443 80\n", "FROM a:1\nEXPOSE 80 443\n")
