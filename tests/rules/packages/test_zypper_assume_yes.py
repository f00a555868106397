from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "zypper-assume-yes"


def test_where_the_flag_stands_matters():
    # Behind the sub-command -n is short for --name, whatever hadolint's DL3034 makes of it.
    check_rule(RULE, """\
        FROM opensuse/leap:15.6
        RUN zypper in curl && zypper install -n curl && zypper -q dup
                   ^^                ^^^^^^^                      ^^^
        RUN zypper -n in curl && zypper in -y curl && zypper up --no-confirm && zypper refresh
        """)  # fmt: skip


def test_the_fix_goes_in_front_of_the_sub_command():
    check_fix(
        RULE,
        'FROM opensuse/leap:15.6\nRUN zypper -q in curl\nRUN ["zypper", "up"]\n',
        'FROM opensuse/leap:15.6\nRUN zypper --non-interactive -q in curl\nRUN ["zypper", "--non-interactive", "up"]\n',
    )
