from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "npm-strict-ssl-off"


@pytest.mark.parametrize(
    "line",
    [
        "RUN npm config set strict-ssl true && npm --strict-ssl ci",
        "RUN echo 'use npm config set strict-ssl false'",
        "RUN echo strict-ssl=false > /notes",
        "ENV NPM_CONFIG_STRICT_SSL=true",
    ],
)
def test_silent(line: str):
    check_rule(RULE, f"FROM node:22\n{line}\n")


def test_every_way_to_say_it():
    check_rule(
        RULE,
        """\
        FROM node:22
        ENV A=b npm_config_strict_ssl=false
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN npm config set strict-ssl false && npm set strict-ssl=false && yarn config set "strict-ssl" false -g
                           ^^^^^^^^^^^^^^^^
                                                       ^^^^^^^^^^^^^^^^
                                                                                           ^^^^^^^^^^^^^^^^^^
        RUN yarn config set enableStrictSsl false && echo "strict-ssl=false" >> ~/.npmrc
                            ^^^^^^^^^^^^^^^^^^^^^
                                                          ^^^^^^^^^^^^^^^^^^
        RUN NPM_CONFIG_STRICT_SSL=false npm ci
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    )


def test_taken_away():
    check_fix(
        RULE,
        "FROM node:22\nENV NPM_CONFIG_STRICT_SSL=false\nRUN npm --no-strict-ssl i && NPM_CONFIG_STRICT_SSL=0 npm ci\n",
        "FROM node:22\nRUN npm i && npm ci\n",
        unsafe=True,
    )


def test_the_command_goes_that_sets_nothing_else():
    check_fix(
        RULE,
        """\
        FROM node:22
        ENV A=b npm_config_strict_ssl=false C=d
        RUN npm config set strict-ssl false && npm set strict-ssl=false \\
            && npm config set strict-ssl false registry http://a && npm --strict-ssl false ci
        RUN ["npm", "--strict-ssl", "false", "ci"]
        RUN echo "strict-ssl=false" >> ~/.npmrc && printf 'strict-ssl=false\\nloglevel=warn\\n' > .npmrc
        RUN npm config set strict-ssl false || true
        RUN yarn config set strict-ssl false
        RUN export npm_config_strict_ssl=false && npm ci
        """,
        """\
        FROM node:22
        ENV A=b C=d
        RUN npm config set strict-ssl false registry http://a && npm ci
        RUN ["npm", "ci"]
        RUN printf 'strict-ssl=false\\nloglevel=warn\\n' > .npmrc
        RUN npm config set strict-ssl false || true
        RUN npm ci
        """,
        unsafe=True,
    )
