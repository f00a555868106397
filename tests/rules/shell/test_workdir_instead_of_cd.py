from __future__ import annotations

import pytest

from tests.support.checks import check_rule


def test_a_leading_cd():
    check_rule("workdir-instead-of-cd", """\
        FROM debian:12
        RUN cd /src && make && make install
            ^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "make && cd /x && make",
        "(cd /x && make)",
        "cd x && make",
        "cd $X && make",
        "cd /x || exit 1",
        "cd /a && cd b && c",
    ],
)
def test_silent(run: str):
    check_rule("workdir-instead-of-cd", f"FROM debian:12\nRUN {run}\n")


def test_silent_where_it_stays_in_the_working_directory():
    check_rule("workdir-instead-of-cd", "FROM debian:12\nWORKDIR /x\nRUN cd /x && make\n")
