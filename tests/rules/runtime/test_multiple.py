"""The three rules about what a stage may have once."""

from __future__ import annotations

import pytest

from dockwright.lint.diagnostic import Tag
from tests.support.checks import check_fix, check_rule

KINDS = [("multiple-cmd", "CMD"), ("multiple-entrypoint", "ENTRYPOINT"), ("multiple-healthcheck", "HEALTHCHECK CMD")]
each_kind = pytest.mark.parametrize(("rule", "keyword"), KINDS)


@each_kind
def test_all_but_the_last_of_a_stage(rule: str, keyword: str):
    first, second = check_rule(
        rule,
        f"""\
        FROM alpine
        {keyword} a
        {"^" * len(keyword)}^^
        {keyword} b
        {"^" * len(keyword)}^^
        USER app
        {keyword} c
        """,
    )
    assert first.tags == second.tags == (Tag.UNNECESSARY,)
    assert [it.related[0].range.start > it.range.end for it in (first, second)] == [True, True]


@each_kind
def test_each_stage_and_each_trigger_counts_for_itself(rule: str, keyword: str):
    check_rule(rule, f"FROM alpine AS base\n{keyword} a\nONBUILD {keyword} b\nFROM base\n{keyword} c\n")


@each_kind
def test_the_fix_deletes_all_lines_of_the_useless_one(rule: str, keyword: str):
    check_fix(
        rule,
        f"FROM alpine\n{keyword} a \\\n  # why\n  b\nLABEL x=y\n{keyword} c",
        f"FROM alpine\nLABEL x=y\n{keyword} c",
    )


def test_what_is_being_written_replaces_nothing():
    check_rule("multiple-cmd", 'FROM a\nCMD ["b"]\nCMD\n')
