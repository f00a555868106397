from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "pip-trusted-host"


@pytest.mark.parametrize(
    "line",
    [
        "RUN pip install --trusted-host localhost --trusted-host=127.0.0.1:3141 a",
        "ENV PIP_TRUSTED_HOST=",
        "RUN echo pip install --trusted-host example.com",
    ],
)
def test_silent(line: str):
    check_rule(RULE, f"FROM python:3.13\n{line}\n")


def test_every_way_to_say_it():
    check_rule(
        RULE,
        """\
        FROM python:3.13
        ARG PIP_TRUSTED_HOST="a.example b.example"
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN python -m pip install --trusted-host $HOST a && pip3 config set global.trusted-host a.example
                                  ^^^^^^^^^^^^^^^^^^^^
                                                                            ^^^^^^^^^^^^^^^^^^^
        RUN export PIP_TRUSTED_HOST=a.example && uv pip install --allow-insecure-host a.example b
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    )


def test_taken_away_with_its_line():
    check_fix(
        RULE,
        "FROM python:3.13\nRUN pip install \\\n  --trusted-host a.example \\\n  -i https://a.example b\n",
        "FROM python:3.13\nRUN pip install \\\n  -i https://a.example b\n",
        unsafe=True,
    )


def test_two_strings_of_an_exec_form_and_a_command():
    check_fix(
        RULE,
        """\
        FROM python:3.13
        RUN ["pip", "install", "--trusted-host", "a.example", "flask"]
        RUN pip config set global.trusted-host a.example && pip install flask
        """,
        """\
        FROM python:3.13
        RUN ["pip", "install", "flask"]
        RUN pip install flask
        """,
        unsafe=True,
    )
