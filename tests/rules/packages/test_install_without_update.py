from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "install-without-update"


def test_below_what_fetches_nothing():
    check_rule(RULE, """\
        FROM ubuntu:24.04 AS base
        COPY app /app
        RUN mkdir /x && echo y | tee /x/y && rm -rf /var/lib/apt/lists/*
        FROM base
        RUN sudo apt-get install -y curl && apt-get install -y git
                         ^^^^^^^
        RUN apt-get install -y jq
        """)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "RUN apt-get update\nRUN apt-get install -y x",
        "RUN apt-get install -y ./x.deb",
        "RUN apt-get install -yU x",
        "RUN apt-get install -y $PACKAGES",
        "RUN ./prepare.sh && apt-get install -y x",
        "RUN curl https://example.org/setup | bash -\nRUN apt-get install -y x",
        "RUN add-apt-repository ppa:x && apt-get install -y x",
        "RUN --mount=type=cache,target=/var/lib/apt apt-get install -y x",
        "COPY --from=lists /var/lib/apt /var/lib/apt\nRUN apt-get install -y x",
        'SHELL ["python3", "-c"]\nRUN update()\nSHELL ["/bin/sh", "-c"]\nRUN apt-get install -y x',
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM debian:12\n{lines}\n")


@pytest.mark.parametrize("image", ["python:3.13", "example.org/debian", "alpine:3.20"])
def test_silent_where_the_image_may_have_what_it_needs(image: str):
    check_rule(RULE, f"FROM {image}\nRUN apt-get install -y x\n")


def test_the_fix():
    check_fix(
        RULE,
        "FROM python:3.13-slim\nRUN set -ex && DEBIAN_FRONTEND=noninteractive apt install -y x\n",
        "FROM python:3.13-slim\nRUN set -ex && apt update && DEBIAN_FRONTEND=noninteractive apt install -y x\n",
        unsafe=True,
    )


def test_the_update_is_run_by_the_same_user():
    check_fix(
        "install-without-update",
        "FROM debian:12\nRUN A=1 sudo -E apt-get install -y b\n",
        "FROM debian:12\nRUN A=1 sudo -E apt-get update && A=1 sudo -E apt-get install -y b\n",
        unsafe=True,
    )
