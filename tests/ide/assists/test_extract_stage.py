"""Extracting a stage from the instructions that are selected."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered, offered


def test_the_first_instructions_become_the_stage_that_the_rest_builds_on():
    check_assist(
        "Extract the selection into the stage app-base",
        """\
        FROM --platform=$BUILDPLATFORM node:22 AS app
        ARG VERSION=1
        ^^^^^^^^^^^^^
        RUN npm ci
        ^^^^^^^^^^

        # about the build
        RUN npm run build
        FROM scratch
        COPY --from=app /x /x
        """,
        """\
        FROM --platform=$BUILDPLATFORM node:22 AS app-base
        ARG VERSION=1
        RUN npm ci

        FROM app-base AS app
        # about the build
        RUN npm run build
        FROM scratch
        COPY --from=app /x /x
        """,
    )


def test_the_last_instructions_build_on_what_stands_above_them():
    check_assist(
        "Extract what stands above the selection into the stage base",
        """\
          from node:22
          RUN npm ci
          COPY . .
          ^^^^^^^^
        """,
        """\
          from node:22 as base
          RUN npm ci

          from base
          COPY . .
        """,
    )


def test_in_the_middle_there_are_three():
    check_assist(
        "Extract the selection into a stage between base and the rest",
        """\
        FROM node:22
        WORKDIR /app
        RUN <<E
        ^^^^^^^
        npm ci
        E
        ^
        COPY . .
        """,
        """\
        FROM node:22 AS base
        WORKDIR /app

        FROM base AS base-2
        RUN <<E
        npm ci
        E

        FROM base-2
        COPY . .
        """,
    )


def test_a_name_that_is_taken():
    source = """\
        FROM base
        RUN a
        ^^^^^
        RUN b
        """
    assert "Extract the selection into the stage base-2" in offered(source)


@pytest.mark.parametrize(
    "text",
    [
        # All of it, or a part of an instruction.
        "FROM a\nRUN b\n^^^^^\n",
        "FROM a\nRUN b c\n    ^\nRUN d\n",
        # Two stages.
        "FROM a\nRUN b\n^^^^^\nFROM c\nRUN d\n^^^^^\nRUN e\n",
        # The rest would lose its CMD, or carry out the ONBUILD.
        'FROM a\nCMD ["b"]\n^^^^^^^^^\nENTRYPOINT ["c"]\n',
        "FROM a\nONBUILD RUN b\n^^^^^^^^^^^^^\nRUN c\n",
        # 1 would be another stage.
        "FROM a\nRUN b\n^^^^^\nRUN c\nFROM d\nFROM e\nCOPY --from=1 f g\n",
    ],
)
def test_what_cannot_be_cut(text):
    check_not_offered("Extract the selection", text)
    check_not_offered("Extract what", text)
