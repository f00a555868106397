from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_a_cd_that_nothing_follows():
    check_rule("cd-alone", """\
        FROM debian:12
        RUN cd /app
            ^^^^^^^
        RUN mkdir -p /app && cd /app
                             ^^^^^^^
        RUN ["cd", "/app"]
            ^^^^^^^^^^^^^^
        RUN (cd /app)
             ^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run", ["cd /app && make", "make && cd ..", "(cd /app && make)", "echo cd /app", "[ -d x ] && cd x"]
)
def test_silent(run: str):
    check_rule("cd-alone", f"FROM debian:12\nRUN {run}\n")


def test_silent_where_the_shell_is_another():
    check_rule("cd-alone", 'FROM debian:12\nSHELL ["pwsh", "-c"]\nRUN cd /app\n')


@pytest.mark.parametrize("run", ["cd app", "cd $APP", "cd ~", "cd /a && cd b", "(cd /app)", "--network=none cd /app"])
def test_no_fix_where_the_place_is_not_plain(run: str):
    text = f"FROM debian:12\nRUN {run}\n"
    check_fix("cd-alone", text, text, unsafe=True)


def test_the_fix_keeps_case_and_is_to_be_asked_for():
    check_fix("cd-alone", "FROM debian:12\nrun cd /app\n", "FROM debian:12\nworkdir /app\n", unsafe=True)
    check_fix("cd-alone", "FROM debian:12\nRUN cd /app\n", "FROM debian:12\nRUN cd /app\n")
    check_fix("cd-alone", "FROM debian:12\nONBUILD RUN cd /a\n", "FROM debian:12\nONBUILD RUN cd /a\n", unsafe=True)


@pytest.mark.parametrize("destination", ["./", "app/", "$TO"])
def test_files_go_where_they_went(destination: str):
    rest = f"COPY . {destination}\n"
    check_fix("cd-alone", f"FROM debian:12\nRUN cd /a\n{rest}", f"FROM debian:12\n{rest}", unsafe=True)
    # A comment above would be about what comes below.
    text = f"FROM debian:12\n# why\nRUN cd /a\n{rest}"
    check_fix("cd-alone", text, text, unsafe=True)


def test_what_is_told_where_to_go_is_no_hindrance():
    for rest in ("COPY . /srv/\n", "WORKDIR /b\nCOPY . ./\n"):
        check_fix("cd-alone", f"FROM debian:12\nRUN cd /a\n{rest}", f"FROM debian:12\nWORKDIR /a\n{rest}", unsafe=True)


def test_where_the_build_is_already():
    check_fix("cd-alone", "FROM a\nWORKDIR /a\nRUN cd /a\nRUN x\n", "FROM a\nWORKDIR /a\nRUN x\n", unsafe=True)
