from __future__ import annotations

from tests.support.checks import check_rule


def test_what_the_kernel_hides():
    check_rule("copy-into-system-dir", """\
        FROM debian:12
        ARG FOLDER=/sys/app
        COPY a ${FOLDER}/dev
               ^^^^^^^^^^^^^
        ADD ["a", "b", "/proc/"]
                       ^^^^^^^^
        COPY a /dev/null
        COPY a /developer/sys/proc/
        WORKDIR /dev
                ^^^^
        COPY a $UNKNOWN/proc
        FROM scratch
        COPY dev /dev/
        """)  # fmt: skip
