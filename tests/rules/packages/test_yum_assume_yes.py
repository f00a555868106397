from __future__ import annotations

from tests.support.checks import check_rule

RULE = "yum-assume-yes"


def test_what_asks():
    check_rule(RULE, """\
        FROM centos:7
        RUN yum localinstall x.rpm && yum --setopt=tsflags=nodocs update
                ^^^^^^^^^^^^                                      ^^^^^^
        RUN yum -d1 install -y x && yum check-update && echo yum install x
        """)  # fmt: skip


def test_yum_may_be_configured():
    check_rule(
        RULE,
        """\
        FROM centos:7
        COPY yum.conf /etc/
        RUN yum install x
        """,
    )
