from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_the_end_of_a_run():
    check_rule("backgrounded-command", """\
        FROM debian:12
        RUN make && (nohup ./serve) &
                                    ^
        """)  # fmt: skip


@pytest.mark.parametrize("run", ["./serve & sleep 5 && ./load", "./serve & wait", "a && b", "a 2>&1", "curl 'x?a&'"])
def test_silent(run: str):
    check_rule("backgrounded-command", f"FROM debian:12\nRUN {run}\n")


def test_a_command_alone_becomes_a_cmd():
    check_fix("backgrounded-command", """\
        FROM redis:8
          run redis-server \\
            /etc/redis.conf > /log  &
        EXPOSE 6379
        """, """\
        FROM redis:8
          cmd redis-server \\
            /etc/redis.conf > /log
        EXPOSE 6379
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "RUN make && ./serve &",
        "RUN (./serve) &",
        "RUN --network=none ./serve &",
        "RUN ./serve &\nCMD a",
        "ENTRYPOINT a\nRUN ./serve &",
        "RUN ./serve &\nFROM b:1",
        "ONBUILD RUN ./serve &",
    ],
)
def test_no_cmd_is_made_of_it(lines: str):
    check_fix("backgrounded-command", f"FROM a:1\n{lines}\n", f"FROM a:1\n{lines}\n", unsafe=True)
