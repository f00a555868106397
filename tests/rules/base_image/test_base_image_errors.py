"""What BuildKit refuses about base images: the edges of each rule that its page does not show."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_fixes, check_rule

FOUND = [
    (
        "base-image-empty",
        """\
        ARG A
        ARG B=node:22
        ARG C
        FROM $A
             ^^ The name of the base image is empty as nothing gives `A` a value
        FROM ""
             ^^ The name of the base image is empty
        FROM $B AS x
        FROM alpine:$C
             ^^^^^^^^^
        FROM $UNDECLARED
        FROM $B:{{version}}
        FROM $A:<%= version %>
        FROM ${A:-alpine}
        FROM $TARGETPLATFORM/x
        FROM scratch
        """,
    ),
    (
        "base-image-empty",
        """\
        ARG A=box:
        FROM busy${A}
             ^^^^^^^^ The name of the base image is `busybox:`, which is no image, with the defaults of its variables
        """,
    ),
    (
        "invalid-image-reference",
        """\
        FROM alpine:3.20-
        FROM node: AS x
                 ^
        FROM localhost:5000/a/b:1
        FROM x
        FROM X
             ^ The repository name `X` must be lower case
        FROM a@sha256:12
               ^^^^^^^^^
        COPY --from=b/C d /e
                    ^^^
        FROM $A:X:Y
        """,
    ),
    (
        "invalid-platform",
        """\
        ARG P=linux/
        ARG Q
        FROM --platform=$P a
                        ^^ A part of the platform is empty
        FROM --platform=$Q a
                        ^^ The platform is empty, as nothing gives `Q` a value
        FROM --platform=${R:-linux/arm64} a
        FROM --platform=linux/$TARGETARCH a
        FROM --platform=liunx a
                        ^^^^^
        FROM --platform= a
        """,
    ),
]


@pytest.mark.parametrize(("rule", "source"), FOUND)
def test_what_is_found(rule: str, source: str):
    check_rule(rule, source)


def test_the_repository_alone_is_written_in_lower_case():
    check_fix("invalid-image-reference", "FROM A.io/Ab/c:D\n", "FROM A.io/ab/c:D\n", unsafe=True)
    check_fix("invalid-image-reference", "FROM Ab:\n", "FROM Ab:\n", unsafe=True)


def test_a_variable_that_lacks_its_dollar_sign():
    check_rule("invalid-image-reference", "FROM node:{TAG}-slim\n          ^^^^^\n")
    check_fix("invalid-image-reference", "FROM {IMAGE}\n", "FROM ${IMAGE}\n", unsafe=True)


def test_a_default_in_the_arg_or_in_the_from():
    check_fixes(
        "base-image-empty",
        "ARG A=1 TAG\nFROM docker.io/library/debian:$TAG-slim\n",
        "ARG A=1 TAG=13\nFROM docker.io/library/debian:$TAG-slim\n",
        "ARG A=1 TAG\nFROM docker.io/library/debian:${TAG:-13}-slim\n",
    )
    check_fixes(
        "base-image-empty",
        'ARG TAG=""\nFROM alpine:${TAG}\nFROM a/b:1${TAG}\n',
        'ARG TAG=""\nFROM alpine:${TAG:-3.24}\nFROM a/b:1${TAG}\n',
    )


@pytest.mark.parametrize("image", ["$TAG", "a/b:$TAG", "node:${TAG}-none", "node:$TAG@sha256:0", "node:${TAG#v}"])
def test_no_default_where_none_is_known(image: str):
    text = f"ARG TAG\nFROM {image}\n"
    check_fix("base-image-empty", text, text, unsafe=True)
