from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_large_numbers_in_every_spelling():
    check_rule("useradd-no-log-init", """\
        FROM debian:12
        RUN useradd -u 123456 a && useradd --uid=123456 b
                       ^^^^^^              ^^^^^^^^^^^^
        RUN useradd -mu 123456 c && useradd -u123456 d
                        ^^^^^^              ^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "command",
    ["useradd -u 12345 a", "useradd -lu 123456 a", "useradd --no-log-init -u 123456 a", "useradd -u $UID a", "useradd"],
)
def test_silent(command: str):
    check_rule("useradd-no-log-init", f"FROM debian:12\nRUN {command}\n")


def test_silent_where_there_are_no_such_files():
    check_rule("useradd-no-log-init", "FROM alpine:3.22\nRUN apk add shadow && useradd -u 123456 a\n")


def test_the_flag_in_exec_form():
    check_fix(
        "useradd-no-log-init",
        'FROM debian:12\nRUN ["useradd", "-u", "123456", "a"]\n',
        'FROM debian:12\nRUN ["useradd", "-l", "-u", "123456", "a"]\n',
    )
