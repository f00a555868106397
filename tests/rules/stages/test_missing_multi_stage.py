from __future__ import annotations

import pytest

from tests.support.checks import check_rule


@pytest.mark.parametrize(
    "text",
    [
        "FROM golang\nRUN go build .\nFROM alpine\n",
        "FROM golang\nRUN go mod download && make --version && npm ci\n",
        "FROM golang\nONBUILD RUN go build .\n",
        "FROM golang\nCMD go build .\n",
    ],
)
def test_nothing_is_built_in_what_ships(text: str):
    check_rule("missing-multi-stage", text)


def test_it_is_said_once():
    check_rule("missing-multi-stage", "FROM debian\nRUN ./configure && make && make install\n                   ^^^^\n")
