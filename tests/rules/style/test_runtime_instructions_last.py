from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_moves_comments_along():
    check_fix("runtime-instructions-last", """\
        FROM alpine:3.20 AS one
        # what it starts
        # hadolint ignore=DL3025
        CMD ["a", \\
             "b"]
        HEALTHCHECK CMD true
        ENV A=1
        # what it copies
        COPY a /

        FROM one
        STOPSIGNAL SIGINT
        RUN <<EOF
        make
        EOF
        """, """\
        FROM alpine:3.20 AS one
        ENV A=1
        # what it copies
        COPY a /
        HEALTHCHECK CMD true
        # what it starts
        # hadolint ignore=DL3025
        CMD ["a", \\
             "b"]

        FROM one
        RUN <<EOF
        make
        EOF
        STOPSIGNAL SIGINT
        """, unsafe=False)  # fmt: skip


def test_no_fix_where_what_stands_between_counts():
    text = """\
        FROM alpine:3.20
        STOPSIGNAL $SIGNAL
        CMD a
        ENV SIGNAL=SIGINT
        SHELL ["/bin/bash", "-c"]

        FROM alpine:3.20
        CMD ["a"]
        CMD ["b"]
        RUN make
        CMD ["c"]
        """
    check_fix("runtime-instructions-last", text, text, unsafe=False)


def test_the_fix_at_the_end_of_a_file_without_a_last_line_end():
    before = 'FROM alpine:3.20\r\nCMD ["a"]\r\nRUN make'
    after = 'FROM alpine:3.20\r\nRUN make\r\nCMD ["a"]'
    check_fix("runtime-instructions-last", before, after)
