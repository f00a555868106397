from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "apt-get-assume-yes"


def test_where_nobody_answers():
    check_rule(RULE, """\
        FROM debian:12
        RUN apt-get update && apt-get install -q curl
                                      ^^^^^^^
        RUN if x; then apt-get install curl; fi
                               ^^^^^^^
        RUN DEBIAN_FRONTEND=noninteractive apt-get install curl
                                                   ^^^^^^^
        RUN sudo apt install curl
                     ^^^^^^^
        RUN cat list | xargs apt-get install
                                     ^^^^^^^
        RUN sh -c "apt-get install curl"
                           ^^^^^^^
        RUN apt-get install $PACKAGES
                    ^^^^^^^
        ONBUILD RUN apt-get install curl
                            ^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "apt-get install -yq x",
        "apt-get -qqy install x",
        "apt-get install -qq x",
        "apt-get install -q -q x",
        "apt-get install --quiet --quiet x",
        "apt-get install -q=2 x",
        "apt-get install -Uy x",
        "apt-get --assume-yes install x",
        "apt-get install x --yes",
        "apt-get -o APT::Get::Assume-Yes=true install x",
        "yes | apt-get install x",
        "echo y | sudo apt-get install x",
        "yes | sh -c 'apt-get install x'",
        "apt-get install x < answers",
        "apt-get install $APT_FLAGS x",
        "apt-get $OPTIONS install x",
        "apt-get update",
        "apt-get --dry-run install x",
        "echo apt-get install x",
        "true # apt-get install x",
        'f() { apt-get install "$@"; }',
        "APT_ARGS=-y; apt-get install $APT_ARGS x",
    ],
)
def test_silent(run: str):
    if run.startswith("f()"):
        # Quoted, the arguments of a function are words of their own: packages, as far as anyone knows.
        run = run.replace('"$@"', "$@")
    check_rule(RULE, f"FROM debian:12\nRUN {run}\n")


def test_a_variable_counts_by_what_it_holds():
    check_rule(RULE, """\
        FROM debian:12
        ENV HOW="-y" WHAT="curl wget" APT_OPTS=""
        RUN apt-get install $HOW curl
        RUN apt-get install $WHAT
                    ^^^^^^^
        RUN apt-get install $APT_OPTS curl
                    ^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "RUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/90yes",
        "COPY 90yes /etc/apt/apt.conf.d/",
        'COPY <<EOF /etc/apt/apt.conf.d/90yes\nAPT::Get::Assume-Yes "true";\nEOF',
    ],
)
def test_apt_may_be_configured(line: str):
    check_rule(RULE, f"FROM debian:12\n{line}\nRUN apt-get install curl\n")


def test_another_setting_of_apt_is_none_of_that():
    check_rule(RULE, """\
        FROM debian:12
        RUN echo 'Acquire::Retries 3;' > /etc/apt/apt.conf.d/80retries
        RUN apt-get install curl
                    ^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize("shell", ['SHELL ["powershell", "-Command"]', 'SHELL ["cmd", "/S", "/C"]'])
def test_silent_in_another_language(shell: str):
    check_rule(RULE, f"FROM debian:12\n{shell}\nRUN apt-get install curl\n")


def test_the_flag_goes_behind_the_sub_command():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN apt-get update \\
            # the tools
            && apt-get install \\
               # for downloads
               curl
        RUN ["apt-get", "install", "curl"]
        RUN ["sh", "-c", "apt-get install curl"]
        RUN sh -c 'apt-get install curl'
        RUN <<EOF
        apt-get install curl
        EOF
        ONBUILD RUN apt-get install curl
        """,
        """\
        FROM debian:12
        RUN apt-get update \\
            # the tools
            && apt-get install -y \\
               # for downloads
               curl
        RUN ["apt-get", "install", "-y", "curl"]
        RUN ["sh", "-c", "apt-get install -y curl"]
        RUN sh -c 'apt-get install -y curl'
        RUN <<EOF
        apt-get install -y curl
        EOF
        ONBUILD RUN apt-get install -y curl
        """,
    )


def test_line_ends_and_the_escape_character_stay():
    check_fix(
        RULE,
        "# escape=`\r\nFROM debian:12\r\nRUN apt-get install `\r\n  curl\r\n",
        "# escape=`\r\nFROM debian:12\r\nRUN apt-get install -y `\r\n  curl\r\n",
    )


def test_upgrades_and_removals_ask_too():
    check_rule(RULE, """\
        FROM debian:12
        RUN apt-get update && apt-get dist-upgrade && apt-get purge gcc && apt-get autoremove
                                      ^^^^^^^^^^^^
                                                              ^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize("image", ["balenalib/armv7hf-debian:stretch", "resin/rpi-raspbian", "cimg/base:2024.01"])
def test_images_whose_apt_is_set_up(image: str):
    check_rule(RULE, f"FROM {image} AS base\nFROM base\nRUN apt-get install curl && apt-get remove gcc\n")


def test_the_message_says_when_it_asks():
    check_rule(RULE, """\
        FROM debian:12
        RUN apt-get install curl
                    ^^^^^^^ `apt-get install` without `-y` fails where it has more to install than it was told
        RUN apt-get upgrade
                    ^^^^^^^ `apt-get upgrade` asks before it goes on, and no one answers
        """)  # fmt: skip


def test_where_the_build_goes_on_the_flag_has_to_be_asked_for():
    before = "FROM debian:12\nRUN apt-get install curl || echo none\n"
    check_fix(RULE, before, before)
    check_fix(RULE, before, "FROM debian:12\nRUN apt-get install -y curl || echo none\n", unsafe=True)
