from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "npm-only-production"


def test_each_old_flag():
    check_rule(RULE, """\
        FROM node:22
        RUN npm ci --only=production && npm prune --production
                   ^^^^^^^^^^^^^^^^^              ^^^^^^^^^^^^
        RUN npm install --only prod --silent
                        ^^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "npm ci --omit=dev",
        "npm install --production=false",
        "npm install --only=dev",
        "yarn install --production",
        "pnpm install --prod",
        "echo npm ci --only=production",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM node:22\nRUN {run}\n")


@pytest.mark.parametrize("tag", ["14", "12.22-alpine", "10", "erbium-slim", "lts-dubnium"])
def test_old_versions_know_no_other(tag: str):
    check_rule(RULE, f"FROM node:{tag}\nRUN npm ci --only=production\n")


def test_the_fix():
    check_fix(
        RULE,
        'FROM node:22\nRUN npm i --only production x\nRUN ["npm", "ci", "--only=production"]\n',
        'FROM node:22\nRUN npm i --omit=dev x\nRUN ["npm", "ci", "--omit=dev"]\n',
        unsafe=True,
    )
