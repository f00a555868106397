"""What BuildKit refuses about RUN and SHELL: the edges of each rule that its page does not show."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

FOUND = [
    (
        "run-mount-invalid",
        """\
        FROM a
        WORKDIR /w
        RUN --mount=type=cache,target=/x,sharing=lockd x
                                                 ^^^^^
        RUN --mount=target=/x,mode=0755 x
                              ^^^^ A mount of type bind has no option `mode`
        RUN --mount=required,type=secret,id=a x
                    ^^^^^^^^ `required` has to stand behind `type=secret`
        RUN --mount=type=secret x
                    ^^^^^^^^^^^
        RUN --mount=type=secret,id=a,source=b,target=/c x
                                     ^^^^^^
        RUN --mount=type=ssh,source=a x
                             ^^^^^^
        RUN --mount=type=cache,target=/x, x
                                        ^
        RUN --mount=cache,target=/x x
                    ^^^^^ `cache` needs a value: options of a mount are `key=value`; did you mean `type=cache`?
        RUN --mount=type=tmpfs,target=/x,size=1q x
                                              ^^
        RUN --mount=type=bind,target=/x,ro=yes x
                                           ^^^
        RUN --mount=type=cache,target=/x,uid=a,gid=0 x
                                             ^
        RUN --mount= x
            ^^^^^^^^
        RUN --mount=type=$T,target=/x,sharing=shared,mode=1 x
        RUN --mount=TYPE=Cache,Target=$X,id=,readonly x
        RUN "--mount=type=foo" x
        ONBUILD RUN --mount=type=foo,target=/x y
                                 ^^^
        """,
    ),
    # Where the working directory is not known, a mount without a target may lie anywhere.
    (
        "run-mount-invalid",
        """\
        FROM a
        RUN --mount=type=cache x
        FROM scratch
        RUN --mount=type=cache x
                    ^^^^^^^^^^ A mount cannot lie at the root; it needs a target
        RUN --mount=type=cache,target=.. x
                               ^^^^^^^^^
        """,
    ),
    (
        "run-network-invalid",
        """\
        FROM a
        RUN --network=host x
        RUN --network=None x
                      ^^^^ There is no network `None`, only default, none and host; did you mean `none`?
        RUN --network= x
            ^^^^^^^^^^
        """,
    ),
    (
        "run-security-invalid",
        """\
        FROM a
        RUN --security=sandbox x
        RUN --security=sandbx x
                       ^^^^^^ `--security` is sandbox or insecure, not `sandbx`; did you mean `sandbox`?
        """,
    ),
    (
        "run-device-invalid",
        """\
        # syntax=docker/dockerfile:labs
        FROM a
        RUN --device=a.com/b=c,required,name=d x
                                        ^^^^^^
        RUN --device=a.com/b,required=x x
                             ^^^^^^^^^^
        RUN --device=required,a.com/b,c x
                                      ^
        """,
    ),
    (
        "run-device-invalid",
        """\
        # syntax=docker/dockerfile:1.20
        FROM a
        RUN --device=a.com/b=c x
            ^^^^^^^^
        """,
    ),
    ("run-device-invalid", "# syntax=example.com/other\nFROM a\nRUN --device=a.com/b=c x\n"),
    (
        "shell-not-json",
        """\
        FROM a
        SHELL []
              ^^ SHELL needs at least a program, and this list is empty
        SHELL ["a", "b"]
        SHELL ['a', 'b']
              ^^^^^^^^^^
        """,
    ),
]


@pytest.mark.parametrize(("rule", "source"), FOUND)
def test_what_is_found(rule: str, source: str):
    check_rule(rule, source)


FIXED = [
    ("run-mount-invalid", "RUN --mount=tpye=cache,target=/x y", "RUN --mount=type=cache,target=/x y"),
    ("run-mount-invalid", "RUN --mount=type=cache,taget=/x y", "RUN --mount=type=cache,target=/x y"),
    ("shell-not-json", 'SHELL "a b" -c', 'SHELL ["a b", "-c"]'),
    ("shell-not-json", "SHELL a \\\n -o \\\n # b\n 'c'", 'SHELL ["a", \\\n "-o", \\\n # b\n "c"]'),
    ("shell-not-json", "SHELL ['a', '-c',]", 'SHELL ["a", "-c"]'),
    ("shell-not-json", "SHELL a\\b -c", "SHELL a\\b -c"),
    ("shell-not-json", "SHELL a'b' -c", "SHELL a'b' -c"),
]


@pytest.mark.parametrize(("rule", "before", "after"), FIXED)
def test_what_is_fixed(rule: str, before: str, after: str):
    check_fix(rule, f"FROM a\nWORKDIR /w\n{before}\n", f"FROM a\nWORKDIR /w\n{after}\n", unsafe=True)


def test_the_builders_network_is_left():
    check_fix("host-network-run", """\
        FROM debian:12
        RUN --mount=type=cache,target=/c --network=host  make
        RUN --network=host \\
            # why
            make
        ONBUILD RUN --network=host make
        """, """\
        FROM debian:12
        RUN --mount=type=cache,target=/c make
        RUN \\
            # why
            make
        ONBUILD RUN make
        """, unsafe=True)  # fmt: skip
