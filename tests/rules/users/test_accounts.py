"""The rules about users that a file makes."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "text",
    [
        "FROM alpine\nRUN adduser -D app\nUSER app\nUSER root\nCMD x\n",
        "FROM alpine\nRUN adduser -D app\nUSER $APP\nCMD x\n",
        "FROM alpine\nRUN adduser -D app\nENTRYPOINT [\"/entrypoint.sh\"]\n",
        "FROM alpine\nRUN adduser -D app && apk add su-exec\nCMD x\n",
        "FROM alpine\nRUN adduser -D app\nCMD su app -c x\n",
        "FROM alpine\nRUN adduser -D app\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n",
        "FROM nginx\nRUN useradd app\n",
        "FROM alpine\nRUN adduser -D app && adduser -D other\nCMD x\n",
        "FROM alpine\nRUN addgroup app && adduser nobody app\nCMD x\n",
        "FROM debian\nRUN adduser --group app\nCMD x\n",
        "FROM example.com/base\nRUN useradd app\nCMD x\n",
        "FROM alpine AS build\nRUN adduser -D app\nFROM alpine\nCMD x\n",
    ],
)  # fmt: skip
def test_users_that_may_be_used(text: str):
    check_rule("user-created-not-used", text)


def test_an_unused_user_is_said_once():
    line = "RUN groupadd app && useradd -r -g app -d /x -c 'The app' app"
    check_rule("user-created-not-used", f"FROM debian\n{line}\n{'^^^':>{len(line)}}\nCMD x\n")
    check_rule("missing-user", f"FROM debian\n{line}\nCMD x\n")


def test_groups_that_do_not_get_lost():
    check_rule(
        "user-group-drops-supplementary",
        """\
        FROM debian
        RUN useradd -G audio,video app && adduser other app
        USER app:audio
                ^^^^^^ With a group here, `app` is not in `video` any more
        USER other
        USER third:audio
        """,
    )


@pytest.mark.parametrize(
    ("base", "command", "fixed"),
    [
        ("alpine", "adduser -DH -s /bin/sh app", "adduser -DH -s /bin/sh -u 10001 app"),
        (
            "debian",
            "adduser --disabled-password --gecos '' app",
            "adduser --disabled-password --gecos '' --uid 10001 app",
        ),
        ("debian", "useradd -ms /bin/bash app", "useradd -ms /bin/bash -u 10001 app"),
        ("example.com/base", "adduser app", "adduser app"),
        ("alpine", "adduser -Su 1000 app", "adduser -Su 1000 app"),
        ("alpine", "adduser -u$UID app", "adduser -u$UID app"),
        ("alpine", "adduser other", "adduser other"),
    ],
)
def test_the_flag_is_the_one_of_the_system(base: str, command: str, fixed: str):
    text = "FROM {}\nRUN {}\nUSER app\n"
    check_fix("user-without-explicit-uid", text.format(base, command), text.format(base, fixed), unsafe=True)


@pytest.mark.parametrize(
    "text",
    [
        "USER 1000\n",
        "USER 1000:app\n",
        "USER $USER\n",
        "FROM alpine\nUSER app\nUSER 1\n",
        "USER root\n",
        "USER {{ u }}\n",
    ],
)
def test_numbers_and_what_is_not_known(text: str):
    check_rule("numeric-user", text)


def test_a_name_without_a_number_and_one_of_a_stage_below():
    check_rule("numeric-user", "USER foobar:barfoo\n     ^^^^^^^^^^^^^\n")
    check_fix(
        "numeric-user",
        "FROM alpine AS base\nRUN adduser -Du 1000 app\nFROM base\nUSER app\n",
        "FROM alpine AS base\nRUN adduser -Du 1000 app\nFROM base\nUSER 1000\n",
        unsafe=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "FROM postgres\nVOLUME /x\n",
        "FROM alpine\nVOLUME /x\nUSER 1\n",
        "FROM alpine AS a\nVOLUME /x\nFROM scratch\nUSER 1\n",
        "FROM example.com/base\nVOLUME /x\n",
        "FROM alpine\nRUN apk add gosu\nVOLUME /x\n",
    ],
)
def test_volumes_that_root_does_not_write_to(text: str):
    check_rule("stateful-root-runtime", text)
