from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "apt-pin-version"


def test_one_finding_for_each_installation():
    check_rule(RULE, """\
        FROM debian:12
        RUN apt-get update && apt-get install -y curl=7.* git jq && sudo apt install -t sid vim
                                                          ^^^ `git` and 1 more package in whatever version is newest
                                                                                            ^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        "curl=7.88.1-10",
        "./x.deb /tmp/y.deb",
        "wkhtmltox.deb",
        "$PACKAGES",
        '"$NAME"',
        "curl=$CURL_VERSION",
        "$(cat packages.txt)",
        "-f",
    ],
)
def test_silent(arguments: str):
    check_rule(RULE, f"FROM debian:12\nRUN apt-get install -y {arguments}\n")
