from __future__ import annotations

from tests.support.checks import check_rule


def test_ranges_are_versions():
    check_rule("zypper-pin-version", """\
        FROM opensuse/leap:15.6
        RUN zypper -n in "curl>=8" git=2.43 && zypper -n in --from main vim
                                                                        ^^^
        """)  # fmt: skip
