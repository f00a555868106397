from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "apt-upgrade"


def test_named_packages_and_other_upgrades():
    check_rule(RULE, """\
        FROM debian:12
        RUN apt-get -y upgrade && apt-get dist-upgrade -y && apt-get upgrade -y libssl3
                       ^^^^^^^
        """)  # fmt: skip


def test_the_fix_keeps_the_rest_of_the_chain():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN apt-get update \\
            && apt-get upgrade -y > /dev/null \\
            # the tools
            && apt-get install -y curl
        RUN apt-get update && \\
            apt-get upgrade -y && \\
            rm -rf /var/lib/apt/lists/*
        RUN apt-get upgrade -y && echo done
        RUN apt-get update && sh -c "a; b" && apt-get upgrade -y
        """,
        """\
        FROM debian:12
        RUN apt-get update \\
            # the tools
            && apt-get install -y curl
        RUN apt-get update && \\
            rm -rf /var/lib/apt/lists/*
        RUN echo done
        RUN apt-get update && sh -c "a; b"
        """,
        unsafe=True,
    )


def test_no_fix_where_more_would_go():
    for run in (
        "apt-get upgrade -y",
        "apt-get update; apt-get upgrade -y",
        "apt-get update && (apt-get upgrade -y || true)",
        "apt-get update \\\n    # for security\n    && apt-get upgrade -y",
        "<<EOF\napt-get upgrade -y\nEOF",
    ):
        check_fix(RULE, f"FROM debian:12\nRUN {run}\n", f"FROM debian:12\nRUN {run}\n", unsafe=True)
