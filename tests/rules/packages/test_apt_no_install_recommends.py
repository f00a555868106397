from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "apt-no-install-recommends"


@pytest.mark.parametrize(
    "run",
    [
        "apt-get install -y --no-install-recommends x",
        "apt-get --no-install-recommends install x",
        "apt-get install --install-recommends x",
        "apt-get -o APT::Install-Recommends=false install x",
        "apt-get -o APT::Install-Recommends=0 install x",
        "apt-get -o $OPTION install x",
        "apt-get install $APT_OPTS x",
        "aptitude install --without-recommends x",
        "aptitude install -R x",
        "apt-get upgrade -y",
        "apt-get build-dep x",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM debian:12\nRUN {run}\n")


def test_apt_may_be_configured():
    check_rule(RULE, """\
        FROM debian:12 AS base
        RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/01norecommends
        FROM base
        RUN apt-get install -y curl
        """)  # fmt: skip


def test_a_setting_below_comes_too_late():
    check_rule(RULE, """\
        FROM debian:12
        RUN apt-get install -y curl
                    ^^^^^^^
        RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/01norecommends
        """)  # fmt: skip


def test_the_flag_goes_behind_the_first_flags():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN apt-get install -yq --no-install-suggests curl && apt-get -y install wget
        RUN apt-get install -qt stable curl
        RUN ["apt-get", "install", "-y", "curl"]
        RUN aptitude install -y curl
        """,
        """\
        FROM debian:12
        RUN apt-get install -yq --no-install-suggests --no-install-recommends curl && apt-get -y install --no-install-recommends wget
        RUN apt-get install --no-install-recommends -qt stable curl
        RUN ["apt-get", "install", "-y", "--no-install-recommends", "curl"]
        RUN aptitude install -y --without-recommends curl
        """,  # noqa: E501  # the line is as long as the fix makes it
        unsafe=True,
    )


def test_the_fix_is_one_to_be_asked_for():
    text = "FROM debian:12\nRUN apt-get install -y curl\n"
    check_fix(RULE, text, text)


def test_images_of_balena_leave_them_out():
    check_rule(RULE, "FROM balenalib/armv7hf-debian:stretch\nRUN apt-get install -y curl\n")
