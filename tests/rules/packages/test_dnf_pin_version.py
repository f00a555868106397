from __future__ import annotations

from tests.support.checks import check_rule

RULE = "dnf-pin-version"


def test_numbers_in_names_are_no_versions():
    check_rule(RULE, """\
        FROM fedora:41
        RUN dnf install -y java-17-openjdk
                           ^^^^^^^^^^^^^^^
        RUN dnf install -y gcc-c++-1.1.1 openssl-1:1.1.1k python3-3.12.1-1.fc40.x86_64 https://example.org/x.rpm
        """)  # fmt: skip


def test_modules_and_groups():
    check_rule(RULE, """\
        FROM fedora:41
        RUN dnf module install -y nodejs:20 && dnf module install -y tomcat
                                                                     ^^^^^^
        RUN dnf group install -y "Development Tools" && dnf install -y @development-tools 'dnf-command(copr)'
        """)  # fmt: skip
