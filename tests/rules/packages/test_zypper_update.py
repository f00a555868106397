from __future__ import annotations

from tests.support.checks import check_rule


def test_named_packages_and_other_upgrades():
    check_rule("zypper-update", """\
        FROM opensuse/leap:15.6
        RUN zypper -n up && zypper -n patch && zypper -n up curl && zypper -n dup
                      ^^              ^^^^^
        """)  # fmt: skip
