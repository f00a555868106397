from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "sort-packages"


@pytest.mark.parametrize(
    "run",
    [
        "apt-get install -y a b",
        "apt-get install -y A a b",
        "apt-get install -y b -t sid a",
        "apt-get install -y b $MORE a",
        "apt-get install -y b- a",
        "apt-get install -y ./b.deb a",
        "apt-get install -y \\\n  b \\\n  # for tests\n  a",
        "apt-get purge -y b a",
        "pip install b a",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM debian:12\nRUN {run}\n")


def test_the_words_change_places():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN apt-get install -y vim=2:9.* "git" \\
              Curl \\
            && apk add -t .deps b a
        RUN ["apk", "add", "b", "a"]
        """,
        """\
        FROM debian:12
        RUN apt-get install -y Curl "git" \\
              vim=2:9.* \\
            && apk add -t .deps a b
        RUN ["apk", "add", "a", "b"]
        """,
    )
