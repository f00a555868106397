from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_what_is_written_below_the_volume():
    check_rule("run-after-volume", """\
        FROM debian:12
        RUN touch /data/x
        VOLUME ["/data", "/logs"]
        RUN cp /data/x /y && touch /database && echo a >/logs/x
                                                        ^^^^^^^
        RUN mkdir -p /data/a /data/b
                     ^^^^^^^
        FROM debian:12
        RUN touch /data/x
        """)  # fmt: skip


def test_the_fix_moves_it_below_the_last_such_step():
    check_fix("run-after-volume", """\
        FROM debian:12
        VOLUME /a $B
        VOLUME ["/b"]
        RUN touch /b/x
        RUN touch /b/y && touch /a/z
        ENV X=1
        """, """\
        FROM debian:12
        VOLUME /a $B
        RUN touch /b/x
        RUN touch /b/y && touch /a/z
        VOLUME ["/b"]
        ENV X=1
        """, unsafe=True)  # fmt: skip
