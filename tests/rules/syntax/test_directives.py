"""The rules about parser directives and where they stand."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

LATE, TYPO, MISSING, CASING = (
    "directive-not-at-top",
    "syntax-directive-typo",
    "missing-syntax-directive",
    "directive-casing",
)


@pytest.mark.parametrize(
    "text",
    [
        "# escape=`\nFROM a\n",
        "# a\n# syntax = how to call this\nFROM a\n",
        "# a\n# syntax=highlighted\nFROM a\n",
        "# a\n# escape=\\\nFROM a\n",
        "# a\n# escape=the character\nFROM a\n",
        "# a\n# check=skip=JSONArgsRecommended\n# b\nFROM a\n",
        "# syntax=docker/dockerfile:1\n# syntax=docker/dockerfile:1\nFROM a\n",
        "#!/usr/bin/env build\n# syntax=docker/dockerfile:1\nFROM a\n",
    ],
)
def test_in_its_place_or_none(text: str):
    check_rule(LATE, text)


def test_what_ends_the_head():
    check_rule(
        LATE,
        """\

        # syntax=docker/dockerfile:1
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        FROM a
        # escape=`
        ^^^^^^^^^^
        # check=error=true
        ^^^^^^^^^^^^^^^^^^

        RUN b
        """,
    )


def test_moved_above_other_directives():
    check_fix(
        LATE,
        "\ufeff# check=error=true\r\n# a\r\n# syntax=docker/dockerfile:1\r\nFROM a\r\n",
        "\ufeff# syntax=docker/dockerfile:1\r\n# check=error=true\r\n# a\r\nFROM a\r\n",
        unsafe=True,
    )


@pytest.mark.parametrize(
    "name",
    [
        "docker/dockerfile:1.7-labs",
        "docker.io/docker/dockerfile:1",
        "docker/dockerfile-upstream:master",
        "example.com/docker/dockerfil:1",
        "docker/dockerfile:vnext",
        "earthly/dockerfile-to-llb",
        "$FRONTEND",
    ],
)
def test_other_frontends(name: str):
    check_rule(TYPO, f"# syntax={name}\nFROM a\n")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dockerfile:1", "docker/dockerfile:1"),
        ("docker/dockefile", "docker/dockerfile"),
        ("docker.io/dcoker/dockerfile:1.4", "docker.io/docker/dockerfile:1.4"),
        ("docker/dockerfile:v1", "docker/dockerfile:1"),
    ],
)
def test_misspelled(written: str, meant: str):
    check_fix(TYPO, f"# syntax={written}\nFROM a\n", f"# syntax={meant}\nFROM a\n", unsafe=True)


def test_only_the_name_is_put_in_lower_case():
    check_fix(CASING, "# Syntax=Docker/A\n# ESCAPE=`\nFROM a\n", "# syntax=Docker/A\n# escape=`\nFROM a\n")
    check_rule(CASING, "# a\n# Escape=`\nFROM a\n")


def test_the_first_newer_feature_of_a_file():
    check_rule(
        MISSING,
        """\
        FROM a
        ONBUILD COPY --link b /
                     ^^^^^^
        RUN <<EOF
        EOF
        """,
    )
    check_rule(MISSING, "# syntax=docker/dockerfile:1\nFROM a\nRUN <<EOF\nEOF\n")
    check_rule(MISSING, "FROM --platform=linux/amd64 a\nCOPY --from=b --chown=c d /\n")


def test_a_backtick_with_something_behind_it():
    check_fix("invalid-escape-directive", "# escape=` (backtick)\nFROM a\n", "# escape=`\nFROM a\n", unsafe=True)


def test_a_directive_without_a_value_is_deleted():
    check_fix("directive-missing-value", "\ufeff# syntax=\r\n# a\r\nFROM a:1\r\n", "\ufeff# a\r\nFROM a:1\r\n")


def test_a_directive_below_would_come_into_force():
    file = "# syntax=\n# escape=`\nFROM a:1\n"
    check_fix("directive-missing-value", file, file)
    check_fix("directive-missing-value", file, "# escape=`\nFROM a:1\n", unsafe=True)


def test_a_word_for_true():
    check_fix(
        "invalid-check-directive",
        "# check=skip=all;error=Yes\nFROM debian:12\n",
        "# check=skip=all;error=true\nFROM debian:12\n",
        unsafe=True,
    )
