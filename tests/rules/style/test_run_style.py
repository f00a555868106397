from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_lines_break_in_front_of_operators_at_the_top():
    check_fix(
        "run-too-long",
        "# escape=`\r\nFROM debian:12\r\nRUN first && (second && third) || `\r\n  'a && b' && c\r\n",
        "# escape=`\r\nFROM debian:12\r\nRUN first `\r\n    && (second && third) || `\r\n  'a && b' && c\r\n",
        options={"most-characters": 30},
    )


@pytest.mark.parametrize(
    "run", ["a-long-command-without-an-end-in-sight", "if a && b; then cccccccccccccccc; fi", "a \\\n && b"]
)
def test_lines_that_stay(run: str):
    check_rule("run-too-long", f"FROM debian:12\nRUN {run}\n", options={"most-characters": 20})


def test_backquotes():
    check_fix(
        "backtick-substitution",
        "FROM debian:12\nRUN a=`b` && c \"`d`\" `# why` `e \\`f\\`` 'g`h`'\n",
        "FROM debian:12\nRUN a=$(b) && c \"$(d)\" `# why` `e \\`f\\`` 'g`h`'\n",
    )


@pytest.mark.parametrize(
    "run",
    [
        "echo a >>/x",
        "echo a >x",
        "echo $A >/x",
        "echo -n a >/x",
        "echo 'a\\nb' >/x",
        "echo a >/x && b",
        "echo a >/dev/stderr",
        "echo * >/x",
        "echo a | tee /x",
    ],
)
def test_echo_that_stays(run: str):
    check_rule("copy-heredoc-style", f"FROM debian:12\nRUN {run}\n")


def test_a_dollar_that_copy_would_expand():
    check_fix(
        "copy-heredoc-style",
        "FROM debian:12\r\nRUN echo '$A' b >/x\r\n",
        'FROM debian:12\r\nCOPY <<"EOF" /x\r\n$A b\r\nEOF\r\n',
        unsafe=True,
    )


def test_a_chain_with_options_of_its_own():
    check_fix(
        "run-heredoc-style",
        'FROM debian:12\r\nRUN --network=none set -e && cd /x && a | b && "c d" \\\r\n  && e\r\n',
        'FROM debian:12\r\nRUN --network=none <<EOF\r\nset -e\r\ncd /x\r\na | b\r\n"c d"\r\ne\r\nEOF\r\n',
        unsafe=True,
        options={"most-commands": 3},
    )


@pytest.mark.parametrize(
    "run", ["a && ! b && c", "a && \\\n# why\nb && c", "a && echo EOF && c", "a && b 'c \\\nd' && e"]
)
def test_chains_that_no_heredoc_says(run: str):
    text = f"FROM debian:12\nRUN {run}\n"
    check_fix("run-heredoc-style", text, text, unsafe=True, options={"most-commands": 2})


def test_a_file_stays_its_users():
    check_fix("copy-heredoc-style", """\
        FROM a:1
        USER app:staff
        RUN echo hi > /a
        USER "$WHO"
        RUN echo hi > /b
        USER root
        RUN echo hi > /c
        """, """\
        FROM a:1
        USER app:staff
        COPY --chown=app:staff <<EOF /a
        hi
        EOF
        USER "$WHO"
        RUN echo hi > /b
        USER root
        COPY <<EOF /c
        hi
        EOF
        """, unsafe=True)  # fmt: skip
