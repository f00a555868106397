from __future__ import annotations

from tests.support.checks import check_rule


def test_local_packages_and_groups():
    check_rule("yum-pin-version", """\
        FROM centos:7
        RUN yum install -y ./x.rpm https://example.org/epel.rpm @base $NAME && yum groupinstall -y Tools
        RUN yum install -y epel-release
                           ^^^^^^^^^^^^
        """)  # fmt: skip
