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
        "yes | apt-get upgrade && make",
        "make && apt-get upgrade -y | tee /log",
        "! apt-get upgrade -y && make",
        "make && sh -c 'apt-get upgrade -y'",
        "apt-get update; apt-get upgrade -y",
        "apt-get update && (apt-get upgrade -y || true)",
        "apt-get update \\\n    # for security\n    && apt-get upgrade -y",
        "<<EOF\napt-get upgrade -y\nEOF",
    ):
        check_fix(RULE, f"FROM debian:12\nRUN {run}\n", f"FROM debian:12\nRUN {run}\n", unsafe=True)


def test_what_runs_it_goes_with_it():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN apt-get update && sudo -E apt-get upgrade -y && apt-get install -y curl
        RUN timeout 60 apt-get upgrade -y
        RUN <<EOF
        set -e
        apt-get upgrade -y \\
            -q
        make
        EOF
        """,
        """\
        FROM debian:12
        RUN apt-get update && apt-get install -y curl
        RUN <<EOF
        set -e
        make
        EOF
        """,
        unsafe=True,
    )


def test_a_semicolon_stays_where_one_was_before():
    check_fix(
        RULE,
        "FROM debian:12\nRUN make; apt-get upgrade -y && make install\n",
        "FROM debian:12\nRUN make; make install\n",
        unsafe=True,
    )
