"""Scripts of a Dockerfile as files of their own: which there are, what stands in their heads, where places lead."""

from __future__ import annotations

from textwrap import dedent

import pytest

from dockwright.semantic.document import Document
from dockwright.semantic.standalone import Standalone, standalone_scripts
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


def scripts(source: str) -> list[Standalone]:
    document = Document.parse(dedent(source))
    return [it for _, found in standalone_scripts(document) for it in found]


def texts(source: str) -> list[str]:
    return [it.text for it in scripts(source)]


@pytest.mark.parametrize(
    ("lines", "dialect"),
    [
        ("FROM alpine:3.20", "busybox"),
        ("FROM debian:12", "dash"),
        ("FROM python:3.12", "dash"),
        ("FROM python:3.12-alpine", "busybox"),
        ("FROM fedora:41", "bash"),
        ("FROM example.com/own", "sh"),
        ('FROM alpine:3.20\nSHELL ["/bin/bash", "-c"]', "bash"),
        ('FROM example.com/own\nSHELL ["/usr/bin/ksh", "-c"]', "ksh"),
        ('FROM alpine:3.20\nSHELL ["/bin/ash", "-c"]', "busybox"),
    ],
)
def test_the_shell_s_dialect(lines: str, dialect: str):
    assert texts(f"{lines}\nRUN true\n") == [f"# shellcheck shell={dialect}\ntrue\n"]


@pytest.mark.parametrize(
    "source",
    [
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir\n",
        'FROM alpine:3.20\nSHELL ["pwsh", "-Command"]\nRUN echo $a\n',
        'FROM alpine:3.20\nSHELL ["/bin/zsh", "-c"]\nRUN echo $a\n',
        'FROM alpine:3.20\nSHELL ["/usr/bin/python3", "-c"]\nRUN print(1)\n',
        # Nobody knows what the image is, but no file for Linux speaks so.
        "FROM example.com/own\nWORKDIR C:\\\\app\nRUN echo $a\n",
        "FROM example.com/own\nRUN powershell -Command Get-Item $a\nRUN echo $a\n",
        # Another interpreter's script, a template, and a list that is no JSON.
        "FROM alpine:3.20\nRUN <<EOF\n#!/usr/bin/env python3\nprint($a)\nEOF\n",
        "FROM alpine:3.20\nRUN echo {{ name }}\n",
        "FROM alpine:3.20\nRUN <%= build %>\n",
        "FROM alpine:3.20\nCMD ['yarn', 'start']\n",
        # No script at all.
        'FROM alpine:3.20\nRUN ["echo", "$a"]\nHEALTHCHECK NONE\n',
        "FROM alpine:3.20\nRUN\n",
    ],
)
def test_what_is_no_shell_script(source: str):
    assert texts(source) == []


def test_every_instruction_with_a_shell_form():
    source = """\
        FROM alpine:3.20
        RUN a
        CMD b
        ENTRYPOINT c
        HEALTHCHECK --interval=3s CMD d
        ONBUILD RUN e
        """
    assert [it.form.text for it in scripts(source)] == ["a", "b", "c", "d", "e"]
    assert [it.is_run for it in scripts(source)] == [True, False, False, False, True]


def test_a_here_document_with_its_own_shell():
    found = texts("FROM alpine:3.20\nRUN <<EOF\n#!/bin/bash -e\n# shellcheck disable=SC2086\necho\nEOF\n")
    assert found == [
        "# shellcheck shell=bash\n# shellcheck disable=SC2086\nset -e\n"
        "#  /bin/bash -e\n# shellcheck disable=SC2086\necho\n\n".replace("#  ", "# ")
    ]


def test_a_shell_that_stops_at_the_first_error():
    for shell in ('"bash", "-eo", "pipefail", "-c"', '"bash", "-o", "errexit", "-c"', '"sh", "-ec"'):
        assert "\nset -e\n" in texts(f"FROM alpine:3.20\nSHELL [{shell}]\nRUN true\n")[0]


def test_variables_that_the_script_names():
    (text,) = texts("""\
        FROM alpine:3.20
        ARG open
        ARG number=12
        ENV word=1.2.3-rc empty= words="a b" unused=1
        RUN echo $open $number ${word} "$empty" $words $unknown $https_proxy
        """)
    head = text.split("\n")[1:-2]
    assert sorted(head) == [
        "export empty=",
        "export https_proxy",
        "export number=1",
        "export open",
        "export word=word",
        "export words",
    ]


def test_variables_at_the_container_s_start():
    found = texts("FROM alpine:3.20\nARG a=1\nENV b=1\nCMD echo $a $b $http_proxy\n")
    assert found == ["# shellcheck shell=busybox\nexport b=1\necho $a $b $http_proxy\n"]


def test_variables_of_a_build_from_this_image():
    found = texts("""\
        FROM alpine:3.20
        ARG a=1
        ENV b=1
        ONBUILD ARG c
        ONBUILD RUN echo $a $b $c
        FROM alpine:3.20
        ONBUILD RUN echo $c
        """)
    head = "# shellcheck shell=busybox\n"
    assert found == [f"{head}export b=1\nexport c\necho $a $b $c\n", f"{head}echo $c\n"]


def test_a_variable_that_is_not_named_changes_nothing():
    one, other = (texts(f"FROM alpine:3.20\nENV a={it}\nRUN echo\n") for it in (1, 2))
    assert one == other


def test_a_number_is_as_good_as_another():
    one, other = (texts(f"FROM alpine:3.20\nENV a={it}\nRUN echo $a\n") for it in (1, 2))
    assert one == other


def test_what_was_made_of_a_script_is_kept_as_long_as_it_reads_the_same():
    document = Document.parse("FROM alpine:3.20\nENV a=1\nRUN echo $a\n")
    ((_, (before,)),) = standalone_scripts(document)
    value = TextRange(23, 24)
    ((_, (again,)),) = standalone_scripts(document.edited([Edit(value, "2")]))
    assert again is before
    ((_, (changed,)),) = standalone_scripts(document.edited([Edit(value, "x")]))
    assert changed.text == before.text.replace("=1", "=word")


def test_places():
    (script,) = scripts("FROM alpine:3.20\nENV a=1\nRUN <<EOF\necho $a\ntrue\nEOF\n")
    assert script.head == 2
    assert script.offset(2, 1) is None
    assert script.offset(3, 1) == 0
    assert script.offset(3, 99) == len("echo $a")
    assert script.offset(4, 3) == len("echo $a\ntr")
    # ShellCheck speaks of the line below the last one where something is missing there.
    assert script.offset(99, 1) == len(script.form.text)
