from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "pip-no-cache"


@pytest.mark.parametrize(
    "run",
    [
        "pip install --no-cache-dir x",
        "pip --no-cache-dir install x",
        "pip3 install --no-cache x",
        "pip install --cache-dir /tmp/x x",
        "pip install --no-index x",
        "pip install x && pip cache purge",
        "pip install x && rm -rf ~/.cache/pip",
        "pip install x && rm -rf /root/.cache",
        "pip install x && rm -rf $HOME/.cache/*",
        "PIP_NO_CACHE_DIR=1 pip install x",
        "env PIP_NO_CACHE_DIR=true pip install x",
        "export PIP_NO_CACHE_DIR=yes && pip install x",
        "PIP_NO_CACHE_DIR=off pip install x",
        "--mount=type=cache,target=/root/.cache/pip pip install x",
        "--mount=type=cache,target=/root/.cache pip install x",
        "--mount=type=cache,target=/home/app/.cache/pip,uid=1000 pip install x",
        "pip download x",
        "pip wheel x",
        "pipx install x",
        "uv pip install x",
        "pip config set global.no-cache-dir true && pip install x",
        "pip install $PIP_ARGS x",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM python:3.13\nRUN {run}\n")


@pytest.mark.parametrize("value", ["1", "on", "true", "yes", "0", "off", "false", "no", "$UNKNOWN"])
def test_switched_off_by_the_environment(value: str):
    check_rule(RULE, f"FROM python:3.13\nENV PIP_NO_CACHE_DIR={value}\nRUN pip install x\n")


def test_an_empty_switch_is_none():
    check_rule(RULE, """\
        FROM python:3.13
        ENV PIP_NO_CACHE_DIR=
        RUN python3 -m pip install x
                           ^^^^^^^
        """)  # fmt: skip
    check_rule(RULE, """\
        FROM python:3.13
        RUN PIP_NO_CACHE_DIR= pip3.12 download a && pip install b
                                                        ^^^^^^^
        """)  # fmt: skip


def test_a_cache_elsewhere_that_is_mounted():
    check_rule(RULE, """\
        FROM python:3.13
        ENV PIP_CACHE_DIR=/cache
        RUN --mount=type=cache,target=/cache pip install x
        """)  # fmt: skip


def test_a_configuration_file_may_say_so():
    check_rule(RULE, "FROM python:3.13\nCOPY pip.conf /etc/pip.conf\nRUN pip install x\n")


def test_only_what_ships():
    check_rule(RULE, """\
        FROM python:3.13 AS build
        RUN pip install x
        FROM python:3.13
        COPY --from=build /usr/local /usr/local
        """)  # fmt: skip


def test_the_fix():
    check_fix(
        RULE,
        'FROM python:3.13\nRUN pip install -U pip && python -m pip install \\\n  x\nRUN ["pip", "install", "x"]\n',
        "FROM python:3.13\nRUN pip install --no-cache-dir -U pip && python -m pip install --no-cache-dir \\\n  x\n"
        'RUN ["pip", "install", "--no-cache-dir", "x"]\n',
    )
