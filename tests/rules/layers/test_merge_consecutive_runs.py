from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_single_commands_below_each_other():
    check_rule("merge-consecutive-runs", """\
        FROM debian:12
        RUN a
        # why
        RUN b
        ^^^
        RUN c && d
        RUN e
        """)  # fmt: skip


@pytest.mark.parametrize(
    "runs",
    [
        "RUN --network=none a\nRUN b",
        "RUN a\nCOPY b /\nRUN c",
        "RUN a\nONBUILD RUN b",
        "RUN a\nRUN <<EOF\nb\nEOF",
    ],
)
def test_silent(runs: str):
    check_rule("merge-consecutive-runs", f"FROM debian:12\n{runs}\n")


def test_silent_in_a_stage_that_does_not_ship():
    check_rule("merge-consecutive-runs", "FROM debian:12 AS a\nRUN a\nRUN b\nFROM scratch\nCOPY --from=a /x /\n")


@pytest.mark.parametrize("runs", ["RUN cd /x\nRUN b", "RUN a\n# why\nRUN b", 'RUN a\nRUN ["b"]'])
def test_no_fix_where_it_would_change_more(runs: str):
    text = f"FROM debian:12\n{runs}\n"
    check_fix("merge-consecutive-runs", text, text, unsafe=True)
