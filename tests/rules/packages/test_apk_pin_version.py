from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "apk-pin-version"


@pytest.mark.parametrize(
    "arguments",
    [
        "git~2.52",
        "'git>=2'",
        "git=~2.52",
        "-X https://example.org/edge git=2",
        "-t .build-deps gcc=13",
        "./x.apk",
        "'!musl'",
    ],
)
def test_silent(arguments: str):
    check_rule(RULE, f"FROM alpine:3.20\nRUN apk add {arguments}\n")


def test_what_follows_the_name_of_a_group():
    check_rule(RULE, """\
        FROM alpine:3.20
        RUN apk add --virtual .build-deps gcc@edge
                                          ^^^^^^^^
        """)  # fmt: skip
