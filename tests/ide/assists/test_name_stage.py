"""Giving a stage a name."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered

BEFORE = """\
    FROM golang:1.25
    RUN go build -o /app .
    from alpine:3.22
    COPY --from={} /app /app
    RUN --mount=type=bind,from=0,target=/src cat /src/x
    FROM scratch AS final
    COPY --from=1 --from=0 /a /b
    """


def test_every_number_becomes_the_name():
    check_assist(
        "Name the stage build-0, and use that for 0",
        BEFORE.format("<|>0"),
        BEFORE.format("build-0").replace("1.25", "1.25 AS build-0").replace("from=0,", "from=build-0,"),
    )


def test_keywords_in_lower_case():
    check_assist(
        "Name the stage build-1, and use that for 1",
        BEFORE.format("0").replace("from alpine", "from<|> alpine"),
        BEFORE.format("0").replace("3.22", "3.22 as build-1").replace("from=1 ", "from=build-1 "),
    )


def test_the_last_stage_is_the_final_one():
    check_assist("Name the stage final", "FROM alpine:3.22<|>\nUSER app\n", "FROM alpine:3.22 AS final\nUSER app\n")


@pytest.mark.parametrize(
    "text",
    [
        "FROM a AS <|>b\n",
        "FROM<|>\n",
        "FROM a<|> b\n",
        "FROM <|>a\nFROM b\nONBUILD COPY --from=0 a b\n",
        'FROM <|>a\nFROM b\nCOPY --from="0" a b\n',
        "FROM a\nRUN <|>b\n",
    ],
)
def test_what_has_a_name_or_cannot_get_one(text):
    check_not_offered("Name", text)
