from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_what_cleans():
    check_rule("zypper-clean", """\
        FROM opensuse/leap:15.6
        RUN zypper refresh
                   ^^^^^^^
        RUN zypper refresh && zypper -n in x && zypper cc -a
        RUN zypper -n in x && rm -rf /var/cache/zypp
        """)  # fmt: skip


def test_a_refresh_alone_is_not_undone():
    text = "FROM opensuse/leap:15.6\nRUN zypper refresh\n"
    check_fix("zypper-clean", text, text, unsafe=True)
