from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "user-format-invalid"


@pytest.mark.parametrize("user", ["a", "a:b", "0:0", "1000", '"a"', "$A:$B", "a # b", "{{ a }}", "domain\\a", "a-b.c"])
def test_silent(user: str):
    check_rule(RULE, f"FROM alpine:3.20\nUSER {user}\n")


@pytest.mark.parametrize("user", ["a b", "a:b:c", ":b", "a:", "-1", "2147483648", "0:-5"])
def test_reported(user: str):
    check_rule(RULE, f"FROM alpine:3.20\nUSER {user}\n     {'^' * len(user)}\n")


def test_what_has_one_cure_gets_it():
    check_fix("user-format-invalid", """\
        FROM alpine:3.20
        USER app:
        RUN a
        USER app: app
        """, """\
        FROM alpine:3.20
        USER app
        RUN a
        USER app:app
        """, unsafe=True)  # fmt: skip


def test_what_has_several_cures_stays():
    text = "FROM alpine:3.20\nUSER a:b:c\nUSER :app\nUSER a b\nUSER 99999999999\nUSER 'app:'\n"
    check_fix("user-format-invalid", text, text, unsafe=True)
