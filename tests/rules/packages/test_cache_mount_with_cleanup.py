from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "cache-mount-with-cleanup"


@pytest.mark.parametrize(
    "run",
    [
        "--mount=type=cache,target=/var/cache/apt apt-get install -y x && rm -rf /var/lib/apt/lists/*",
        "--mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y x && apt-get clean",
        "--mount=type=cache,target=/var/cache/apt apt-get install -y x && apt-get autoclean",
        "--mount=type=cache,target=/root/.npm pip install --no-cache-dir x",
        "--mount=type=cache,target=/root/.cache/uv uv sync && uv cache prune --ci",
        "--mount=type=cache,target=/root/.cache/go-build go clean && go build",
        "--mount=type=cache,target=/root/.m2 mvn clean package",
        "--mount=type=tmpfs,target=/root/.cache/pip pip install --no-cache-dir x",
        "--mount=type=cache,target=/build rm -rf /build/old",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM debian:12\nRUN {run}\n")


def test_what_defeats_a_mount():
    check_rule(RULE, """\
        FROM debian:12
        RUN --mount=type=cache,target=/var/lib/apt apt-get update && rm -rf /var/lib/apt/lists/*
                                                                            ^^^^^^^^^^^^^^^^^^^^
        RUN --mount=type=cache,target=/var/cache/apt apt-get install -y x && apt-get clean
                                                                                     ^^^^^
        RUN --mount=type=cache,target=/root/.cache pip install x --no-cache-dir && rm -rf ~/.cache
                                                                 ^^^^^^^^^^^^^^
                                                                                          ^^^^^^^^
        RUN --mount=type=cache,target=/etc/apk/cache apk add --no-cache x
                                                             ^^^^^^^^^^
        RUN --mount=type=cache,target=/go/pkg/mod go build && go clean -modcache
                                                                 ^^^^^
        """)  # fmt: skip


def test_a_variable_counts():
    check_rule(
        RULE,
        """\
        FROM python:3.13
        ENV PIP_NO_CACHE_DIR=1
        RUN --mount=type=cache,target=/root/.cache/pip pip install x
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    )


def test_a_variable_goes_where_every_run_may_have_the_mount():
    check_fix(RULE, """\
        FROM python:3.13
        ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
        RUN --mount=type=cache,target=/root/.cache/pip pip install x
        RUN pip install y
        FROM python:3.13
        ARG PIP_NO_CACHE_DIR=1
        RUN --mount=type=cache,target=/root/.cache/pip pip install z
        """, """\
        FROM python:3.13
        ENV PYTHONUNBUFFERED=1
        RUN --mount=type=cache,target=/root/.cache/pip pip install x
        RUN --mount=type=cache,target=/root/.cache/pip pip install y
        FROM python:3.13
        ARG PIP_NO_CACHE_DIR=1
        RUN --mount=type=cache,target=/root/.cache/pip pip install z
        """, unsafe=True)  # fmt: skip


def test_a_cache_may_be_moved():
    check_fix(
        RULE,
        "FROM node:22\nENV npm_config_cache=/npm\nRUN --mount=type=cache,target=/npm npm ci && rm -rf /npm/*\n",
        "FROM node:22\nENV npm_config_cache=/npm\nRUN --mount=type=cache,target=/npm npm ci\n",
        unsafe=True,
    )


def test_one_command_of_several_may_pass_over_the_cache():
    check_rule(
        RULE,
        "FROM a\nRUN --mount=type=cache,target=/root/.cache/uv uv pip install a && uv pip install --no-cache b\n",
    )


def test_what_else_is_removed_still_is():
    check_fix(RULE, """\
        FROM debian:12
        RUN --mount=type=cache,target=/var/lib/apt apt-get update && rm -rf /var/lib/apt/lists/* /tmp/x
        RUN --mount=type=cache,target=/var/lib/apt apt-get update && rm -rf /tmp/x "$Y" /var/lib/apt/lists/*
        RUN --mount=type=cache,target=/root/.cache/pip pip install x && rm -rf ~/.cache
        RUN --mount=type=cache,target=/root/.cache pip install x && rm -rf /root/.{cache,config}
        RUN --mount=type=cache,target=/var/lib/apt apt-get update && rm -r /var/lib/apt/lists
        """, """\
        FROM debian:12
        RUN --mount=type=cache,target=/var/lib/apt apt-get update && rm -rf /tmp/x
        RUN --mount=type=cache,target=/var/lib/apt apt-get update && rm -rf /tmp/x "$Y"
        RUN --mount=type=cache,target=/root/.cache/pip pip install x && rm -rf ~/.cache
        RUN --mount=type=cache,target=/root/.cache pip install x && rm -rf /root/.{cache,config}
        RUN --mount=type=cache,target=/var/lib/apt apt-get update
        """, unsafe=True)  # fmt: skip
