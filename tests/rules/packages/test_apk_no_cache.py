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
        "apk update && apk add x && rm -r /var/cache/apk/APKINDEX.*",
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


def test_an_update_that_nothing_uses():
    check_rule(RULE, """\
        FROM alpine:3.20
        RUN apk update && apk add --no-cache curl && apk del wget
                ^^^^^^
        RUN apk update && apk add --no-cache curl && apk search jq
        RUN apk --no-cache update && apk add --no-cache curl
        RUN apk update && apk add --no-cache curl && rm -rf /var/cache/apk/*
        RUN apk update && apk add --no-network curl
        """)  # fmt: skip


def test_the_update_stays_while_something_uses_it():
    check_fix(
        RULE,
        """\
        FROM alpine:3.20
        RUN apk update && apk add curl
        RUN apk add jq && rm -rf /var/cache/apk/*
        """,
        """\
        FROM alpine:3.20
        RUN apk update && apk add --no-cache curl
        RUN apk add jq && rm -rf /var/cache/apk/*
        """,
    )
    check_rule(
        RULE, "FROM alpine:3.20\nRUN apk update && apk add --no-cache a\nRUN apk add b && rm -rf /var/cache/apk\n"
    )


def test_the_update_goes_with_the_last_flag():
    check_fix(
        RULE,
        """\
        FROM alpine:3.20
        RUN set -x \\
            && apk update \\
            && apk upgrade \\
            && apk --update add -q curl \\
            && apk -Uq add jq
        RUN apk update; apk add git
        ONBUILD RUN apk update && apk add vim
        """,
        """\
        FROM alpine:3.20
        RUN set -x \\
            && apk upgrade --no-cache \\
            && apk --no-cache add -q curl \\
            && apk -Uq add --no-cache jq
        RUN apk add --no-cache git
        ONBUILD RUN apk add --no-cache vim
        """,
    )


def test_old_versions_do_not_know_the_flag():
    check_rule(RULE, "FROM alpine:3.2\nRUN apk add curl\n")
    check_rule(RULE, "FROM gliderlabs/alpine:3.1 AS a\nFROM a\nRUN apk add curl\n")
    check_rule(RULE, "FROM alpine:3.20\nRUN apk add curl\n        ^^^\n")
