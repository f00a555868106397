from __future__ import annotations

from tests.support.checks import check_rule


def test_named_packages_and_values():
    check_rule("yum-update", """\
        FROM centos:7
        RUN yum -y update --exclude kernel && yum -y update openssl
                   ^^^^^^
        """)  # fmt: skip
