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


def test_no_fix_for_apt_itself_or_in_a_script():
    check_rule(RULE, f"FROM python:3-slim\nRUN {MOUNT} apt install -y x\n    {'^' * len(MOUNT)}\n")
    for run in ("apt install -y x", "apt-get update; apt-get install -y x"):
        lines = f"FROM python:3-slim\nRUN {MOUNT} {run}\n"
        check_fix(RULE, lines, lines, unsafe=True)
