from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "package-cache-mount"


@pytest.mark.parametrize(
    "run",
    [
        "--mount=type=cache,target=/root/.npm npm ci",
        "--mount=type=cache,target=/home/node/.npm npm ci",
        "npm run build",
        "npm cache clean",
        "apt-get purge x",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM node:22\nRUN {run}\n")


def test_once_for_each_manager():
    check_rule(RULE, """\
        FROM golang:1.25
        RUN go mod download && go build . && npm ci && npm install -g x
                   ^^^^^^^^
                                                 ^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "USER node\nRUN npm ci",
        "ENV npm_config_cache=/npm\nRUN npm ci",
        "RUN npm ci && npm cache clean --force",
        "RUN go mod download",
        "RUN apt-get install -y x",
        "ONBUILD RUN npm ci",
    ],
)
def test_no_fix_where_the_place_or_the_use_is_not_plain(lines: str):
    check_fix(RULE, f"FROM node:22\n{lines}\n", f"FROM node:22\n{lines}\n", unsafe=True)


def test_each_flag_against_the_cache_goes():
    check_fix(
        RULE,
        "FROM python:3.13\nRUN --network=host pip install --no-cache-dir a && \\\n    pip install b --no-cache-dir\n",
        "FROM python:3.13\nRUN --mount=type=cache,target=/root/.cache/pip --network=host pip install a && \\\n"
        "    pip install b\n",
        unsafe=True,
    )
