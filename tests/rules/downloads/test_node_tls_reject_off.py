from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "node-tls-reject-off"


def test_only_zero_switches_it_off():
    check_rule(
        RULE,
        """\
        FROM node:22
        ENV NODE_TLS_REJECT_UNAUTHORIZED=1
        RUN NODE_TLS_REJECT_UNAUTHORIZED="" npm ci && echo NODE_TLS_REJECT_UNAUTHORIZED=0
        RUN env NODE_TLS_REJECT_UNAUTHORIZED=0 npm ci
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    )


def test_in_front_of_one_command():
    check_fix(
        RULE,
        "FROM node:22\nRUN NODE_TLS_REJECT_UNAUTHORIZED=0 npm ci\n",
        "FROM node:22\nRUN npm ci\n",
        unsafe=True,
    )
