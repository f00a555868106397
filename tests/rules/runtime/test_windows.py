from __future__ import annotations

import pytest

from tests.support.checks import check_rule

LINES = "RUN --mount=type=ssh x\nCOPY --chown=1 a /b\nSTOPSIGNAL SIGTERM\n"


@pytest.mark.parametrize("rule", ["windows-run-mount", "windows-chown", "windows-stopsignal"])
@pytest.mark.parametrize(
    "head", ["FROM debian:12\n", "# escape=`\nFROM example.com/own:1\n", "FROM --platform=$TARGETPLATFORM own:1\n"]
)
def test_silent_where_it_may_be_linux(rule: str, head: str):
    check_rule(rule, head + LINES)


def test_the_platform_tells():
    check_rule("windows-run-mount", """\
        FROM --platform=windows/amd64 example.com/own:1
        RUN --mount=type=cache,target=/c --mount=type=secret,id=x build
                                                 ^^^^^^^^^^^
        RUN --mount=type=secret,id=x,target=C:\\x --mount=type=secret,id=y,env=Y build
        """)  # fmt: skip
