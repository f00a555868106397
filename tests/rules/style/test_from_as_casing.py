from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_as_follows_its_from():
    check_rule(
        "from-as-casing",
        """\
        FROM alpine as a
                    ^^ `as` is not in the case of its `FROM`
        from alpine AS b
                    ^^
        FROM alpine As c
                    ^^
        FROM alpine AS d
        from alpine as e
        """,
    )


def test_a_mixed_from_and_a_broken_line_are_left_to_others():
    check_rule("from-as-casing", "From alpine as a\nFROM alpine as\nFROM alpine is b\n")


def test_the_fix_keeps_the_rest():
    check_fix(
        "from-as-casing",
        """\
        FROM --platform=$BUILDPLATFORM alpine \\
          # the builder
          as build
        """,
        """\
        FROM --platform=$BUILDPLATFORM alpine \\
          # the builder
          AS build
        """,
    )
