from __future__ import annotations

import pytest

from dockwright.lint.fixing import settle
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.checks import check_fix, check_rule
from tests.support.project import Files

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
        # Whose number, or whose home, nobody knows.
        "FROM node:22\nUSER app\nRUN npm ci",
        "FROM node:22\nUSER 1234\nRUN npm ci",
        "FROM node:22\nRUN useradd app\nUSER app\nRUN npm ci",
        "FROM example.org/node\nRUN npm ci",
        # Where the cache lies is not to be told.
        "FROM node:22\nARG DIR\nENV npm_config_cache=$DIR\nRUN npm ci",
        "FROM node:22\nRUN npm config set cache /npm\nRUN npm ci",
        "FROM node:22\nRUN npm_config_cache=/npm npm ci",
        "FROM python:3.13\nRUN pip install --cache-dir /pip x",
        "FROM ruby:3.4\nENV BUNDLE_PATH=/gems\nRUN bundle install",
        "FROM ruby:3.4\nRUN bundle config set --local deployment true && bundle install",
        "FROM debian:12\nRUN bundle install",
        "FROM php:8\nRUN composer install",
        "FROM example.org/golang\nUSER 0\nRUN go mod download",
        "FROM python:3.13\nENV UV_LINK_MODE=symlink\nRUN uv sync",
        # A container or another stage needs what would be on the mount.
        "FROM golang:1.25\nRUN go mod download",
        'FROM golang:1.25\nRUN go mod download\nCMD ["go", "run", "."]',
        "FROM golang:1.25 AS a\nRUN go mod download\nFROM scratch\nCOPY --from=a /go/pkg /go/pkg",
        'FROM rust:1 AS a\nRUN cargo fetch\nSHELL ["pwsh"]\nRUN cargo build\nFROM scratch\nCOPY --from=a /a /a',
        # Another RUN needs the lists, or what contradicts cannot be taken away.
        "FROM debian:12\nRUN apt-get install -y x",
        "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y x",
        "FROM debian:12 AS a\nRUN apt-get update && apt-get install -y x\nFROM a\nRUN apt-get install -y y",
        "FROM node:22\nRUN if true; then npm ci && npm cache clean --force; fi",
        "FROM composer:2\nRUN composer install && rm -rf /tmp/*",
        "FROM node:22\nONBUILD RUN npm ci",
    ],
)
def test_no_fix_where_something_would_be_lost_or_nobody_knows(lines: str):
    check_fix(RULE, f"{lines}\n", f"{lines}\n", unsafe=True)


def test_each_flag_against_the_cache_goes():
    check_fix(
        RULE,
        "FROM python:3.13\nRUN --network=host pip install --no-cache-dir a && \\\n    pip install b --no-cache-dir\n",
        "FROM python:3.13\nRUN --mount=type=cache,target=/root/.cache/pip --network=host pip install a && \\\n"
        "    pip install b\n",
        unsafe=True,
    )


def test_each_clean_up_goes():
    check_fix(RULE, """\
        FROM node:22
        ENV POETRY_CACHE_DIR=/tmp/poetry
        RUN npm ci && npm cache clean --force
        RUN set -eux; \\
            yarn install --frozen-lockfile; \\
            yarn cache clean
        RUN <<EOF
        set -e
        poetry install
        rm -rf "$POETRY_CACHE_DIR" ~/.cache /tmp/x
        EOF
        """, """\
        FROM node:22
        ENV POETRY_CACHE_DIR=/tmp/poetry
        RUN --mount=type=cache,target=/root/.npm npm ci
        RUN --mount=type=cache,target=/usr/local/share/.cache/yarn set -eux; \\
            yarn install --frozen-lockfile
        RUN --mount=type=cache,target=/tmp/poetry/cache --mount=type=cache,target=/tmp/poetry/artifacts <<EOF
        set -e
        poetry install
        rm -rf ~/.cache /tmp/x
        EOF
        """, unsafe=True)  # fmt: skip


def test_a_variable_against_the_cache_goes_where_every_run_has_the_mount():
    check_fix(RULE, """\
        FROM python:3.13 AS base
        ENV PYTHONUNBUFFERED=1 \\
            PIP_NO_CACHE_DIR=1
        RUN pip install a
        FROM base
        RUN pip install b
        """, """\
        FROM python:3.13 AS base
        ENV PYTHONUNBUFFERED=1
        RUN --mount=type=cache,target=/root/.cache/pip pip install a
        FROM base
        RUN --mount=type=cache,target=/root/.cache/pip pip install b
        """, unsafe=True)  # fmt: skip


def test_who_installs_packages_of_the_system_is_root():
    check_fix(
        RULE,
        "FROM example.org/own\nRUN apk add x\nUSER app\nRUN apk add y\n",
        "FROM example.org/own\nRUN --mount=type=cache,target=/var/cache/apk,sharing=locked"
        " ln -sfn /var/cache/apk /etc/apk/cache && apk add x\nUSER app\nRUN apk add y\n",
        unsafe=True,
    )


