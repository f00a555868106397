from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "dev-dependencies-in-final"


@pytest.mark.parametrize(
    "lines",
    [
        "RUN npm ci --omit dev && yarn --prod && pnpm i -P && bun install --production",
        "ENV NODE_ENV=production\nRUN npm ci",
        "RUN npm ci\nRUN npm run build",
        "RUN npm ci && npm prune --omit=dev",
        "RUN npm install -g a && npm install b",
        "RUN yarn workspaces focus --production",
        "RUN bundle config set --local without 'development test' && bundle install",
        "ENV BUNDLE_WITHOUT=development\nRUN bundle install",
        "RUN poetry install --only main && uv sync --no-dev && pipenv install",
        "RUN npm ci\nCMD npm run dev",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM node:22\n{lines}\n")


def test_only_the_last_stage_ships():
    check_rule(RULE, "FROM node:22\nRUN npm ci\nFROM node:22 AS test\nRUN npm ci\n")


def test_each_tool_has_its_flag():
    check_fix(
        RULE,
        "FROM node:22\nRUN pnpm install && composer install -o && uv sync && yarn\n",
        "FROM node:22\nRUN pnpm install --prod && composer install --no-dev -o && uv sync --no-dev && yarn\n",
        unsafe=True,
    )


def test_bundler_is_told_by_a_variable():
    check_fix(
        RULE,
        "FROM ruby:3.4\n# gems\n  run bundle install\n",
        "FROM ruby:3.4\n  env BUNDLE_WITHOUT=development:test\n# gems\n  run bundle install\n",
        unsafe=True,
    )
