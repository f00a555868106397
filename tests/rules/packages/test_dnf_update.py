from __future__ import annotations

from tests.support.checks import check_rule


def test_named_packages_and_indexes():
    check_rule("dnf-update", """\
        FROM fedora:41
        RUN dnf -y update && microdnf upgrade -y && dnf -y update openssl && dnf check-update
                   ^^^^^^             ^^^^^^^
        """)  # fmt: skip
