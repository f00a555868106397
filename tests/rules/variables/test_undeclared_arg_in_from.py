from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "undeclared-arg-in-from"


def test_image_and_platform():
    check_rule(
        RULE,
        """\
        ARG MY_ARCH=amd64
        FROM --platform=linux/${MYARCH} busybox:${tag}
                                ^^^^^^            ^^^
        """,
    )


def test_declared_and_automatic_names():
    check_rule(RULE, "ARG DEBUG\nFROM --platform=$BUILDPLATFORM alpine${DEBUG} AS a-${x}\n")


def test_a_default_that_nothing_can_replace_is_no_choice():
    # BuildKit says so as well: `--build-arg TAG=…` has no effect.
    message = "No ARG above the first FROM declares `TAG`, so this is always its default"
    check_rule(RULE, f"FROM alpine:${{TAG:-3.20}}\n              ^^^ {message}\n")
    check_rule(RULE, "FROM alpine${TAG:+:3.20}\n             ^^^ No ARG above the first FROM declares `TAG`\n")


def test_an_arg_of_a_stage_is_pointed_at():
    source = "FROM alpine AS a\nARG V=1\nFROM alpine:$V\n"
    (found,) = check_rule(RULE, "FROM alpine AS a\nARG V=1\nFROM alpine:$V\n             ^\n")
    assert found.related[0].range.slice(source) == "V=1"


def test_the_fix_declares_it_above_the_comments_of_the_first_from():
    check_fix(
        RULE,
        "# syntax=docker/dockerfile:1\n# the base\nfrom alpine as a\narg V=1\nfrom alpine:3.$V\n",
        "# syntax=docker/dockerfile:1\narg V=1\n# the base\nfrom alpine as a\narg V=1\nfrom alpine:3.$V\n",
        unsafe=True,
    )


def test_the_fix_takes_a_name_that_is_near():
    check_fix(
        RULE,
        "ARG MY_ARCH=amd64\nFROM --platform=linux/${MYARCH} busybox\n",
        "ARG MY_ARCH=amd64\nFROM --platform=linux/${MY_ARCH} busybox\n",
        unsafe=True,
    )


def test_the_fix_copies_no_piece_of_a_template():
    text = "FROM alpine AS a\nARG V=<%= version %>\nFROM alpine:$V\n"
    check_fix(RULE, text, text, unsafe=True)


def test_what_has_a_default_is_declared():
    check_fix(
        "undeclared-arg-in-from",
        "# syntax=docker/dockerfile:1\n\n# base\nFROM node:${TAG:-22}\nFROM $OTHER\n",
        "# syntax=docker/dockerfile:1\n\nARG TAG\n# base\nFROM node:${TAG:-22}\nFROM $OTHER\n",
        unsafe=True,
    )
