from __future__ import annotations

import pytest

from tests.support.checks import check_rule


def test_the_end_of_a_run():
    check_rule("backgrounded-command", """\
        FROM debian:12
        RUN make && (nohup ./serve) &
                                    ^
        """)  # fmt: skip


@pytest.mark.parametrize("run", ["./serve & sleep 5 && ./load", "./serve & wait", "a && b", "a 2>&1", "curl 'x?a&'"])
def test_silent(run: str):
    check_rule("backgrounded-command", f"FROM debian:12\nRUN {run}\n")
