"""A RUN as a here-document, and back."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered

THERE, BACK = "Write a here-document", "Join the here-document to one command line"

CHAIN = """\
    FROM alpine:3.22
    RUN --mount=type=cache,target=/x make a \\
        # about ü
        && make{} b
    COPY . /srv/
    """
HEREDOC = """\
    FROM alpine:3.22
    RUN --mount=type=cache,target=/x <<EOF
    set -e
    make a
    # about ü
    make{} b
    EOF
    COPY . /srv/
    """


def test_there_and_back():
    check_assist(THERE, CHAIN.format("<|>"), HEREDOC.format(""))
    check_assist(BACK, HEREDOC.format("<|>"), CHAIN.format(""))


@pytest.mark.parametrize(
    "source",
    [
        "FROM alpine\nRUN <|>make\n",
        "FROM alpine\nRUN a && <|>b || c\n",
        "FROM alpine\nONBUILD RUN a && <|>b\n",
        "FROM alpine\nRUN a && <|>b\r\n",
        'FROM alpine\nSHELL ["pwsh", "-Command"]\nRUN a && <|>b\n',
        "# syntax=docker/dockerfile:1.2\nFROM alpine\nRUN a && <|>b\n",
        "# syntax=example.com/own:2\nFROM alpine\nRUN a && <|>b\n",
    ],
)
def test_no_heredoc(source):
    check_not_offered(THERE, source)


@pytest.mark.parametrize("directive", ["docker/dockerfile:1", "docker/dockerfile:1.4", "docker/dockerfile:1.3-labs"])
def test_frontends_that_know_heredocs(directive):
    check_assist(
        THERE,
        f"# syntax={directive}\nFROM alpine\nRUN a && <|>b\n",
        f"# syntax={directive}\nFROM alpine\nRUN <<EOF\nset -e\na\nb\nEOF\n",
    )


@pytest.mark.parametrize(
    "source",
    [
        "FROM alpine\nRUN <<EOF python3\npr<|>int()\nEOF\n",
        "FROM alpine\nRUN <<EOF\n#!/bin/sh\n<|>a\nEOF\n",
        "FROM alpine\nRUN cat <<EOF\n<|>a\nEOF\n",
        "FROM alpine\nRUN <<ONE <<TWO\n<|>a\nONE\nb\nTWO\n",
        "FROM alpine\nRUN <<EOF\n<|>a\n",
    ],
)
def test_no_chain(source):
    check_not_offered(BACK, source)
