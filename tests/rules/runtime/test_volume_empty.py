from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_takes_each_empty_name():
    check_fix("volume-empty", """\
        FROM alpine:3.20
        VOLUME [ "/a", "", "/b", "" ]
        VOLUME "" /data
        """, """\
        FROM alpine:3.20
        VOLUME [ "/a", "/b" ]
        VOLUME /data
        """)  # fmt: skip


def test_no_fix_where_nothing_would_be_left_or_a_variable_is_empty():
    text = 'FROM alpine:3.20\nENV A=\nVOLUME [""]\nVOLUME /x $A\n'
    check_fix("volume-empty", text, text)
