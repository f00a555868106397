from __future__ import annotations

from tests.support.checks import check_rule


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
