from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "apt-noninteractive"


@pytest.mark.parametrize(
    "lines",
    [
        "RUN DEBIAN_FRONTEND=noninteractive apt-get install -y x",
        "RUN sudo DEBIAN_FRONTEND=noninteractive apt-get install -y x",
        "RUN export DEBIAN_FRONTEND=noninteractive && apt-get install -y x",
        "ARG DEBIAN_FRONTEND=noninteractive\nRUN apt-get install -y x",
        "ENV DEBIAN_FRONTEND=noninteractive\nRUN apt-get install -y x",
        "RUN apt-get update && apt-get purge -y x",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM debian:12\n{lines}\n")


def test_what_is_set_for_one_command_only():
    check_rule(RULE, """\
        FROM debian:12
        RUN DEBIAN_FRONTEND=noninteractive apt-get update && apt-get install -y x && export DEBIAN_FRONTEND=dialog
                                                                     ^^^^^^^
        """)  # fmt: skip


def test_the_fix_stands_in_front_of_the_command_itself():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN sudo apt-get install -y x
        RUN sh -c "apt-get install -y y"
        RUN cat list | xargs apt-get install -y
        RUN ["apt-get", "install", "-y", "x"]
        """,
        """\
        FROM debian:12
        RUN sudo DEBIAN_FRONTEND=noninteractive apt-get install -y x
        RUN sh -c "DEBIAN_FRONTEND=noninteractive apt-get install -y y"
        RUN cat list | xargs apt-get install -y
        RUN ["apt-get", "install", "-y", "x"]
        """,
        unsafe=True,
    )
