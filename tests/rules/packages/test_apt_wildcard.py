from __future__ import annotations

from tests.support.checks import check_rule


def test_only_in_names():
    check_rule("apt-wildcard", """\
        FROM debian:12
        RUN apt-get install -y curl=7.* /tmp/*.deb *.deb php${V}-* "$(ls *)"
                                                         ^^^^^^^^^
        RUN apt-get purge -y 'python*' && rm -rf /var/lib/apt/lists/*
        """)  # fmt: skip
