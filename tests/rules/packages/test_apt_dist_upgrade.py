from __future__ import annotations

from tests.support.checks import check_rule


def test_its_two_names():
    check_rule("apt-dist-upgrade", """\
        FROM debian:12
        RUN apt-get update && apt full-upgrade -y && apt-get dist-upgrade -y && apt-get upgrade -y
                                  ^^^^^^^^^^^^               ^^^^^^^^^^^^
        """)  # fmt: skip
