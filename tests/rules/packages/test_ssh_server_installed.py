from __future__ import annotations

from tests.support.checks import check_rule


def test_servers_in_what_ships():
    check_rule("ssh-server-installed", """\
        FROM alpine:3.20 AS test
        RUN apk add openssh-server
        FROM rockylinux:9
        RUN dnf install -y openssh-clients openssh-server-8.7p1
                                           ^^^^^^^^^^^^^^^^^^^^
        RUN dnf remove -y openssh-server
        """)  # fmt: skip
