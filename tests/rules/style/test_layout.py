"""The rules about blanks and blank lines."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

BODY = "RUN <<EOF\n  a  \n\n\n\\ \nEOF\n"


@pytest.mark.parametrize(
    "rule",
    [
        "blank-line-between-instructions",
        "continuation-with-trailing-space",
        "indentation",
        "multiple-blank-lines",
        "multiple-spaces",
        "trailing-whitespace",
    ],
)
def test_the_body_of_a_heredoc_is_content(rule: str):
    check_rule(rule, f"FROM a\n\n{BODY}")


def test_blanks_behind_a_continuation_have_a_rule_of_their_own():
    text = "# a \nFROM b\t\nRUN c \\  \n  # d \\ \n  \n  e \\\\ \n"
    check_fix("trailing-whitespace", text, "# a\nFROM b\nRUN c \\  \n  # d \\\n\n  e \\\\\n")
    check_fix("continuation-with-trailing-space", text, "# a \nFROM b\t\nRUN c \\\n  # d \\ \n  \n  e \\\\ \n")


def test_the_backtick_continues_where_it_was_chosen():
    before = "# escape=`\nFROM a\nRUN b ` \r\n c\r\n"
    check_fix("continuation-with-trailing-space", before, before.replace("` ", "`"))


def test_line_ends_stay_what_they_are():
    check_fix("trailing-whitespace", "FROM a \r\nUSER b \r\n \r\n", "FROM a\r\nUSER b\r\n\r\n")
    check_fix("final-newline", "FROM a\r\nUSER b", "FROM a\r\nUSER b\r\n")
    check_rule("final-newline", "")


def test_an_open_heredoc_has_no_last_line():
    check_rule("final-newline", "FROM a\nRUN <<EOF\n\n\n", options={"single": True})


@pytest.mark.parametrize(
    ("style", "after"),
    [
        ("grouped", "FROM a\n\n# b\nRUN c\nRUN d\n\nUSER e\n"),
        ("always", "FROM a\n\n# b\nRUN c\n\nRUN d\n\nUSER e\n"),
        ("never", "FROM a\n# b\nRUN c\nRUN d\nUSER e\n"),
    ],
)
def test_blank_lines_as_agreed(style: str, after: str):
    before = "FROM a\n# b\nRUN c\nRUN d\n\nUSER e\n"
    check_fix("blank-line-between-instructions", before, after, options={"style": style})


def test_more_blank_lines_may_be_agreed():
    check_fix("multiple-blank-lines", "FROM a\n\n\n\nUSER b\n\n\n", "FROM a\n\n\nUSER b\n\n\n", options={"most": 2})


def test_what_continues_an_instruction_stays_indented():
    check_fix("indentation", "FROM a\n\tRUN b \\\n    c\n  # d\n", "FROM a\nRUN b \\\n    c\n  # d\n")


def test_blanks_that_may_mean_something_stay():
    check_fix(
        "multiple-spaces",
        'FROM  a\nRUN  b  c\nENV  A="b  c"   D=e\nENV F  g  h\nCOPY  --link   ["i",  "j"]\nONBUILD  EXPOSE   1   2\n'
        "LABEL k=l  \\\n      m=n\n",
        'FROM a\nRUN b  c\nENV A="b  c" D=e\nENV F  g  h\nCOPY --link ["i",  "j"]\nONBUILD EXPOSE 1 2\n'
        "LABEL k=l  \\\n      m=n\n",
    )


def test_the_order_at_the_end_of_a_stage():
    check_rule(
        "runtime-instructions-last",
        """\
        FROM a
        HEALTHCHECK NONE
        ^^^^^^^^^^^
        STOPSIGNAL SIGINT
        CMD b
        """,
    )


def test_no_comment_becomes_a_directive_or_begins_to_silence():
    check_fix(
        "multiple-blank-lines",
        "# syntax=a\n\n\n# escape=`\n\nFROM a\n\nUSER b\n",
        "# syntax=a\n\n# escape=`\nFROM a\nUSER b\n",
        options={"most": 0},
    )
    text = "FROM a\n# hadolint ignore=DL3002\n\nUSER b\n"
    check_fix("blank-line-between-instructions", text, text, options={"style": "never"})
