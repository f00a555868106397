from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_a_comment_with_commands_below():
    check_rule("comment-disables-rest-of-command", """\
        FROM debian:12
        RUN a \\
            # fine
            && b  # not fine \\
                  ^^^^^^^^^^
            && c
        RUN # nothing runs \\
            ^^^^^^^^^^^^^^
            a
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "a # at the end",
        "a 'x # y' \\\n    && b",
        "echo a#b \\\n    && b",
        "echo ${x#y} \\\n    && b",
        "a # more \\\n# comments \\\n\n",
        "<<EOF\na # c \\\nb\nEOF",
    ],
)
def test_silent(run: str):
    check_rule("comment-disables-rest-of-command", f"FROM debian:12\nRUN {run}\n")


def test_line_ends_and_escape_stay():
    check_fix(
        "comment-disables-rest-of-command",
        "# escape=`\r\nFROM debian:12\r\nRUN a && # why `\r\n\tb\r\n",
        "# escape=`\r\nFROM debian:12\r\nRUN a && `\r\n\t# why\r\n\tb\r\n",
        unsafe=True,
    )
