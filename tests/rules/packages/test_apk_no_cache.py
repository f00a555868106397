from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "apk-no-cache"


@pytest.mark.parametrize(
    "run",
    [
        "apk add --no-cache x",
        "apk --no-cache add x",
        "apk add x --no-cache",
        "apk add --no-network x",
        "apk add x && rm -rf /var/cache/apk/*",
        "apk add x && rm -rf /var/cache/*",
        "apk add x && apk cache clean",
        "--mount=type=cache,target=/var/cache/apk apk add -U x",
        "--mount=type=tmpfs,target=/var/cache/apk apk add -U x",
        "--mount=type=cache,target=/etc/apk/cache apk add x",
        "ln -s /var/cache/apk /etc/apk/cache && apk add x",
        "apk add $APK_FLAGS x",
        "apk update",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM alpine:3.20\nRUN {run}\n")


def test_found():
    check_rule(RULE, """\
        FROM alpine:3.20
        RUN apk update && apk add --virtual .deps gcc && rm -rf /tmp/*
                              ^^^
        RUN --mount=type=cache,target=/var/cache/foo apk -U add curl
                                                            ^^^
        RUN rm -rf /var/cache/apk/* && apk add $PACKAGES
                                           ^^^
        ONBUILD RUN apk add curl
                        ^^^
        """)  # fmt: skip


def test_only_what_ships():
    check_rule(RULE, """\
        FROM alpine:3.20 AS build
        RUN apk add gcc
        FROM alpine:3.20
        COPY --from=build /a /a
        """)  # fmt: skip


def test_the_fix():
    check_fix(
        RULE,
        'FROM alpine:3.20\nRUN apk add \\\n    curl\nRUN ["apk", "add", "curl"]\n',
        'FROM alpine:3.20\nRUN apk add --no-cache \\\n    curl\nRUN ["apk", "add", "--no-cache", "curl"]\n',
    )
