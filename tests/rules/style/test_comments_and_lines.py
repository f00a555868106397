from __future__ import annotations

from tests.support.checks import check_rule


def test_markers_in_all_comments():
    check_rule("todo-comment", """\
        # A TO\x44O, and another TO\x44O.
            ^^^^
        FROM alpine:3.20
        # Todo and FIXMEs and MY_FIXME are other words.
        RUN a && \\
            # FIX\x4dE
              ^^^^^
            b
        RUN echo FIXME
        # (FIX\x4dE)
           ^^^^^
        """)  # fmt: skip


def test_lines_that_count():
    check_rule("max-lines", """\
        # A comment.

        FROM alpine:3.20
        RUN <<E
           a
           ^
        E
        """, options={"limit": 2})  # fmt: skip
