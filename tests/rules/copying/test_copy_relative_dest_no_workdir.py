from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_fixes, check_rule

RULE = "copy-relative-dest-no-workdir"


@pytest.mark.parametrize(
    "text",
    [
        "FROM golang:1.25\nCOPY . .\n",
        "FROM example.com/base\nCOPY . .\n",
        "FROM alpine AS a\nWORKDIR /x\nFROM a\nCOPY b c\n",
        "FROM alpine\nCOPY a $DIR/b\nCOPY a ${DIR}\n",
        "FROM alpine\nCOPY a c:\\\\x\n",
        "FROM scratch\nCOPY app .\n",
        "FROM alpine\nONBUILD COPY . .\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_windows_starts_at_the_root_of_its_drive():
    check_rule(RULE, "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY a b\n       ^\n")
    check_rule(RULE, "FROM microsoft/windowsservercore\nCOPY a b\n       ^\n")


def test_a_variable_whose_value_is_known():
    check_rule(RULE, "FROM alpine\nENV DIR=sub\nCOPY a $DIR/\n       ^^^^^\n")


def test_what_the_fix_makes_of_a_dot():
    check_fix(
        RULE,
        'FROM alpine\nCOPY a .\nADD b ./c\nCOPY ["d", "e f"]\nCOPY g "./h"\nCOPY i ../j\n',
        'FROM alpine\nCOPY a /\nADD b /c\nCOPY ["d", "/e f"]\nCOPY g "/h"\nCOPY i ../j\n',
        unsafe=True,
    )


def test_a_working_directory_instead():
    check_fixes(
        RULE,
        "FROM alpine\n  copy a b/\n",
        "FROM alpine\n  copy a /b/\n",
        "FROM alpine\n  workdir /\n  copy a b/\n",
    )
