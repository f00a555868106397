from __future__ import annotations

from tests.support.checks import check_rule


def test_its_two_names():
    check_rule("zypper-dist-upgrade", """\
        FROM opensuse/leap:15.6
        RUN zypper -n dup --no-recommends && zypper dist-upgrade -y && zypper -n up
                      ^^^                           ^^^^^^^^^^^^
        """)  # fmt: skip
