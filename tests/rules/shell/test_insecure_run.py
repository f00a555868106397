from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_keeps_other_flags_and_lines():
    check_fix("insecure-run", """\
        FROM debian:12
        RUN --network=none --security=insecure \\
            make
        ONBUILD RUN --security=insecure make
        """, """\
        FROM debian:12
        RUN --network=none \\
            make
        ONBUILD RUN make
        """, unsafe=True)  # fmt: skip


def test_no_fix_unless_asked_for():
    text = "FROM debian:12\nRUN --security=insecure make\n"
    check_fix("insecure-run", text, text)
