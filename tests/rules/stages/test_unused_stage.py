from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "text",
    [
        "FROM a AS test\nRUN x\nFROM b\n",
        # A named one needs it, and may be what is built.
        "FROM a\nRUN x\nFROM b AS test\nCOPY --from=0 / /\nFROM c\n",
        "FROM {{ base }} AS x\nFROM a\nFROM b\n",
        "FROM a\n<% if (x) { %>\nFROM b\n<% } %>\n",
    ],
)
def test_stages_that_may_be_built(text: str):
    check_rule("unused-stage", text)


def test_named_stages_on_request():
    check_rule("unused-stage", "FROM a AS test\n          ^^^^\nFROM b\n", options={"include-named": True})


def test_each_number_becomes_the_name():
    check_fix(
        "unnamed-stage",
        """\
        FROM --platform=linux/amd64 a
        FROM b as build
        FROM c
        COPY --from=0 /x /x
        RUN --mount=type=bind,from=0,target=/x ls
        COPY --from=build /x /x
        """,
        """\
        FROM --platform=linux/amd64 a AS build-stage
        FROM b as build
        FROM c
        COPY --from=build-stage /x /x
        RUN --mount=type=bind,from=build-stage,target=/x ls
        COPY --from=build /x /x
        """,
        unsafe=True,
    )


def test_what_a_later_build_refers_to_is_not_renamed():
    text = "FROM a\nFROM b\nCOPY --from=0 /x /x\nONBUILD COPY --from=0 /y /y\n"
    check_fix("unnamed-stage", text, text, unsafe=True)


def test_the_fix_keeps_the_comments_of_the_file_and_of_the_next_stage():
    check_fix("unused-stage", """\
        # syntax=docker/dockerfile:1
        # about all
        FROM golang:1.25
        RUN <<EOF
        make
        EOF
        # tests it
        FROM golang:1.25
        RUN go test

        # what is released
        FROM alpine:3.22
        COPY app /app
        """, """\
        # syntax=docker/dockerfile:1
        # about all
        FROM golang:1.25
        RUN <<EOF
        make
        EOF
        # what is released
        FROM alpine:3.22
        COPY app /app
        """, unsafe=True)  # fmt: skip


def test_no_fix_where_stages_are_counted():
    text = """\
        FROM golang:1.25
        RUN go test

        FROM golang:1.25 AS build
        RUN go build

        FROM alpine:3.22
        COPY --from=1 app /app
        """
    check_fix("unused-stage", text, text, unsafe=True)
