from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "healthcheck-tool-missing"


@pytest.mark.parametrize(
    "text",
    [
        "FROM node:22\nHEALTHCHECK CMD curl x\n",
        "FROM alpine\nHEALTHCHECK CMD wget -q x\n",
        "FROM alpine\nRUN apk add curl\nHEALTHCHECK CMD curl x\n",
        "FROM alpine AS a\nRUN apk add $TOOLS\nFROM a\nHEALTHCHECK CMD curl x\n",
        "FROM alpine\nRUN ./setup.sh\nHEALTHCHECK CMD curl x\n",
        "FROM alpine\nCOPY --from=b /usr/bin/ /usr/bin/\nHEALTHCHECK CMD curl x\n",
        "FROM alpine\nHEALTHCHECK CMD wget x || curl x\n",
        "FROM alpine\nHEALTHCHECK CMD curl x\nHEALTHCHECK NONE\n",
        "FROM example.com/base\nHEALTHCHECK CMD curl x\n",
        "FROM alpine AS a\nHEALTHCHECK CMD curl x\nFROM alpine\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_in_exec_form_without_any_shell():
    check_rule(
        RULE,
        """\
        FROM gcr.io/distroless/base
        HEALTHCHECK CMD ["curl", "http://localhost"]
                         ^^^^^^
        """,
    )
