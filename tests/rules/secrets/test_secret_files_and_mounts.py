from __future__ import annotations

import pytest

from dockwright.catalog import credentials
from dockwright.semantic.document import Document
from tests.support.checks import check_fix, check_rule, found_by, settings_with, the_rule

LAYER = "secret-removed-in-later-layer"


def test_credentials_that_stay_in_a_layer():
    check_rule("secret-removed-in-later-layer", """\
        FROM node:22 AS build
        COPY .npmrc ./
        RUN npm ci
        RUN rm .npmrc
        FROM node:22
        COPY package.json .npmrc /app/
        COPY pubring.key id_rsa.pub /tmp/
        RUN echo "$KEY" > /root/.ssh/id_ed25519 && npm ci && rm -f .npmrc
                                                                   ^^^^^^
        RUN echo "machine x" > ~/.netrc && git pull && rm ~/.netrc
        RUN rm -f /root/.ssh/id_ed25519 /tmp/pubring.key /tmp/id_rsa.pub
                  ^^^^^^^^^^^^^^^^^^^^^
        """)  # fmt: skip


def test_mounts_that_everyone_reads():
    check_fix("secret-mount-permissions", """\
        RUN --mount=type=secret,id=a,mode=0444 --mount=type=ssh,mode=666 make
        RUN --mount=type=secret,id=a,mode=0440 --mount=type=secret,id=b,mode=$MODE make
        RUN --mount=type=cache,target=/x,mode=0777 make
        """, """\
        RUN --mount=type=secret,id=a,mode=0400 --mount=type=ssh,mode=0600 make
        RUN --mount=type=secret,id=a,mode=0440 --mount=type=secret,id=b,mode=$MODE make
        RUN --mount=type=cache,target=/x,mode=0777 make
        """, unsafe=True)  # fmt: skip


def test_a_file_for_another_user_is_made_that_users():
    check_fix("secret-mount-permissions", """\
        FROM debian:12
        RUN useradd -u 1001 app
        USER app
        RUN --mount=type=secret,id=a,mode=0444 make
        RUN --mount=type=secret,id=b,mode=0444,uid=7 make
        USER other
        RUN --mount=type=secret,id=c,mode=0444 make
        """, """\
        FROM debian:12
        RUN useradd -u 1001 app
        USER app
        RUN --mount=type=secret,id=a,mode=0400,uid=1001 make
        RUN --mount=type=secret,id=b,mode=0400,uid=7 make
        USER other
        RUN --mount=type=secret,id=c,mode=0444 make
        """, unsafe=True)  # fmt: skip


FILES = [
    ("node:22", ".npmrc", "/root/.npmrc", "npm ci", "npmrc"),
    ("python:3.13", "pip.conf", "/etc/pip.conf", "pip install -r requirements.txt", "pip_conf"),
    ("golang:1.25", ".netrc", "/root/.netrc", "go mod download", "netrc"),
    ("python:3.13", "conf/netrc", "/root/.netrc", "uv sync", "netrc"),
    ("composer:2", "auth.json", "/app/auth.json", "composer install", "composer_auth"),
    ("mcr.microsoft.com/dotnet/sdk:9.0", "NuGet.Config", "/src/NuGet.Config", "dotnet restore", "nuget_config"),
    ("maven:3", "ci/settings.xml", "/root/.m2/settings.xml", "mvn -B package", "maven_settings"),
    ("rust:1", "credentials.toml", "/usr/local/cargo/credentials.toml", "cargo build", "cargo_credentials"),
    ("ruby:3.4", ".bundle/config", "/root/.bundle/config", "bundle install", "bundle_config"),
    ("debian:12", "auth.conf", "/etc/apt/auth.conf", "apt-get update && apt-get install -y a", "apt_auth"),
    ("debian:12", "auth.conf", "/etc/apt/auth.conf.d/a.conf", "apt-get update && apt-get install -y a", "apt_auth"),
    ("python:3.13", "auth.toml", "/root/.config/pypoetry/auth.toml", "poetry install", "poetry_auth"),
]


@pytest.mark.parametrize(("image", "source", "target", "command", "secret"), FILES)
def test_a_mount_in_place_of_a_copied_file(image: str, source: str, target: str, command: str, secret: str):
    before = f"FROM {image}\nCOPY {source} {target}\nRUN {command}\nRUN rm -f {target}\n"
    after = f"FROM {image}\nRUN --mount=type=secret,id={secret},target={target} {command}\n"
    check_fix(LAYER, before, after, unsafe=True)
    document = Document.parse(before)
    (found,) = found_by(the_rule(LAYER), document, settings_with(the_rule(LAYER)))
    assert found.fixes[0].title == f"Use a secret mount (build with --secret id={secret},src={source})"


