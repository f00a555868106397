from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_the_first_of_a_stage():
    check_rule("workdir-relative", "FROM alpine\nWORKDIR app\n        ^^^\nWORKDIR sub\n")


def test_only_where_no_stage_below_has_one():
    check_rule("workdir-relative", "FROM alpine AS a\nWORKDIR /app\nFROM a\nWORKDIR sub/\n")


def test_a_variable_counts_as_what_it_holds():
    check_rule("workdir-relative", "FROM alpine\nARG D=app\nWORKDIR $D/x\n        ^^^^\n")
    check_rule("workdir-relative", "FROM alpine\nARG D=/app\nWORKDIR $D/x\n")
    check_rule("workdir-relative", "FROM alpine\nWORKDIR $HOME/x\n")


@pytest.mark.parametrize("path", ["C:\\\\app", "c:/app", "/app", '"/my app"'])
def test_absolute_paths(path: str):
    check_rule("workdir-relative", f"FROM alpine\nWORKDIR {path}\n")


def test_what_onbuild_defers_starts_elsewhere():
    check_rule("workdir-relative", "FROM alpine\nONBUILD WORKDIR app\n")


def test_the_fix_is_safe_from_an_empty_image_only():
    check_fix("workdir-relative", "FROM scratch\nWORKDIR app\n", "FROM scratch\nWORKDIR /app\n")
    check_fix("workdir-relative", "FROM alpine\nWORKDIR app\n", "FROM alpine\nWORKDIR app\n")
    check_fix("workdir-relative", "FROM alpine\nWORKDIR app\n", "FROM alpine\nWORKDIR /app\n", unsafe=True)


@pytest.mark.parametrize("path", ["~/app", "../app", ".", '"app"', "$D"])
def test_no_fix_where_the_meaning_is_open(path: str):
    source = f"FROM scratch\nARG D=app\nWORKDIR {path}\n"
    check_fix("workdir-relative", source, source, unsafe=True)
