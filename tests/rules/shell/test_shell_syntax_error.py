from __future__ import annotations

import pytest

from tests.support.checks import check_rule


def test_the_first_thing_that_is_wrong():
    check_rule("shell-syntax-error", """\
        FROM debian:12
        RUN a && 'b
                 ^
        RUN if [ -e /x ]; then a
            ^^
        CMD a & && b
                ^^
        RUN x=$(a | b
               ^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "FROM example.com/own:1\nRUN iex ((a).b('c'))\n",
        "FROM debian:12\nRUN a <%= b.c() %>\n",
        "FROM debian:12\nRUN {{ a.b() }}\n",
        'FROM debian:12\nCMD ["a, "b"]\n',
        "FROM debian:12\nRUN <<EOF\n#!/usr/bin/env python3\nprint((1)\nEOF\n",
        "FROM debian:12\nRUN a \\\n# it's fine\n    && b\n",
    ],
)
def test_silent(text: str):
    check_rule("shell-syntax-error", text)
