from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "apt-cache-mount-docker-clean"
MOUNT = "--mount=type=cache,target=/var/cache/apt,sharing=locked"


@pytest.mark.parametrize(
    "lines",
    [
        f"FROM debian:12\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN {MOUNT} apt-get install -y x",
        f"FROM debian:12\nRUN {MOUNT} rm /etc/apt/apt.conf.d/docker-clean && apt-get install -y x",
        f"FROM debian:12\nCOPY apt.conf /etc/apt/apt.conf\nRUN {MOUNT} apt-get install -y x",
        f"FROM example.org/own\nRUN {MOUNT} apt-get install -y x",
        f"FROM debian:12\nRUN {MOUNT} apt-get update",
        "FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y x",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"{lines}\n")


KEEP = "echo 'Binary::apt::APT::Keep-Downloaded-Packages \"true\";' > /etc/apt/apt.conf.d/keep-cache"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "apt-get update; apt-get install -y x",
            "rm -f /etc/apt/apt.conf.d/docker-clean; apt-get update; apt-get install -y x",
        ),
        (
            "set -eux; \\\n    apt-get update; \\\n    apt-get install -y x",
            "set -eux; \\\n    rm -f /etc/apt/apt.conf.d/docker-clean; apt-get update; \\\n    apt-get install -y x",
        ),
        (
            "<<EOF\nset -e\n  apt-get update\n  apt-get install -y x\nEOF",
            "<<EOF\nset -e\n  rm -f /etc/apt/apt.conf.d/docker-clean\n  apt-get update\n  apt-get install -y x\nEOF",
        ),
        # Of itself `apt` deletes them too.
        ("apt install -y x", f"rm -f /etc/apt/apt.conf.d/docker-clean && {KEEP} && apt install -y x"),
        ("if true; then apt-get install -y x; fi", "if true; then apt-get install -y x; fi"),
    ],
)
def test_the_archives_stay(before: str, after: str):
    head = f"FROM python:3-slim\nRUN {MOUNT} "
    check_fix(RULE, f"{head}{before}\n", f"{head}{after}\n", unsafe=True)
