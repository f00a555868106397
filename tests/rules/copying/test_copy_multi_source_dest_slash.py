from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "copy-multi-source-dest-slash"


@pytest.mark.parametrize(
    "text",
    [
        "FROM alpine\nCOPY a /b\nCOPY *.txt /b\nCOPY a *.txt /b\nCOPY a $FILES /b\n",
        "FROM alpine\nCOPY a b .\nCOPY a b ..\nCOPY a b /c/.\nCOPY a b $DIR\n",
        "FROM alpine\nENV DIR=/x/\nCOPY a b $DIR\n",
        "# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY a b c:\\x\\\n",
        # The working directory is one, and so is what it lies in.
        "FROM alpine\nWORKDIR /app/src\nCOPY a b /app\nCOPY a b /app/src\n",
        "FROM alpine\nCOPY {{ folder }}/a /b\n",
        'FROM alpine\nCOPY [ "a", "b" ] /x\n',
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_the_slash_goes_inside_the_quotes():
    check_fix(
        RULE,
        'FROM alpine\nCOPY a b "/c"\nADD ["a", "b", "/c"]\nCOPY a b /x$Y/z\nENV D=/d\nCOPY a b ${D}\n',
        'FROM alpine\nCOPY a b "/c/"\nADD ["a", "b", "/c/"]\nCOPY a b /x$Y/z\nENV D=/d\nCOPY a b ${D}/\n',
        unsafe=True,
    )


def test_heredocs_are_sources():
    check_rule(RULE, "FROM alpine\nCOPY <<A <<B /c\n             ^^\nx\nA\ny\nB\n")


def test_a_directory_that_every_distribution_has():
    check_fix(RULE, "FROM alpine\nCOPY a b /usr/bin\nCOPY a b /x\n", "FROM alpine\nCOPY a b /usr/bin/\nCOPY a b /x\n")
    check_fix(RULE, "FROM scratch\nCOPY a b /etc\n", "FROM scratch\nCOPY a b /etc\n")
