from __future__ import annotations

from dockwright.catalog import credentials
from tests.support.checks import check_fix, check_rule


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
