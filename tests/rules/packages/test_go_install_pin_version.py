from __future__ import annotations

from tests.support.checks import check_rule

RULE = "go-install-pin-version"


def test_a_module_around_says_the_version():
    check_rule(
        RULE,
        """\
        FROM golang:1.23 AS tools
        RUN go install example.com/a example.com/b@latest example.com/c@$VERSION
                       ^^^^^^^^^^^^^ ^^^^^^^^^^^^^^^^^^^^
        COPY . .
        RUN go install example.com/a ./... && go run example.com/d && go run main.go example.com/e@latest
        FROM tools
        RUN go install example.com/a
        """,
    )


def test_all_packages_of_another_module():
    check_rule(
        RULE,
        """\
        FROM golang:1.23
        RUN go get -u example.com/a/... cmd/...
                      ^^^^^^^^^^^^^^^^^
        """,
    )


def test_paths_are_not_fetched():
    check_rule(
        RULE,
        """\
        FROM golang:1.23
        RUN go get -d ./... && go run . && go install /src/cmd && go run cmd/a.go && go install cmd std
        """,
    )
