from __future__ import annotations

import pytest

from tests.support.checks import check_rule

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
