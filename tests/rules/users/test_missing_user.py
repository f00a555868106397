from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_the_base_of_the_last_stage():
    check_rule("missing-user", """\
        FROM golang:1.25 AS build
        FROM debian:12
             ^^^^^^^^^
        CMD ["x"]
        """)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "FROM example.com/own:1\nCMD x\n",
        'FROM gcr.io/distroless/static:nonroot\nCMD ["/x"]\n',
        "FROM debian:12 AS base\nUSER app\nFROM base\nCMD x\n",
        "FROM debian:12\nUSER root\nCMD x\n",
        "FROM postgres:17\nCOPY x.sql /docker-entrypoint-initdb.d/\n",
        'FROM debian:12\nRUN apt-get install -y gosu\nENTRYPOINT ["/start"]\n',
        "FROM scratch AS export\nCOPY --from=build /out /\n",
        "FROM debian:12\nONBUILD COPY . /app\n",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD x\n",
    ],
)
def test_silent(text: str):
    check_rule("missing-user", text)


def test_an_entrypoint_of_its_own_does_not_step_down():
    check_rule("missing-user", """\
        FROM postgres:17
             ^^^^^^^^^^^
        ENTRYPOINT ["/mine"]
        """)  # fmt: skip


def test_the_user_comes_above_the_first_of_cmd_and_entrypoint_and_their_comments():
    check_fix(
        "missing-user",
        """\
        FROM alpine:3.20
        COPY app /app
        # how to start
        ENTRYPOINT ["/app"]
        CMD ["serve"]
        """,
        """\
        FROM alpine:3.20
        COPY app /app
        RUN addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app
        USER 10001
        # how to start
        ENTRYPOINT ["/app"]
        CMD ["serve"]
        """,
        unsafe=True,
    )


def test_no_fix_above_what_needs_root():
    text = 'FROM debian:12\nCMD ["x"]\nRUN apt-get update\n'
    check_fix("missing-user", text, text, unsafe=True)


def test_line_ends_stay():
    check_fix(
        "missing-user", 'FROM node:22\r\nCMD ["x"]\r\n', 'FROM node:22\r\nUSER node\r\nCMD ["x"]\r\n', unsafe=True
    )


def test_empty_arrays_start_nothing():
    check_rule("missing-user", "FROM scratch\nENTRYPOINT []\nCMD []\nCOPY rngd /sbin/rngd\n")