@pytest.mark.parametrize(("version", "has_fix"), [("1.1", False), ("1.2", True)])
def test_a_frontend_that_knows_no_mounts_gets_none(version: str, has_fix: bool):
    lines = "FROM node:22\nCOPY .npmrc /root/.npmrc\nRUN npm ci\nRUN rm /root/.npmrc\n"
    document = Document.parse(f"# syntax=docker/dockerfile:{version}\n{lines}")
    (found,) = found_by(the_rule(LAYER), document, settings_with(the_rule(LAYER)))
    assert bool(found.fixes) is has_fix


def test_every_run_that_reads_the_file_and_no_other():
    check_fix(LAYER, """\
        FROM node:22
        USER node
        WORKDIR /home/node/app
        COPY --chown=node ["package.json", ".npmrc", "./"]
        RUN chmod 600 .npmrc && npm ci
        RUN echo hello
        COPY src src
        RUN pnpm add a && rm -f a.txt .npmrc
        """, """\
        FROM node:22
        USER node
        WORKDIR /home/node/app
        COPY --chown=node ["package.json", "./"]
        RUN --mount=type=secret,id=npmrc,target=/home/node/app/.npmrc,uid=1000 npm ci
        RUN echo hello
        COPY src src
        RUN --mount=type=secret,id=npmrc,target=/home/node/app/.npmrc,uid=1000 pnpm add a && rm -f a.txt
        """, unsafe=True)  # fmt: skip


def test_an_ssh_mount_in_place_of_a_key():
    check_fix(LAYER, """\
        FROM debian:12
        COPY id_ed25519 /root/.ssh/
        RUN chmod 600 /root/.ssh/id_ed25519 && ssh-keyscan example.com >> /root/.ssh/known_hosts
        RUN git clone git@example.com:team/tool.git /src
        RUN rm /root/.ssh/id_ed25519
        """, """\
        FROM debian:12
        RUN mkdir -p /root/.ssh && ssh-keyscan example.com >> /root/.ssh/known_hosts
        RUN --mount=type=ssh git clone git@example.com:team/tool.git /src
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        # Nobody knows who reads it, or more than a RUN does.
        "COPY .npmrc .\nRUN ./build.sh\nRUN rm .npmrc",
        "WORKDIR /app\nCOPY .npmrc .\nRUN ./build.sh\nRUN rm .npmrc",
        "COPY .npmrc /app/\nRUN cp /app/.npmrc /root && npm ci\nRUN rm /app/.npmrc",
        "COPY .npmrc /app/\nRUN npm ci\nENV NPM_CONFIG_USERCONFIG=/app/.npmrc\nRUN rm /app/.npmrc",
        "COPY .npmrc /app/\nRUN echo a >> /app/.npmrc && npm ci\nRUN rm /app/.npmrc",
        "COPY server.key /app/\nRUN npm ci\nRUN rm /app/server.key",
        # It would stay, as it comes once more.
        "WORKDIR /app\nCOPY .npmrc .\nRUN npm ci\nCOPY . .\nRUN rm .npmrc",
        # It is not in the build context, or where it lies nobody knows.
        "COPY --from=a .npmrc /app/\nRUN npm ci\nRUN rm /app/.npmrc",
        "COPY .npmrc $DIR/\nRUN npm ci\nRUN rm .npmrc",
        "COPY .npmrc /app\nRUN npm ci\nRUN rm /app/.npmrc",
        # Whose number nobody knows could not read it.
        "USER app\nCOPY .npmrc /app/\nRUN npm ci\nRUN rm /app/.npmrc",
        "COPY id_rsa /root/.ssh/\nRUN eval $(ssh-agent) && ssh-add ~/.ssh/id_rsa && git pull\nRUN rm ~/.ssh/id_rsa",
    ],
)
def test_no_mount_where_the_file_has_another_use(lines: str):
    text = f"FROM node:22\n{lines}\n"
    check_fix(LAYER, text, text, unsafe=True)


def test_mounts_that_a_project_wants():
    mounts = (("pip install", "type=secret,id=pip,target=/etc/pip.conf"), ("git", "type=ssh"))
    check_rule("secret-mount-recommended", """\
        FROM python:3.13
        RUN --mount=type=secret,id=pip,target=/root/pip.conf pip install a
        RUN --mount=type=secret,id=other pip install a
                                         ^^^^^^^^^^^
        RUN pip list && sudo git pull
                             ^^^
        RUN --mount=type=ssh git pull
        """, options={"mounts": mounts})  # fmt: skip


def test_hints_know_every_name():
    for name in (*credentials._FILES, *(f"x{it}" for it in credentials._ENDS), "server.key"):
        assert credentials.is_secret_file(name), name
        assert any(it in name for it in credentials.FILE_HINTS), name
    for name in credentials._READERS:
        path = f"{name}/a.conf" if name.endswith(".d") else name
        assert credentials.credential_file(path) is not None, path
        assert any(it in path for it in credentials.FILE_HINTS), path
