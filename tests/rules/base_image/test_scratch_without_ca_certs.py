from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_stands_above_the_comment():
    check_fix("scratch-without-ca-certs", """\
        FROM golang:1.25 AS build
        RUN go build -o /app .

        FROM scratch
        # the program
        COPY --from=0 /app /app
        ENTRYPOINT ["/app"]
        """, """\
        FROM golang:1.25 AS build
        RUN go build -o /app .

        FROM scratch
        COPY --from=0 /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
        # the program
        COPY --from=0 /app /app
        ENTRYPOINT ["/app"]
        """, unsafe=True)  # fmt: skip


def test_no_fix_where_the_stage_may_have_none():
    text = """\
        FROM busybox AS build
        RUN make

        FROM scratch
        COPY --from=build /app /app
        ENTRYPOINT ["/app"]
        """
    check_fix("scratch-without-ca-certs", text, text, unsafe=True)
