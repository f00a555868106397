from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_fixes, check_rule


def test_the_platform_is_marked():
    check_rule("from-platform-constant", "FROM --platform=linux/amd64 alpine AS base\n                ^^^^^^^^^^^\n")


def test_a_last_stage_without_a_name_too():
    check_rule("from-platform-constant", "FROM --platform=arm64 alpine\n                ^^^^^\n")


@pytest.mark.parametrize("name", ["linux", "build-linux", "build_amd64", "AMD64"])
def test_a_name_that_says_so_is_no_surprise(name: str):
    check_rule("from-platform-constant", f"FROM --platform=linux/amd64 alpine AS {name}\n")


@pytest.mark.parametrize("value", ["$BUILDPLATFORM", "linux/${ARCH}", "not/a/plat/form", ""])
def test_variables_and_what_is_no_platform(value: str):
    check_rule("from-platform-constant", f"FROM --platform={value} alpine\n")


def test_the_fix_has_to_be_asked_for():
    source = "FROM --platform=linux/amd64 alpine AS base\n"
    check_fix("from-platform-constant", source, source)
    check_fix("from-platform-constant", source, "FROM alpine AS base\n", unsafe=True)


def test_a_stage_that_only_builds_may_run_on_the_builder():
    check_fixes(
        "from-platform-constant",
        "FROM --platform=linux/amd64 golang:1.25 AS b\nFROM scratch\nCOPY --from=b /a /a\n",
        "FROM golang:1.25 AS b\nFROM scratch\nCOPY --from=b /a /a\n",
        "FROM --platform=$BUILDPLATFORM golang:1.25 AS b\nFROM scratch\nCOPY --from=b /a /a\n",
    )
    check_fixes(
        "from-platform-constant",
        "FROM --platform=linux/amd64 golang:1.25 AS b\nFROM b\n",
        "FROM golang:1.25 AS b\nFROM b\n",
    )
