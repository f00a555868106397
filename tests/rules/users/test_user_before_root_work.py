from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "user-before-root-work"


@pytest.mark.parametrize(
    "text",
    [
        "FROM alpine\nUSER $APP\nRUN apk add git\n",
        "FROM alpine\nUSER app\nRUN sudo apk add git\n",
        "FROM alpine\nUSER app\nRUN fakeroot apk add git\n",
        "FROM alpine\nUSER app\nRUN apk --root /x add git\n",
        "FROM alpine\nUSER app\nRUN apk info && npm install -g x && pip install --user y\n",
        "FROM alpine\nUSER app\nUSER 0:1000\nRUN apk add git\n",
        "FROM alpine\nUSER app\nRUN apk update || true\n",
        "FROM alpine\nUSER app\nONBUILD RUN apk add git\n",
        "FROM alpine\nUSER {{ user }}\nRUN apk add git\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_the_user_of_a_stage_below_and_of_the_base_image():
    check_rule(
        RULE,
        """\
        FROM jenkins/jenkins:lts AS base
        RUN groupadd x
            ^^^^^^^^ `groupadd` needs root, and `jenkins` is the base image's user
        USER app
        FROM base
        RUN DEBIAN_FRONTEND=noninteractive apt-get install -y git
                                           ^^^^^^^ `apt-get` needs root, and `app` is the USER above
        """,
    )


def test_once_for_each_user():
    check_rule(
        RULE,
        """\
        FROM node:22
        USER node
        RUN apt-get update && apt-get install -y git
            ^^^^^^^
        RUN apt-get install -y tini
        USER root
        RUN apt-get install -y curl
        USER node
        RUN apt-get install -y wget
            ^^^^^^^
        """,
    )


def test_the_fix_moves_a_user_that_stands_above_and_else_switches():
    check_fix("user-before-root-work", """\
        FROM debian:12
        RUN useradd app
        USER app
        # hadolint ignore=DL3008
        RUN apt-get update \\
            && apt-get install -y curl
        RUN make
        RUN apt-get install -y git
        """, """\
        FROM debian:12
        RUN useradd app
        # hadolint ignore=DL3008
        RUN apt-get update \\
            && apt-get install -y curl
        USER app
        RUN make
        USER root
        RUN apt-get install -y git
        USER app
        """, unsafe=True)  # fmt: skip


def test_the_fix_in_the_last_line():
    before = "FROM jenkins/jenkins:2.479\nRUN apt-get install -y curl"
    after = "FROM jenkins/jenkins:2.479\nUSER root\nRUN apt-get install -y curl\nUSER jenkins"
    check_fix("user-before-root-work", before, after, unsafe=True)
