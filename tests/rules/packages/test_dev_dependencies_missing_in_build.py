from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "dev-dependencies-missing-in-build"


@pytest.mark.parametrize(
    ("install", "flag"),
    [
        ("npm ci", "--only=production"),
        ("npm install", "--omit=dev"),
        ("npm ci", "--only production"),
        ("yarn install", "--production"),
        ("pnpm install", "--prod"),
    ],
)
@pytest.mark.parametrize("build", ["npm run build", "yarn build", "npm run build:prod"])
def test_a_build_behind_it(install: str, flag: str, build: str):
    blanks = " " * len(f"RUN {install} ")
    (found,) = check_rule(
        RULE, f"FROM node:22\nWORKDIR /a\nRUN {install} {flag}\n{blanks}{'^' * len(flag)}\nCOPY . .\nRUN {build}\n"
    )
    assert found.related


def test_in_one_run_and_in_a_stage_built_on_it():
    check_rule(RULE, """\
        FROM node:22
        RUN npm ci --omit=dev && npm run build
                   ^^^^^^^^^^
        FROM node:22 AS deps
        WORKDIR /a
        RUN npm ci --omit=dev
                   ^^^^^^^^^^
        FROM deps
        RUN npm run build
        """)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "RUN npm ci\nRUN npm run build\nRUN npm prune --omit=dev",
        "RUN npm run build && npm ci --omit=dev",
        "RUN npm ci --omit=dev && cp -r node_modules /prod && npm ci\nRUN npm run build",
        "RUN npm ci --omit=dev\nRUN npm install typescript\nRUN npm run build",
        "RUN npm ci --omit=dev\nCOPY --from=deps /a/node_modules node_modules\nRUN npm run build",
        "RUN npm ci --omit=dev\nWORKDIR /client\nRUN npm run build",
        "RUN npm ci --omit=dev\nRUN cd client && npm run build",
        "RUN npm --prefix server ci --omit=dev\nRUN npm run build",
        "RUN npm ci --omit=dev\nRUN npm run start",
        "RUN npm install --production=false\nRUN npm run build",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM node:22\nWORKDIR /a\n{lines}\n")


def test_silent_in_another_stage():
    check_rule(RULE, "FROM node:22 AS deps\nRUN npm ci --omit=dev\nFROM node:22\nRUN npm run build\n")
