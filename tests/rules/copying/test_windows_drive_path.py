from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_changes_the_letter_of_a_destination():
    check_fix("windows-drive-path", """\
        # escape=`
        FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
        WORKDIR d:/app
        COPY a.txt "E:\\data\\"
        COPY ["a.txt", "D:/data/"]
        """, """\
        # escape=`
        FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
        WORKDIR c:/app
        COPY a.txt "C:\\data\\"
        COPY ["a.txt", "C:/data/"]
        """, unsafe=True)  # fmt: skip


def test_no_fix_of_sources_and_variables():
    text = "# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nENV A=D:/x\nWORKDIR $A\nCOPY D:/a C:/b/\n"
    check_fix("windows-drive-path", text, text, unsafe=True)
