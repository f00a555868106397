from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "rpm-no-verify"


def test_only_where_rpm_installs():
    check_rule(RULE, """\
        FROM fedora:41
        RUN rpm -Uvh --nodigest --nosignature x.rpm && rpm --noverify --install y.rpm
                     ^^^^^^^^^^
                                ^^^^^^^^^^^^^
                                                           ^^^^^^^^^^
        RUN rpm -qip --nosignature x.rpm && rpm -i --nodeps x.rpm && rpm -q -i --nodigest x && rpm -V --nodigest x
        """)  # fmt: skip


def test_both_go():
    check_fix(
        RULE,
        "FROM fedora:41\nRUN rpm -i --nodigest --nosignature x.rpm\n",
        "FROM fedora:41\nRUN rpm -i x.rpm\n",
        unsafe=True,
    )
