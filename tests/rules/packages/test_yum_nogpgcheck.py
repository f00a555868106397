from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "yum-nogpgcheck"


def test_flags_settings_and_files():
    check_rule(RULE, """\
        FROM fedora:41
        RUN tdnf install -y --nogpgcheck x && dnf5 --no-gpgchecks install -y x
                            ^^^^^^^^^^^^
                                                   ^^^^^^^^^^^^^^
        RUN yum-config-manager --save --setopt epel.gpgcheck=0 && dnf --setopt=*.gpgcheck=False -y install x
                                               ^^^^^^^^^^^^^^^
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN sed -i s/gpgcheck=1/gpgcheck=0/ /etc/dnf/dnf.conf && echo gpgcheck=0 > /etc/yum.repos.d/x.repo
                   ^^^^^^^^^^^^^^^^^^^^^^^^
                                                                      ^^^^^^^^^^
        RUN dnf --setopt=repo_gpgcheck=0 -y install x && echo gpgcheck=1 > /etc/yum.repos.d/x.repo && echo gpgcheck=0
        """)  # fmt: skip


def test_the_setting_goes_with_its_flag():
    check_fix(
        RULE,
        "FROM fedora:41\nRUN dnf --setopt gpgcheck=0 -y install --nogpgcheck x\n",
        "FROM fedora:41\nRUN dnf -y install x\n",
        unsafe=True,
    )


def test_the_command_goes_that_writes_nothing_else():
    check_fix(
        "yum-nogpgcheck",
        """\
        FROM rockylinux:9
        RUN echo gpgcheck=0 >> /etc/yum.conf && sed -i s/gpgcheck=1/gpgcheck=0/ /etc/yum.conf && yum install -y a
        RUN sed -i 's/gpgcheck=1/gpgcheck=0/;s/a/b/' /etc/yum.conf && printf '[a]\\ngpgcheck=0\\n' > /etc/yum.repos.d/a
        """,
        """\
        FROM rockylinux:9
        RUN yum install -y a
        RUN sed -i 's/gpgcheck=1/gpgcheck=0/;s/a/b/' /etc/yum.conf && printf '[a]\\ngpgcheck=0\\n' > /etc/yum.repos.d/a
        """,
        unsafe=True,
    )
