from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_what_dash_does_not_know():
    check_rule("bashism-in-sh", """\
        FROM debian:12
        RUN if [[ -e /x ]]; then a; fi
               ^^
        RUN x=(1 2) && y+=z && cat <<<x
            ^^^^^^^    ^^^^        ^^^
        RUN function f { a; } && cat <(f) && (( 1 ))
            ^^^^^^^^                 ^^^^    ^^
        RUN mkdir -p /a/{b,c} && [ "$A" == b ] && echo ${A/x/y}
                     ^^^^^^^^           ^^             ^^^^^^^^
        RUN echo -e 'a\\tb' >/x && make &>/log
                 ^^                    ^^
        RUN set -euo pipefail && pushd /x && for ((i = 0; i < 2; i++)); do a; done
            ^^^                  ^^^^^       ^^^^^^
        """)  # fmt: skip


def test_what_busybox_does_not_know():
    check_rule("bashism-in-sh", """\
        FROM python:3.13-alpine
        RUN set -o pipefail && source /x && [[ 1 == 1 ]] && [ a == a ] && echo -e x >/y
        RUN mkdir /{a,b} && x=(1) && declare y && echo ${x^^}
                  ^^^^^^    ^^^^^    ^^^^^^^           ^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        ". /x",
        'bash -c "source /x && [[ 1 ]]"',
        "echo '[[ 1 ]]'",
        "echo -e 'a\\n'",
        "echo -n x >/y",
        "curl -O http://x/{a,b}",
        "echo ${x:-a/b} ${x#*/} ${x:?y}",
        "find . -name '{a,b}' -exec rm {} +",
        "set -o pipefail || true",
        "declare() { :; }; declare x",
        "command -v source",
        "<<EOF\n#!/bin/bash\nsource /x\nEOF",
    ],
)
def test_silent(run: str):
    check_rule("bashism-in-sh", f"FROM debian:12\nRUN {run}\n")


@pytest.mark.parametrize(
    "head",
    [
        "FROM fedora:42",
        "FROM example.com/own:1",
        'FROM debian:12\nSHELL ["/bin/bash", "-c"]',
        "FROM debian:12\nRUN ln -sf /bin/bash /bin/sh",
        "FROM cimg/base:2024.01",
    ],
)
def test_silent_where_the_shell_is_bash_or_not_known(head: str):
    check_rule("bashism-in-sh", f"{head}\nRUN source /x && [[ 1 ]]\n")


def test_pipefail_by_release():
    check_rule("bashism-in-sh", """\
        FROM ubuntu:24.04
        SHELL ["/bin/sh", "-o", "pipefail", "-c"]
                                ^^^^^^^^^^
        FROM debian:trixie
        SHELL ["/bin/sh", "-o", "pipefail", "-c"]
        FROM alpine:3.22
        SHELL ["/bin/sh", "-o", "pipefail", "-c"]
        """)  # fmt: skip


def test_a_file_in_path_stays():
    check_fix(
        "bashism-in-sh",
        "FROM debian:12\nRUN source env.sh\nRUN [ a == b ] && source ./env.sh\n",
        "FROM debian:12\nRUN source env.sh\nRUN [ a = b ] && . ./env.sh\n",
        unsafe=True,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("source /etc/profile && [[ -d /x ]]", ". /etc/profile && [ -d /x ]"),
        ("if [[ ! $(cat 'a b') == x ]]; then a; fi", "if [ ! \"$(cat 'a b')\" = x ]; then a; fi"),
        ('[[ "$A" -ge 2 ]] && [[ -n $B ]]', '[ "$A" -ge 2 ] && [ -n "$B" ]'),
        ("make &>/log && a &>>/log", "make >/log 2>&1 && a >>/log 2>&1"),
        ("a|&b |& c", "a 2>&1 |b 2>&1 | c"),
        ("function f { a; } && f", "f() { a; } && f"),
        ("function f() { a; }; f", "f() { a; }; f"),
        ("[[ a \\\n  == b ]]", "[ a \\\n  = b ]"),
        # More than `[` asks, or would ask about names of files.
        ("[[ $A == b* ]]", "[[ $A == b* ]]"),
        ("[[ -e a && -e b ]]", "[[ -e a && -e b ]]"),
        ("[[ $A =~ ^b ]]", "[[ $A =~ ^b ]]"),
        ("[[ a < b ]]", "[[ a < b ]]"),
        ("[[ -v A ]]", "[[ -v A ]]"),
        ('[[ $A"b" == c ]]', '[[ $A"b" == c ]]'),
    ],
)
def test_what_any_shell_knows(before: str, after: str):
    check_fix("bashism-in-sh", f"FROM debian:12\nRUN {before}\n", f"FROM debian:12\nRUN {after}\n", unsafe=True)
