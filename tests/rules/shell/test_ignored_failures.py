from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_the_first_semicolon_that_hides_something():
    check_rule("semicolon-instead-of-and", """\
        FROM debian:12
        RUN echo start; apt-get update; make
                                      ^
        RUN (cd /src && make); ./install
                             ^
        RUN if a; then export X=1; fi; make; make install
                                           ^
        RUN if a; then b; elif c; then true; else d; fi; make
                                                       ^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "set -e; a; b",
        "set -eux; a; b",
        "a; true",
        "a; exit 0",
        "cd x; ros install x.asd; exit 0",
        "a; b; true",
        "addgroup -g 82 -S www-data ; adduser -u 82 -S -G www-data www-data && exit 0 ; exit 1",
        "if a; then export X=1; elif b; then export X=2; fi; make",
        "while a; do sleep 1; done; make",
        "docker run --name export busybox false; docker export export > image.tar",
        "a || b; c",
        "rm -rf /x; mkdir -p /y; make",
        "export X=1; make",
        "x() { a; b; }; x",
        "if a; then b; fi",
        "for it in a b; do c; d; done",
        "find / -exec a {} \\;",
        "a; ",
        "sleep 1; kill 2; make",
        "<<EOF\na; b\nEOF",
    ],
)
def test_semicolons_that_are_fine(run: str):
    check_rule("semicolon-instead-of-and", f"FROM debian:12\nRUN {run}\n")


def test_silent_where_the_shell_has_errexit():
    check_rule("semicolon-instead-of-and", 'FROM debian:12\nSHELL ["/bin/sh", "-ec"]\nRUN a; b\n')
    check_rule("heredoc-without-errexit", 'FROM debian:12\nSHELL ["/bin/sh", "-ec"]\nRUN <<EOF\na\nb\nEOF\n')


def test_blanks_around_the_new_operator():
    check_fix(
        "semicolon-instead-of-and",
        "FROM debian:12\r\nRUN a;b ; c; \\\r\n    d;\r\n",
        "FROM debian:12\r\nRUN a && b && c && \\\r\n    d;\r\n",
        unsafe=True,
    )


@pytest.mark.parametrize(
    "body",
    [
        "a && b",
        "a",
        "set -euo pipefail\na\nb",
        "#!/bin/bash -e\na\nb",
        "#!/usr/bin/env python3\na\nb",
        "export X=1\nmake",
        "x() {\n  a\n  b\n}\nx",
    ],
)
def test_heredocs_that_are_fine(body: str):
    check_rule("heredoc-without-errexit", f"FROM debian:12\nRUN <<EOF\n{body}\nEOF\n")


def test_the_option_comes_behind_the_line_that_names_the_program():
    check_fix(
        "heredoc-without-errexit",
        "FROM debian:12\nRUN <<-EOF\n\t#!/bin/bash\n\ta\n\tb\n\tEOF\n",
        "FROM debian:12\nRUN <<-EOF\n\t#!/bin/bash\n\tset -e\n\ta\n\tb\n\tEOF\n",
        unsafe=True,
    )


def test_no_and_before_an_or_or_what_runs_in_the_background():
    for run in ("a; b && c || d", "a; b & c"):
        text = f"FROM debian:12\nRUN {run}\n"
        check_fix("semicolon-instead-of-and", text, text, unsafe=True)
    check_fix(
        "semicolon-instead-of-and",
        "FROM debian:12\nRUN a || b; c; d\n",
        "FROM debian:12\nRUN a || b; c && d\n",
        unsafe=True,
    )


def test_no_option_that_the_shell_would_get_with_a_carriage_return():
    text = "FROM debian:12\r\nRUN <<EOF\r\na\r\nb\r\nEOF\r\n"
    check_fix("heredoc-without-errexit", text, text, unsafe=True)
