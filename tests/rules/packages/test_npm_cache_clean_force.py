from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "npm-cache-clean-force"


@pytest.mark.parametrize(
    "lines",
    [
        "FROM node:22\nRUN npm cache clean -f && npm --force cache rm && npm cache verify && npm cache clean key",
        "FROM node:6\nRUN npm cache clean",
        "FROM debian:12\nRUN curl -fsSL https://deb.nodesource.com/setup_6.x | bash - && npm cache clean",
        "FROM rockylinux:8\nRUN curl -fsSL https://rpm.nodesource.com/setup_7.x | bash -\nRUN npm cache clean",
        "FROM node:22\nENV npm_config_force=true\nRUN npm cache clean",
        "FROM node:22\nRUN npm cache clean $NPM_FLAGS",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"{lines}\n")


def test_force_is_put_behind_the_subcommand():
    check_fix(
        RULE,
        'FROM node:22\nRUN ["npm", "cache", "clear"]\nRUN npm cache rm || true\n',
        'FROM node:22\nRUN ["npm", "cache", "clear", "--force"]\nRUN npm cache rm || true\n',
    )
    check_fix(
        RULE,
        "FROM node:22\nRUN npm cache rm || true\n",
        "FROM node:22\nRUN npm cache rm --force || true\n",
        unsafe=True,
    )
