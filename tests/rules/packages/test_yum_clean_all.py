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


def test_dnf_in_the_same_run_speaks_for_both():
    text = "FROM rockylinux:9\nRUN yum install -y c && dnf install -y d\n"
    check_rule("yum-clean-all", text)
    check_rule("dnf-clean-all", text + "                            ^^^^^^^\n")
