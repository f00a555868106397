from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_leaves_what_may_hold_a_value():
    text = 'FROM alpine:3.20\nENV LANG:C\nENV "LANG"\nENV $LANG\n'
    check_fix("key-value-needs-two", text, text, unsafe=True)


def test_the_fix_in_a_trigger_and_over_lines():
    check_fix("key-value-needs-two", """\
        FROM alpine:3.20
        ONBUILD ENV LANG
        LABEL \\
            # a comment
            org.example.name
        """, """\
        FROM alpine:3.20
        ONBUILD ENV LANG=
        LABEL \\
            # a comment
            org.example.name=
        """, unsafe=True)  # fmt: skip
