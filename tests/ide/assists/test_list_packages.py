"""Putting packages on lines of their own."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered

TITLE = "Sort the packages, each on a line of its own"


def test_the_next_command_begins_a_line():
    check_assist(
        TITLE,
        """\
        FROM debian:13
          RUN apt-get update && apt-get install -y g<|>it "curl" Bash=5.2 && rm -rf /var/lib/apt/lists/*
        """,
        """\
        FROM debian:13
          RUN apt-get update && apt-get install -y \\
                  Bash=5.2 \\
                  "curl" \\
                  git \\
              && rm -rf /var/lib/apt/lists/*
        """,
    )


def test_lines_and_what_stands_around_stay():
    check_assist(
        TITLE,
        """\
        FROM debian:13
        RUN apt-get update \\
          && apt-get install -y g<|>it \\
              curl \\
          # about rm
          && rm x
        """,
        """\
        FROM debian:13
        RUN apt-get update \\
          && apt-get install -y \\
              curl \\
              git \\
          # about rm
          && rm x
        """,
    )


def test_operators_at_the_ends_of_lines_stay_there():
    check_assist(
        TITLE,
        "FROM alpine:3.22\nRUN apk add git <|>curl && \\\n    x\n",
        "FROM alpine:3.22\nRUN apk add \\\n        curl \\\n        git && \\\n    x\n",
    )


def test_alone_it_needs_one_step_only():
    check_assist(
        TITLE,
        "# escape=`\nFROM alpine:3.22\nRUN apk add git <|>curl\n",
        "# escape=`\nFROM alpine:3.22\nRUN apk add `\n    curl `\n    git\n",
    )


def test_in_a_heredoc():
    check_assist(
        TITLE,
        "FROM alpine:3.22\nRUN <<E\nif x; then\n  sudo apk add git <|>curl\nfi\nE\n",
        "FROM alpine:3.22\nRUN <<E\nif x; then\n  sudo apk add \\\n      curl \\\n      git\nfi\nE\n",
    )


def test_on_lines_of_their_own_they_only_change_places():
    check_assist(
        "Sort the packages",
        "FROM alpine:3.22\nRUN apk add \\\n git \\\n\tzlib \\\n  <|>curl\n",
        "FROM alpine:3.22\nRUN apk add \\\n curl \\\n\tgit \\\n  zlib\n",
    )


@pytest.mark.parametrize(
    "run",
    [
        "RUN apk add git<|>",
        "RUN apk add \\\n <|>curl \\\n git",
        "RUN apk add <|>git $CURL",
        "RUN apk add <|>git \\\n# about curl\n curl",
        "RUN apk add \\\n# about git\n <|>git curl",
        "RUN apt-get install <|>git curl-",
        "RUN pip install <|>b a",
        "RUN sh -c 'apk add <|>git curl'",
        'RUN ["apk", "add", "g<|>it", "curl"]',
        "RUN apk del <|>git curl",
    ],
)
def test_where_there_is_no_list_to_sort(run):
    check_not_offered("Sort", f"FROM alpine:3.22\n{run}\n")
