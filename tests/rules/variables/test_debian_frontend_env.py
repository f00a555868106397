from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "debian-frontend-env"


def test_what_the_last_image_keeps():
    check_rule(RULE, """\
        FROM debian:12 AS base
        ENV LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive
                         ^^^^^^^^^^^^^^^
        FROM golang AS build
        ENV DEBIAN_FRONTEND=noninteractive
        FROM base
        """)  # fmt: skip


def test_what_is_taken_back():
    check_rule(RULE, "FROM debian:12\nENV DEBIAN_FRONTEND=noninteractive\nRUN x\nENV DEBIAN_FRONTEND=dialog\n")
    check_rule(RULE, "FROM debian:12\nENV DEBIAN_FRONTEND=noninteractive\nRUN x\nENV DEBIAN_FRONTEND=\n")


def test_the_fix():
    check_fix(
        RULE,
        "FROM debian:12\nenv DEBIAN_FRONTEND  noninteractive\n",
        "FROM debian:12\narg DEBIAN_FRONTEND=noninteractive\n",
        unsafe=True,
    )
    several = "FROM debian:12\nENV A=b DEBIAN_FRONTEND=noninteractive\n"
    check_fix(RULE, several, several, unsafe=True)
