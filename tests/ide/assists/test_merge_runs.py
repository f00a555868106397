"""Merging the RUNs that are selected, or the one at the cursor with the one above it."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered


def test_selected_runs_become_one():
    check_assist(
        "Merge the 3 selected RUNs",
        """\
        FROM alpine:3.22
        RUN --mount=type=cache,target=/a make a | tee log
        ^^^^^^^^^^^^^^^^^^
        RUN --mount=type=cache,target=/a make b && \\
            # about c
            make c
        RUN --mount=type=cache,target=/a make d
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
        """\
        FROM alpine:3.22
        RUN --mount=type=cache,target=/a make a | tee log \\
            && make b && \\
            # about c
            make c \\
            && make d
        """,
    )


def test_comments_between_them_go_on_inside():
    check_assist(
        "Merge the 2 selected RUNs",
        """\
          RUN make a
          ^^^^^^^^^^

          # about b

          RUN \\
            make b
            ^^^^
        """,
        """\
          RUN make a \\
              # about b
              && make b
        """,
    )


def test_at_the_keyword_it_is_merged_with_the_one_above():
    check_assist(
        "Merge this RUN with the one above",
        "FROM alpine:3.22\nRUN make a\nR<|>UN make b\nRUN make c\n",
        "FROM alpine:3.22\nRUN make a \\\n    && make b\nRUN make c\n",
    )


@pytest.mark.parametrize(
    "runs",
    [
        "RUN a\n^^^^^\nUSER b\nRUN c\n^^^^^\n",
        "RUN a\n^^^^^\nRUN --network=none b\n^^^^^^^^^^^^^^^^^^\n",
        "RUN --mount=type=tmpfs,target=/t a\n^^^^^\nRUN --mount=type=tmpfs,target=/t b\n^^^^^\n",
        "RUN cd a\n^^^^^\nRUN b\n^^^^^\n",
        "RUN a; b\n^^^^^\nRUN c\n^^^^^\n",
        'RUN a\n^^^^^\nRUN ["b"]\n^^^^^^^^^\n',
        "RUN a\n^^^^^\n# hadolint ignore=DL3059\nRUN b\n^^^^^\n",
        "RUN a # it\n^^^^^\nRUN b\n^^^^^\n",
    ],
)
def test_what_would_not_be_the_same(runs):
    check_not_offered("Merge", f"FROM alpine:3.22\n{runs}")
