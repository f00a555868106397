from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "update-alone"


def test_a_later_run_installs_from_an_old_index():
    (found, _) = check_rule(RULE, """\
        FROM debian:12
        RUN apt-get update && ./configure
                    ^^^^^^
        COPY . .
        RUN sudo apt-get install -y x
        RUN apk update
                ^^^^^^
        """)  # fmt: skip
    assert found.related


def test_a_stage_built_on_it_counts():
    check_rule(RULE, """\
        FROM debian:12 AS base
        RUN apt-get update && ./configure
                    ^^^^^^
        FROM base
        RUN apt-get install -y x
        """)  # fmt: skip


@pytest.mark.parametrize(
    "runs",
    [
        ["apt-get update && apt-get install -y x"],
        ["apt-get update && apt-get upgrade -y"],
        ["apt-get update && ./install.sh"],
        ["apt-get update && apt-get download x"],
        ["apt-get update && ./install.sh", "apt-get update && apt-get install -y x"],
        ["--mount=type=cache,target=/var/lib/apt apt-get update"],
        ["dnf makecache"],
        ["apt-get update && apt-get purge -y x && rm -rf /var/lib/apt/lists/*"],
        ["apt-get update\n  && apt-get install -y x"],
        ["echo apt-get update"],
    ],
)
def test_silent(runs: list[str]):
    check_rule(RULE, "FROM debian:12\n" + "".join(f"RUN {run}\n" for run in runs))


@pytest.mark.parametrize(
    "between",
    [
        "RUN apt-get update # now\nRUN apt-get install -y x",
        "RUN apt-get update\n# hadolint ignore=DL3008\nRUN apt-get install -y x",
        "RUN apt-get update\n\nRUN apt-get install -y x",
        "RUN apt-get update\nUSER root\nRUN apt-get install -y x",
        "RUN apt-get update\nRUN --network=none apt-get install -y x",
        "RUN apt-get update\nRUN apt-get install -y x || true",
        "RUN apt-get update; true\nRUN apt-get install -y x",
        "RUN export A=1 && apt-get update\nRUN apt-get install -y x",
        "RUN apt-get update\nRUN <<EOF\napt-get install -y x\nEOF",
        'RUN apt-get update\nRUN ["apt-get", "install", "-y", "x"]',
    ],
)
def test_no_fix_where_the_two_differ_in_more(between: str):
    text = f"FROM debian:12\n{between}\n"
    check_fix(RULE, text, text, unsafe=True)


def test_the_fix_joins_two_runs():
    check_fix(
        RULE,
        "FROM debian:12\r\nRUN --network=host apt-get update\r\nRUN --network=host apt-get install -y \\\r\n  x\r\n",
        "FROM debian:12\r\nRUN --network=host apt-get update && apt-get install -y \\\r\n  x\r\n",
        unsafe=True,
    )
