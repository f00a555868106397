from __future__ import annotations

from tests.support.checks import check_rule


def test_named_packages():
    check_rule("apk-upgrade", """\
        FROM alpine:3.20
        RUN apk -U upgrade && apk upgrade --no-cache busybox && apk add --upgrade curl
                   ^^^^^^^
        """)  # fmt: skip
