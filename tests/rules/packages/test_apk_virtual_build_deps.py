from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "apk-virtual-build-deps"


@pytest.mark.parametrize(
    "run",
    [
        "apk add gcc curl && make",
        "apk add -t .deps gcc && make && apk del .deps",
        "apk add gcc && make && apk del gcc",
        "apk add $PACKAGES && make",
        "apk add curl && make",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM alpine:3.20\nRUN {run}\n")


def test_only_what_ships():
    check_rule(RULE, "FROM alpine:3.20 AS build\nRUN apk add gcc && make\nFROM scratch\nCOPY --from=build /a /a\n")


def test_no_fix_where_nothing_compiles_yet():
    lines = "FROM alpine:3.20\nRUN apk add gcc\nRUN make\n"
    check_fix(RULE, lines, lines, unsafe=True)


def test_the_fix_on_several_lines():
    check_fix(
        RULE,
        """\
        FROM alpine:3.20
        RUN apk add --no-cache \\
                gcc \\
                libffi-dev \\
            && make
        """,
        """\
        FROM alpine:3.20
        RUN apk add --no-cache \\
                --virtual .build-deps gcc \\
                libffi-dev \\
            && make \\
            && apk del .build-deps
        """,
        unsafe=True,
    )
