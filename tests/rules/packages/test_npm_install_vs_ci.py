from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule
from tests.support.project import Files

RULE = "npm-install-vs-ci"


@pytest.mark.parametrize("copied", ["package.json package-lock.json", "package*.json", "app/package*.json", "*.json"])
def test_a_lock_file_is_copied(copied: str):
    check_rule(RULE, f"""\
        FROM node:22
        COPY {copied} ./
        RUN npm i --omit=dev
                ^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "COPY package.json ./\nRUN npm install",
        "COPY . .\nRUN npm install",
        "RUN npm install\nCOPY package*.json ./",
        "COPY --from=x package-lock.json ./\nRUN npm install",
        "COPY package*.json ./\nRUN npm install express",
        "COPY package*.json ./\nRUN npm install -g",
        "COPY package*.json ./\nRUN npm install --no-package-lock",
        "COPY package*.json ./\nRUN npm --prefix client install",
        "COPY package*.json ./\nRUN rm package-lock.json && npm install",
        "COPY package*.json ./\nRUN npm ci",
        "COPY package*.json ./\nRUN yarn install",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM node:22\n{lines}\n")


def test_silent_where_npm_has_no_ci():
    check_rule(RULE, "FROM node:6\nCOPY package*.json ./\nRUN npm install\n")
    setup = "RUN curl --silent https://rpm.nodesource.com/setup_9.x | bash -"
    check_rule(RULE, f"FROM centos:7\n{setup}\nCOPY package*.json ./\nRUN npm install\n")


def test_the_folder_is_asked_where_there_is_one():
    lines = "FROM node:22\nCOPY . .\nRUN npm install\n        ^^^^^^^\n"
    check_rule(RULE, lines, project=Files({"package-lock.json": "{}"}))
    check_rule(RULE, "FROM node:22\nCOPY package*.json ./\nRUN npm install\n", project=Files({"package.json": "{}"}))


def test_the_fix_in_exec_form():
    check_fix(
        RULE,
        'FROM node:22\nCOPY package*.json ./\nRUN ["npm", "install"]\n',
        'FROM node:22\nCOPY package*.json ./\nRUN ["npm", "ci"]\n',
        unsafe=True,
    )
