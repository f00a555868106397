"""Extracting a literal into an ARG."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered


def test_a_tag_becomes_a_global_argument_of_every_stage_that_starts_from_the_image():
    check_assist(
        "Extract 22-alpine into the global ARG NODE_VERSION",
        """\
        # syntax=docker/dockerfile:1

        # about the build
        FROM node:22<|>-alpine AS build
        FROM --platform=linux/amd64 node:22-alpine AS test
        FROM node:22
        """,
        """\
        # syntax=docker/dockerfile:1

        ARG NODE_VERSION=22-alpine
        # about the build
        FROM node:${NODE_VERSION} AS build
        FROM --platform=linux/amd64 node:${NODE_VERSION} AS test
        FROM node:22
        """,
    )


def test_a_part_of_the_tag_below_the_arguments_that_there_are():
    check_assist(
        "Extract alpine into the global ARG NODE_VARIANT",
        """\
        ARG A=1
        from example.com/team/node:22-alpine
                                      ^^^^^^
        """,
        """\
        ARG A=1
        arg NODE_VARIANT=alpine
        from example.com/team/node:22-${NODE_VARIANT}
        """,
    )


def test_a_byte_order_mark_stays_in_front():
    check_assist(
        "Extract 22 into the global ARG NODE_VERSION",
        "\ufeffFROM node:2<|>2\r\n",
        "\ufeffARG NODE_VERSION=22\r\nFROM node:${NODE_VERSION}\r\n",
    )


def test_the_registry():
    check_assist(
        "Extract example.com into the global ARG REGISTRY",
        "FROM example.com/team/node:22\n     ^^^^^^^^^^^\n",
        "ARG REGISTRY=example.com\nFROM ${REGISTRY}/team/node:22\n",
    )


def test_a_version_in_a_command_wherever_it_stands():
    check_assist(
        "Extract 0.140.2 into the ARG HUGO_VERSION",
        """\
        FROM alpine:3.22
        # about hugo
        RUN curl -fsSLo /tmp/hugo-0.140.2.tgz \\
            "https://github.com/gohugoio/hugo/releases/download/v0.1<|>40.2/hugo_0.140.2_linux.tar.gz" \\
            && echo '0.140.2' 0.140.2.1 \\
            && tar -xzf /tmp/hugo-0.140.2.tgz
        """,
        """\
        FROM alpine:3.22
        ARG HUGO_VERSION=0.140.2
        # about hugo
        RUN curl -fsSLo /tmp/hugo-${HUGO_VERSION}.tgz \\
            "https://github.com/gohugoio/hugo/releases/download/v${HUGO_VERSION}/hugo_${HUGO_VERSION}_linux.tar.gz" \\
            && echo '0.140.2' 0.140.2.1 \\
            && tar -xzf /tmp/hugo-${HUGO_VERSION}.tgz
        """,
    )


def test_a_package_names_its_version():
    check_assist(
        "Extract 15.6-r0 into the ARG LIBPQ_DEV_VERSION",
        "FROM alpine:3.22\nRUN apk add libpq-dev=15.6-r0 curl\n                      ^^^^^^^\n",
        "FROM alpine:3.22\nARG LIBPQ_DEV_VERSION=15.6-r0\nRUN apk add libpq-dev=${LIBPQ_DEV_VERSION} curl\n",
    )


def test_an_environment_variable_is_fed_by_an_argument_of_its_name():
    check_assist(
        "Extract 1.2 into the ARG APP_VERSION",
        'FROM alpine:3.22\nENV A=1 APP_VERSION="1.<|>2"\n',
        'FROM alpine:3.22\nARG APP_VERSION=1.2\nENV A=1 APP_VERSION="${APP_VERSION}"\n',
    )


def test_what_the_image_may_set_is_no_name_for_it():
    check_assist(
        "Extract 1.2 into the ARG APP_VERSION_VALUE",
        "FROM unknown\nENV APP_VERSION=1.<|>2\n",
        "FROM unknown\nARG APP_VERSION_VALUE=1.2\nENV APP_VERSION=${APP_VERSION_VALUE}\n",
    )


def test_a_name_that_is_taken_gets_a_number():
    check_assist(
        "Extract /srv into the ARG APP_DIR_2",
        "FROM alpine:3.22\nARG APP_DIR=/x\nWORKDIR /srv/app\n        ^^^^\n",
        "FROM alpine:3.22\nARG APP_DIR=/x\nARG APP_DIR_2=/srv\nWORKDIR ${APP_DIR_2}/app\n",
    )


@pytest.mark.parametrize(
    "text",
    [
        # Nothing is replaced there.
        "FROM a\nRUN echo '1.<|>2'\n",
        'FROM a\nRUN ["echo", "1.<|>2"]\n',
        "FROM a\nRUN sh -c 'echo 1.<|>2'\n",
        "FROM a\nRUN cat <<E\n1.<|>2\nE\n",
        "FROM a\nENV A='1.<|>2'\n",
        "FROM a\nCOPY --from=alpine:1.<|>2 a b\n",
        "FROM a\nCMD echo 1.<|>2\n",
        "FROM a\nONBUILD RUN echo 1.<|>2\n",
        'FROM a\nSHELL ["pwsh"]\nRUN echo 1.<|>2\n',
        "FROM a\nENV HOST=127.<|>0.0.1\n",
        "FROM a\nWORKDIR /srv\n         ^^\n",
        # A name, a variable, more than a word.
        "FROM a\nENV ABC=1\n    ^^^\n",
        "FROM a\nARG A\nRUN echo ${A}\n           ^\n",
        "FROM a\nRUN echo a b\n         ^^^\n",
        # A stage, a tag beside a digest.
        "FROM a AS b\nFROM b\n     ^\n",
        f"FROM a:1.<|>2@sha256:{'0' * 64}\n",
        "FROM scratch\n     ^^^^^^^\n",
    ],
)
def test_where_it_would_not_work(text):
    check_not_offered("Extract", text)
