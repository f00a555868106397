from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize("between", ["COPY a /", "ENV A=1", "USER app", "RUN b", "ARG A", "FROM debian:12"])
def test_silent_where_something_happens_between(between: str):
    check_rule("duplicate-run", f"FROM debian:12\nRUN a\n{between}\nRUN a\n")


def test_bodies_count():
    check_rule("duplicate-run", "FROM debian:12\nRUN <<EOF\na\nEOF\nRUN <<EOF\nb\nEOF\n")


def test_each_further_one_goes():
    check_fix(
        "duplicate-run",
        "FROM debian:12\nRUN a\nLABEL a=b\nRUN a\nrun  a\n",
        "FROM debian:12\nRUN a\nLABEL a=b\n",
        unsafe=True,
    )
