from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "text",
    [
        "ARG A=1\nFROM x\nARG A\nRUN echo $A\n",
        "FROM x AS a\nARG A=1\nFROM a\nRUN echo ${A:-}\n",
        "FROM x\nARG TARGETARCH\nARG HTTP_PROXY\nARG DEBIAN_FRONTEND=noninteractive\nARG PIP_INDEX_URL\n",
        "FROM x\nARG A=1 B=$A\nENV C=$B\n",
        "FROM x\nARG A=<%= a %>\nRUN A x\n",
        "ARG A=1\n",
    ],
)
def test_used_or_read_unseen(text: str):
    check_rule("unused-arg", text)


def test_another_stage_and_a_longer_name_are_no_use():
    check_rule(
        "unused-arg",
        """\
        ARG A=1
            ^
        FROM x
        ARG B=1
            ^ Nothing uses `B`
        RUN echo $BC $A
        FROM y
        RUN echo $B
        """,
    )


@pytest.mark.parametrize(
    "text",
    [
        "FROM x\nARG GIT_SHA\nRUN echo $GIT_SHA\n",
        "FROM x\nARG GIT_SHA\nENV A=1\nLABEL r=$GIT_SHA\nRUN make\n",
        "FROM x\nARG CACHEBUST\nRUN make\nRUN echo $CACHEBUST\n",
        "FROM x\nARG GIT_SHA\nRUN make\n",
    ],
)
def test_arguments_that_cost_no_cache(text: str):
    check_rule("cache-busting-arg-too-early", text)


def test_an_argument_moves_with_its_comment():
    check_fix(
        "cache-busting-arg-too-early",
        "FROM node:22\n# rev\nARG GIT_SHA\nRUN npm ci\n\n# labels\nLABEL revision=$GIT_SHA\n",
        "FROM node:22\nRUN npm ci\n\n# rev\nARG GIT_SHA\n# labels\nLABEL revision=$GIT_SHA\n",
        unsafe=True,
    )


def test_the_others_of_an_instruction_stay():
    check_fix(
        "unused-arg",
        "FROM alpine\n# both\nARG A=1 \\\n    B=2 C\nRUN echo $B\n",
        "FROM alpine\n# both\nARG B=2\nRUN echo $B\n",
        unsafe=True,
    )