def test_lists_that_a_later_run_needs_stay_in_the_image():
    mounts = (
        "--mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked"
    )
    check_fix(RULE, """\
        FROM debian:12
        RUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*
        RUN apt-get update && apt-get install -y b
        RUN apt-get install -y c
        RUN apt-get update && apt-get install -y d
        """, f"""\
        FROM debian:12
        RUN {mounts} rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y a
        RUN apt-get update && apt-get install -y b
        RUN apt-get install -y c
        RUN {mounts} rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y d
        """, unsafe=True)  # fmt: skip


def test_what_apt_knows_of_packages_stays_in_the_image_where_it_matters():
    mounts = "--mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists"
    check_fix(RULE, """\
        FROM debian:12
        RUN apt-get update && apt-get install -y a && apt-get purge -y --auto-remove b && rm -rf /var/lib/apt/lists/*
        """, f"""\
        FROM debian:12
        RUN {mounts},sharing=locked rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y a \
&& apt-get purge -y --auto-remove b
        """, unsafe=True)  # fmt: skip


def test_in_the_home_of_whom_a_number_is_known():
    check_fix(RULE, """\
        FROM node:22
        USER node
        RUN npm ci
        FROM python:3.13
        RUN groupadd -g 1002 app && useradd --uid 1001 -g 1002 -d /srv/app app
        USER app
        RUN pip install a
        ENV HOME=/tmp/home
        USER 4321:99
        RUN pip install b
        """, """\
        FROM node:22
        USER node
        RUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 npm ci
        FROM python:3.13
        RUN groupadd -g 1002 app && useradd --uid 1001 -g 1002 -d /srv/app app
        USER app
        RUN --mount=type=cache,target=/srv/app/.cache/pip,uid=1001,gid=1002 pip install a
        ENV HOME=/tmp/home
        USER 4321:99
        RUN --mount=type=cache,target=/tmp/home/.cache/pip,uid=4321,gid=99 pip install b
        """, unsafe=True)  # fmt: skip


def test_every_run_that_may_read_the_store_mounts_it():
    mounts = "--mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/usr/local/cargo/git/db"
    check_fix(RULE, """\
        FROM rust:1 AS deps
        RUN cargo fetch
        FROM deps AS build
        RUN apt-mark auto x
        RUN ./build.sh
        RUN --mount=type=cache,target=/usr/local/cargo/registry make
        FROM scratch
        COPY --from=build /app/target/release/app /
        """, f"""\
        FROM rust:1 AS deps
        RUN {mounts} cargo fetch
        FROM deps AS build
        RUN apt-mark auto x
        RUN {mounts} ./build.sh
        RUN --mount=type=cache,target=/usr/local/cargo/git/db --mount=type=cache,target=/usr/local/cargo/registry make
        FROM scratch
        COPY --from=build /app/target/release/app /
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "target"),
    [
        ("nodeLinker: node-modules", "/root/.yarn/berry/cache"),
        ("nodeLinker: node-modules\nenableGlobalCache: false", None),
        ("enableGlobalCache: true", None),
    ],
)
def test_yarn_without_node_modules_reads_its_archives_at_run_time(settings: str, target: str | None):
    project = Files({".yarnrc.yml": settings, "package.json": '{"packageManager": "yarn@4.5.0"}'})
    before = "FROM node:22\nRUN yarn install --immutable\n"
    mount = f"--mount=type=cache,target={target} " if target is not None else ""
    check_fix(RULE, before, before.replace("RUN ", f"RUN {mount}"), unsafe=True, project=project)


@pytest.mark.parametrize(
    ("text", "mounts"),
    [
        (
            "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y gcc && pip install --no-cache-dir a"
            " && rm -rf /var/lib/apt/lists/*\n",
            3,
        ),
        (
            "FROM alpine:3.20\nRUN apk add curl && rm -rf /var/cache/apk/*\nUSER 1:1\nRUN x\nUSER 0\n"
            "RUN apk add --no-cache git\n",
            2,
        ),
        ("FROM rockylinux:9\nRUN dnf install -y curl\n", 1),
        ("FROM python:3.13-slim\nENV PIP_NO_CACHE_DIR=1\nRUN pip install a\n", 1),
        ("FROM node:22\nRUN npm install && npm cache clean --force\n", 1),
        ("FROM node:22\nRUN yarn install && yarn cache clean\n", 1),
    ],
)
def test_with_all_other_rules_it_comes_to_rest(text: str, mounts: int):
    settings = Settings(extend_select=(RULE,))
    first = settle(Document.parse(text), all_rules(), settings, unsafe=True).document.text
    second = settle(Document.parse(first), all_rules(), settings, unsafe=True).document.text
    assert second == first
    assert first.count("--mount=type=cache") == mounts
    for contradiction in ("--no-cache", "rm -rf", "clean", "NO_CACHE"):
        assert contradiction not in first.replace("docker-clean", "")
