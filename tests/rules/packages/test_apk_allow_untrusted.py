from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix():
    check_fix(
        "apk-allow-untrusted",
        """\
        FROM alpine:3.20
        RUN apk --allow-untrusted add x && echo --allow-untrusted
        RUN apk add \\
            --allow-untrusted \\
            x
        RUN ["apk", "add", "--allow-untrusted", "x"]
        """,
        """\
        FROM alpine:3.20
        RUN apk add x && echo --allow-untrusted
        RUN apk add \\
            x
        RUN ["apk", "add", "x"]
        """,
        unsafe=True,
    )
