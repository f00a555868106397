from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "user-format-invalid"


@pytest.mark.parametrize("user", ["a", "a:b", "0:0", "1000", '"a"', "$A:$B", "a # b", "{{ a }}", "domain\\a", "a-b.c"])
def test_silent(user: str):
    check_rule(RULE, f"FROM alpine:3.20\nUSER {user}\n")


@pytest.mark.parametrize("user", ["a b", "a:b:c", ":b", "a:", "-1", "2147483648", "0:-5"])
def test_reported(user: str):
    check_rule(RULE, f"FROM alpine:3.20\nUSER {user}\n     {'^' * len(user)}\n")
