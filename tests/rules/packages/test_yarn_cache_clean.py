from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "yarn-cache-clean"


@pytest.mark.parametrize(
    "lines",
    [
        "RUN yarn && yarn cache clean --all",
        "RUN yarn add a && rm -rf /usr/local/share/.cache",
        "RUN --mount=type=cache,target=/root/.cache/yarn yarn install",
        "RUN --mount=type=cache,id=yarn,dst=/cache/yarn yarn install",
        "RUN yarn install --cache-folder /tmp/a",
        "ENV YARN_CACHE_FOLDER=/tmp/a\nRUN yarn install",
        "RUN yarn build && yarn cache list",
        "RUN yarn install --immutable",
        "COPY package.json yarn.lock .yarnrc.yml ./\nRUN yarn install",
        "RUN corepack enable\nRUN yarn install",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM node:22\n{lines}\n")


def test_listing_the_cache_empties_nothing():
    check_rule(
        RULE,
        """\
        FROM node:22
        RUN yarn && yarn cache list
            ^^^^
        RUN yarn global add a
                        ^^^
        """,
    )


def test_the_fix_calls_yarn_as_it_is_called():
    check_fix(
        RULE,
        "FROM debian:12\nRUN /yarn/bin/yarn install\n",
        "FROM debian:12\nRUN /yarn/bin/yarn install \\\n    && /yarn/bin/yarn cache clean\n",
        unsafe=True,
    )
