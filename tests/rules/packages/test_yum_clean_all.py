from __future__ import annotations

from tests.support.checks import check_rule


def test_what_cleans():
    check_rule("yum-clean-all", """\
        FROM centos:7
        RUN yum clean all && yum -y install x
                                    ^^^^^^^
        RUN yum -y install x && yum clean metadata
        RUN yum -y install x && dnf clean all
        RUN yum -y install x && rm -fr /var/cache/yum/*
        """)  # fmt: skip
