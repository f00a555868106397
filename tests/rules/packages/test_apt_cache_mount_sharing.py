from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "apt-cache-mount-sharing"


def test_which_mounts_are_apts():
    check_rule(RULE, """\
        FROM debian:12
        RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN --mount=type=cache,target=/root/.npm apt-get update
        RUN --mount=type=cache,target=/var/cache/apt,sharing=private apt-get update
        RUN --mount=type=cache,target=/var/cache/apt,sharing=$HOW apt-get update
        RUN --mount=type=cache,target=/var/cache/apt ls /var/cache/apt
        RUN --mount=type=bind,target=/var/cache/apt apt-get update
        """)  # fmt: skip


def test_what_was_said_of_sharing_is_replaced():
    check_fix(
        RULE,
        "FROM debian:12\nRUN --mount=type=cache,sharing=shared,dst=/var/cache/apt/ apt-get update\n",
        "FROM debian:12\nRUN --mount=type=cache,sharing=locked,dst=/var/cache/apt/ apt-get update\n",
    )
