"""Splitting a RUN at the `&&` under the cursor."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered

TITLE = "Split the RUN at this &&"


def test_the_lines_below_stay_as_they_are():
    check_assist(
        TITLE,
        """\
        FROM alpine:3.22
          run --mount=type=cache,target=/root/.cache --network=none make a \\
            <|>&& make b \\
            # about c
            && make c
        """,
        """\
        FROM alpine:3.22
          run --mount=type=cache,target=/root/.cache --network=none make a
          run --mount=type=cache,target=/root/.cache --network=none make b \\
            # about c
            && make c
        """,
    )


def test_a_comment_between_the_commands_comes_above_the_second():
    check_assist(
        TITLE,
        """\
        FROM alpine:3.22
        RUN make a &<|>& \\
            # about b
            make b
        """,
        """\
        FROM alpine:3.22
        RUN make a
        # about b
        RUN make b
        """,
    )


def test_what_ends_in_a_subshell_is_no_hindrance():
    check_assist(
        TITLE,
        """\
        FROM alpine:3.22
        RUN x; (cd a && make) || true &&<|> make install
        """,
        """\
        FROM alpine:3.22
        RUN x; (cd a && make) || true
        RUN make install
        """,
    )


@pytest.mark.parametrize(
    "run",
    [
        "cd /src <|>&& make",
        "sudo -E env && export A=1 <|>&& make",
        "A=1 <|>&& echo $A",
        "set -ex <|>&& make",
        "trap true EXIT <|>&& make",
        ". ./env <|>&& make",
        "f() { make; } <|>&& f",
        ": ${A:=1} <|>&& echo $A",
        "for it in a b; do make $it; done <|>&& echo $it",
        "{ cd /src; } <|>&& make",
        "service postgresql start <|>&& psql",
        "(make) & sleep 1 <|>&& make b",
        "echo 127.0.0.1 x >> /etc/hosts <|>&& make",
    ],
)
def test_what_the_new_shell_would_not_find(run):
    check_not_offered("Split", f"FROM alpine:3.22\nRUN {run}\n")


@pytest.mark.parametrize(
    "run",
    [
        "a <|>&& b || c",
        "a <|>&& b; c",
        'a <|>&& [ "b" ]',
        "a <|>&& b &",
        "(a <|>&& b)",
        "echo 'a <|>&& b'",
        "--mount=type=tmpfs,target=/x a > /x/y <|>&& b /x/y",
        "--mount=target=/x,rw a > /x/y <|>&& b /x/y",
        '["sh", "-c", "a <|>&& b"]',
        "<<E\na <|>&& b\nE",
        "a <<E <|>&& b\nE",
    ],
)
def test_what_would_not_be_the_same(run):
    check_not_offered("Split", f"FROM alpine:3.22\nRUN {run}\n")


def test_another_shell_than_that_of_unix():
    check_not_offered("Split", 'FROM mcr.microsoft.com/powershell\nSHELL ["pwsh", "-c"]\nRUN a <|>&& b\n')
