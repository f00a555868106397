from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "go-cgo-static"
END = "FROM scratch\nCOPY --from=build /app /app\n"


@pytest.mark.parametrize(
    "text",
    [
        f"FROM golang:1.23-alpine AS build\nRUN go build -o /app\n{END}",
        f"FROM golang:1.23 AS build\nENV CGO_ENABLED=0\nRUN go build -o /app\n{END}",
        f"FROM golang:1.23 AS build\nRUN CGO_ENABLED=1 go build -o /app\n{END}",
        f"FROM golang:1.23 AS build\nRUN go build -ldflags '-extldflags \"-static\"' -o /app\n{END}",
        f"FROM golang:1.23 AS build\nRUN go install example.com/tool@v1\n{END}",
        f"FROM golang:1.23 AS build\nRUN go build -o /app\n{END}COPY --from=build /lib64 /lib64\n",
        "FROM golang:1.23 AS build\nRUN go build -o /app\nFROM debian:12\nCOPY --from=build /app /app\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_distroless_static_has_no_library_either():
    check_rule(
        RULE,
        """\
        FROM golang:1.23-bookworm AS build
        RUN sh -c 'go build -o /app .' && GOOS=linux go install ./cmd
                      ^^^^^
                                                        ^^^^^^^
        FROM gcr.io/distroless/static-debian12
        COPY --from=build /app /app
        """,
    )
