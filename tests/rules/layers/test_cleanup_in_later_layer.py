from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "cleanup-in-later-layer"


def test_what_an_earlier_run_left():
    check_rule(RULE, """\
        FROM debian:12
        RUN apt-get update && apt-get install -y gcc && poetry install
        RUN make
        RUN rm -rf /tmp/* /root/.cache/pypoetry/cache
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN apt-get purge -y gcc
                             ^^^
        RUN pnpm install
        RUN pnpm store prune
            ^^^^^^^^^^^^^^^^
        RUN apk add --no-cache --virtual .deps gcc
        RUN apk del .deps
                    ^^^^^
        RUN apk del .deps
        """)  # fmt: skip


def test_a_stage_that_it_is_built_on_counts():
    check_rule(RULE, """\
        FROM debian:12 AS base
        RUN uv sync
        FROM base
        RUN rm -rf /root/.cache/uv
                   ^^^^^^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "RUN uv sync && rm -rf /root/.cache/uv",
        "RUN rm -rf /root/.cache/uv",
        "RUN uv sync && rm -rf /root/.cache/uv\nRUN rm -rf /root/.cache/uv",
        "RUN uv sync\nRUN uv sync && rm -rf /root/.cache/uv",
        "RUN uv sync --no-cache\nRUN rm -rf /root/.cache/uv",
        "RUN --mount=type=cache,target=/root/.cache/uv uv sync\nRUN rm -rf /root/.cache/uv",
        # Where these left something, rules of their own say so.
        "RUN apt-get update && apt-get install -y gcc\nRUN rm -rf /var/lib/apt/lists/*",
        "RUN apk add x\nRUN rm -rf /var/cache/apk/*",
        "RUN yum install -y x\nRUN yum clean all",
        "RUN dnf install -y x\nRUN dnf clean all",
        "RUN pip install x\nRUN rm -rf /root/.cache/pip",
        "RUN apt-get install -y gcc && apt-get purge -y gcc",
        "RUN apt-get purge -y curl",
        "RUN composer install\nRUN rm -rf /tmp/*",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"FROM debian:12\n{lines}\n")


def test_only_what_ships():
    check_rule(RULE, """\
        FROM debian:12 AS build
        RUN apt-get update
        RUN rm -rf /var/lib/apt/lists/*
        FROM debian:12
        """)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "RUN apt-get update\nRUN make\nRUN rm -rf /var/lib/apt/lists/*",
        "RUN apt-get update\nRUN make; rm -rf /var/lib/apt/lists/*",
        "RUN cd /x && apt-get update\nRUN rm -rf /var/lib/apt/lists/*",
        "RUN apt-get update\nUSER app\nRUN rm -rf /var/lib/apt/lists/*",
    ],
)
def test_no_fix(lines: str):
    text = f"FROM debian:12\n{lines}\n"
    check_fix(RULE, text, text, unsafe=True)
