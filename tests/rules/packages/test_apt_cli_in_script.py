from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "apt-cli-in-script"


def test_only_the_command():
    check_rule(RULE, """\
        FROM debian:12
        RUN sudo apt list --upgradable | grep x; echo apt install; man apt; ls /etc/apt; apt-get update; command -v apt
                 ^^^ `apt` is for people and changes between versions; use `apt-get`
        RUN v=$(apt show curl) && apt policy curl
                ^^^ `apt` is for people and changes between versions; use `apt-cache`
                                  ^^^
        """)  # fmt: skip


def test_the_fix_names_what_does_the_same():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN apt -qq update && /usr/bin/apt upgrade -y && apt -y full-upgrade
        RUN ["apt", "upgrade", "-y"]
        RUN apt search x && apt edit-sources && apt --version && apt search y | grep z
        """,
        """\
        FROM debian:12
        RUN apt-get -qq update && /usr/bin/apt-get upgrade --with-new-pkgs -y && apt-get -y dist-upgrade
        RUN ["apt-get", "upgrade", "--with-new-pkgs", "-y"]
        RUN apt-cache search x && apt edit-sources && apt --version && apt search y | grep z
        """,
    )
