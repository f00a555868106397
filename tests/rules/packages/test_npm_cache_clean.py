from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "npm-cache-clean"


@pytest.mark.parametrize(
    "run",
    [
        "npm ci && npm cache clean --force",
        "npm ci && rm -rf ~/.npm",
        "npm ci && rm -rf /home/node/.npm/_cacache",
        "--mount=type=cache,target=/root/.npm npm ci",
        "--mount=type=cache,target=$CACHE npm ci",
        "--mount=type=cache,target=/home/node/.npm,uid=1000 npm ci",
        "npm ci --cache /tmp/npm",
        "npm_config_cache=/tmp/npm npm ci",
        "npm ci $NPM_FLAGS",
        "npm run build && npm test",
        "pnpm install",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM node:22\nRUN {run}\n")


def test_only_what_ships_counts():
    check_rule(
        RULE,
        """\
        FROM node:22 AS build
        RUN npm ci
        FROM node:22 AS dependencies
        RUN npm cache clean --force && npm i --omit=dev
                                           ^
        FROM dependencies
        ENV npm_config_cache=/cache
        RUN npm install -g some
        """,
    )


def test_a_manager_that_is_removed_again_cleans_nothing():
    text = "FROM debian:12\nRUN npm install -g a@1 && apt-get purge -y npm\n"
    check_fix(RULE, text, text, unsafe=True)


def test_the_fix_calls_npm_as_it_is_called():
    check_fix(
        RULE,
        "FROM node:22\nRUN /opt/node/bin/npm i -g a@1\n",
        "FROM node:22\nRUN /opt/node/bin/npm i -g a@1 \\\n    && /opt/node/bin/npm cache clean --force\n",
        unsafe=True,
    )
