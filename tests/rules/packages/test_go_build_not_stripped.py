from __future__ import annotations

from tests.support.checks import check_rule


def test_flags_that_may_say_it():
    check_rule(
        "go-build-not-stripped",
        """\
        FROM golang:1.23
        RUN go build -ldflags '-s' . && go build -race . && go build -ldflags="$FLAGS" && go test ./...
        RUN go build -ldflags="-X main.version=1" .
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ENV GOFLAGS=-ldflags=-s
        RUN go build .
        """,
    )
