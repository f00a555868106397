from __future__ import annotations

from tests.support.checks import check_rule


def test_what_is_not_for_yum():
    check_rule("yum-sslverify-off", """\
        FROM centos:7
        RUN echo "sslverify = False" >> /etc/yum.conf
                 ^^^^^^^^^^^^^^^^^^^
        RUN printf "[http]\\nsslVerify=false" > /root/.gitconfig && git -c http.sslVerify=false clone x
        RUN yum --setopt=sslverify=1 -y install x
        """)  # fmt: skip
