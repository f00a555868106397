from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("image", "run", "is_safe"),
    [
        ("ubuntu:24.04", "apt install x", True),
        ("ubuntu:24.04", "apt install x > /dev/null 2>&1", True),
        ("ubuntu:24.04", "apt install x > /log", False),
        ("ubuntu:24.04", "apt install x | tee /log", False),
        ("ubuntu:24.04", "rm /etc/apt/apt.conf.d/docker-clean && apt install x", False),
        # Who knows what else is in there?
        ("example.com/base", "apt update && apt remove x", True),
        ("example.com/base", "apt install x && rm -rf /var/lib/apt/lists/*", False),
        ("example.com/base", "apt install x && apt-get clean", True),
        ("alpine:3.22", "apt update", False),
    ],
)
def test_when_it_is_safe(image: str, run: str, is_safe: bool):
    before, after = (f"FROM {image}\nRUN {it}\n" for it in (run, run.replace("apt ", "apt-get ")))
    check_fix(RULE, before, after if is_safe else before)
    check_fix(RULE, before, after, unsafe=True)


def test_what_is_kept_or_read_is_left():
    for run in ("apt show x > /y", "apt search x | grep y", "v=$(apt policy x)"):
        check_fix(RULE, f"FROM debian:12\nRUN {run}\n", f"FROM debian:12\nRUN {run}\n", unsafe=True)
