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


def test_lines_break_behind_semicolons_and_in_front_of_pipes():
    check_fix(
        "run-too-long",
        "FROM debian:12\nRUN a;b; (c; d) | e; cat one-long-name | sort --reverse | uniq; f 'a; b' # g; h | i\n",
        "FROM debian:12\nRUN a; \\\n    b; \\\n    (c; d) | e; \\\n    cat one-long-name \\\n    | sort --reverse \\\n"
        "    | uniq; \\\n    f 'a; b' # g; h | i\n",
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


def test_backquotes_in_control_flow_and_redirections():
    check_fix(
        "backtick-substitution",
        'FROM a\nRUN for a in `b`; do case `c` in d) e > `f`;; esac; done 2> "`g`"; h `case i in j) k;; esac`\n',
        'FROM a\nRUN for a in $(b); do case $(c) in d) e > $(f);; esac; done 2> "$(g)"; h `case i in j) k;; esac`\n',
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
        "FROM debian:12\nRUN echo '$A' b >/x\n",
        'FROM debian:12\nCOPY <<"EOF" /x\n$A b\nEOF\n',
        unsafe=True,
    )


def test_a_chain_with_options_of_its_own():
    check_fix(
        "run-heredoc-style",
        'FROM debian:12\nRUN --network=none set -e && cd /x && a | b && "c d" \\\n  && e\n',
        'FROM debian:12\nRUN --network=none <<EOF\nset -e\ncd /x\na | b\n"c d"\ne\nEOF\n',
        unsafe=True,
        options={"most-commands": 3},
    )


def test_a_heredoc_keeps_comments_and_avoids_its_own_end():
    check_fix(
        "run-heredoc-style",
        "FROM debian:12\nRUN \\\n  # one\n  a && \\\n  # two\n  echo EOF \\\n\n  && c\n",
        "FROM debian:12\nRUN <<END\nset -e\n# one\na\n# two\necho EOF\nc\nEND\n",
        unsafe=True,
        options={"most-commands": 2},
    )


def test_line_ends_that_the_shell_would_get():
    for rule, run in (("run-heredoc-style", "a && b && c"), ("copy-heredoc-style", "echo a >/x")):
        text = f"FROM debian:12\r\nRUN {run}\r\n"
        options = {"most-commands": 2} if rule == "run-heredoc-style" else None
        check_fix(rule, text, text, unsafe=True, options=options)


@pytest.mark.parametrize(
    "run",
    [
        "a && ! b && c",
        "a && b \\\n# why\nc && d && e",
        "a && b 'c \\\nd' && e",
        "a && . ./env && c",
        "a && set +e && c",
        "a && b=$(c; d) && e",
        "a && b && c # why",
    ],
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
