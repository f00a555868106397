from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "trailing-comment-as-argument"


def test_where_it_is_an_argument():
    check_rule(RULE, """\
        FROM node:20-alpine AS base  # ~180MB
                                     ^^^^^^^^
        WORKDIR /app # here
                     ^^^^^^
        COPY --from=x . .    # all
                             ^^^^^
        EXPOSE 80 443 #http
                      ^^^^^
        ENV A=1 B="x # y" # two words
                          ^^^^^^^^^^^
        ENTRYPOINT ["/x"] # start
                          ^^^^^^^
        HEALTHCHECK --interval=5s CMD ["x"] # ask
                                            ^^^^^
        HEALTHCHECK NONE # none
                         ^^^^^^
        ONBUILD USER app # app
                         ^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "RUN make # build",
        "CMD make # build",
        "ENTRYPOINT make # build",
        "HEALTHCHECK CMD make # build",
        "CMD [ -f x ] # is it there",
        'CMD ["echo", "a # b"]',
        'CMD ["echo", "\\" # b"]',
        'LABEL a="b # c"',
        "LABEL a='b # c'",
        "ENV PS1 \\u@\\h # ",
        "ENV A=b#c",
        "COPY a#b /c#d/",
        "RUN <<EOF\n# a\necho # b\nEOF",
        "MAINTAINER a # b",
        "EXPOSE # 80",
    ],
)
def test_where_it_is_none(line: str):
    check_rule(RULE, f"FROM scratch\n{line}\n")


def test_the_old_form_of_env_only_behind_a_quoted_value():
    check_rule(RULE, """\
        FROM scratch
        ENV A "b c" # d
                    ^^^
        """)  # fmt: skip


def test_indentation_and_line_ends_stay():
    check_fix(RULE, "FROM scratch\r\n  USER a  # b  \r\n", "FROM scratch\r\n  # b\r\n  USER a\r\n")


def test_each_comment_goes_above_its_own_line():
    check_fix(
        RULE,
        """\
        FROM scratch
        LABEL a=1 # x \\
              b=2 # y
        """,
        """\
        FROM scratch
        # x
        LABEL a=1 \\
              # y
              b=2
        """,
    )


def test_an_exec_form_is_one_again():
    check_fix(RULE, 'FROM scratch\nCMD ["a"]# b\nCMD ["a"] # b\n', 'FROM scratch\nCMD ["a"]# b\n# b\nCMD ["a"]\n')


def test_a_comment_becomes_no_directive():
    text = "FROM scratch # escape=`\n"
    check_fix(RULE, text, text)


def test_the_last_line_without_an_end():
    check_fix(RULE, "FROM scratch # b", "# b\nFROM scratch")


def test_agrees_with_the_rule_about_words_of_from():
    check_rule("from-argument-count", "FROM node:20 # small\nFROM node:20 AS a # small\n")


def test_what_silences_a_linter_stays_right_above():
    check_fix(
        RULE,
        "# hadolint ignore=DL3006\nFROM a # b\n# c\n# hadolint ignore=DL3002\n# d\nUSER e # f\n",
        "# b\n# hadolint ignore=DL3006\nFROM a\n# c\n# f\n# hadolint ignore=DL3002\n# d\nUSER e\n",
    )


def test_paths_that_the_image_has_are_left_unless_asked_for():
    before, after = "FROM a\nWORKDIR /b # c\nVOLUME /d # e\n", "FROM a\n# c\nWORKDIR /b\n# e\nVOLUME /d\n"
    check_fix(RULE, before, before)
    check_fix(RULE, before, after, unsafe=True)
