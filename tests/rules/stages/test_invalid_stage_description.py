from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

ASKED = "# check=experimental=InvalidDefinitionDescription\n"


def test_comments_that_do_not_begin_with_the_name():
    check_rule(
        "invalid-stage-description",
        f"""\
        {ASKED}
        # bar this is the bar
        ARG foo=bar
        ^^^
        # BasE is the base
        FROM scratch AS base
        ^^^^
        # no description
        ARG a=1 b=2
        ^^^
        """,
    )


def test_descriptions_and_comments_about_other_things():
    check_rule(
        "invalid-stage-description",
        f"""\
        {ASKED}
        # foo this is the foo
        ARG foo=bar

        # base this is the base
        FROM scratch AS Base
        # b this is b
        ARG a=1 b=2
        # no description
        #
        ARG c
        # no description

        ARG d
        # comment
        COPY a /b
        # hadolint ignore=DL3006
        FROM scratch AS last
        # comment
        FROM scratch
        """,
    )


def test_only_where_it_is_asked_for():
    source = "# hello\nFROM scratch AS base\n"
    check_rule("invalid-stage-description", source)
    check_rule("invalid-stage-description", "# check=skip=X;experimental=all\n# hello\nFROM scratch AS base\n^^^^\n")
    check_rule("invalid-stage-description", "# hello\nFROM scratch AS base\n^^^^\n", options={"always": True})


def test_the_fix_inserts_an_empty_line():
    check_fix(
        "invalid-stage-description",
        ASKED + "# hello\r\nFROM scratch AS base\r\n",
        ASKED + "# hello\r\n\r\nFROM scratch AS base\r\n",
    )


@pytest.mark.parametrize(
    "comment",
    [
        "renovate: datasource=docker depName=x",
        "shellcheck disable=SC2086",
        "kics-scan ignore-line",
        "hadolint ignore=DL1",
    ],
)
def test_a_comment_for_a_tool_stays_where_it_looks(comment: str):
    options: dict[str, object] = {"always": True}
    check_rule("invalid-stage-description", f"# hello\n# {comment}\nFROM a AS b\n", options=options)
    source = f"FROM a\n# {comment}\n# hello\nARG B\n"
    check_fix("invalid-stage-description", source, source, options=options)
