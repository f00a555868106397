"""ENV to ARG and back."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered, offered


def test_an_argument_becomes_an_environment_variable():
    check_assist(
        "Turn the ARG A, B into an ENV, which --build-arg does not set",
        "FROM alpine:3.22\n  arg A=1 \\\n  <|>B='2 3'\nRUN x\n",
        "FROM alpine:3.22\n  env A=1 \\\n  B='2 3'\nRUN x\n",
    )


def test_an_environment_variable_may_stand_below_the_argument():
    check_assist(
        "Add an ENV, so that containers have A too",
        "FROM alpine:3.22\n  ARG <|>A\n",
        "FROM alpine:3.22\n  ARG A\n  ENV A=$A\n",
    )


def test_without_a_default_there_is_nothing_to_set():
    titles = offered("FROM alpine:3.22\nARG <|>A=1 B\n")
    assert "Add an ENV, so that containers have A, B too" in titles
    assert [it for it in titles if it.startswith("Turn")] == []


def test_an_environment_variable_becomes_an_argument():
    check_assist(
        "Turn the ENV A, B into an ARG, which containers do not have",
        "FROM alpine:3.22\nE<|>NV A=1 B=$C\nRUN x\n",
        "FROM alpine:3.22\nARG A=1 B=$C\nRUN x\n",
    )


def test_one_of_several_goes_alone():
    check_assist(
        "Turn the ENV B into an ARG, which containers do not have",
        "FROM alpine:3.22\n# about A\nENV A=1 \\\n    <|>B='2 3' \\\n    C=3\nRUN x\n",
        "FROM alpine:3.22\nARG B='2 3'\n# about A\nENV A=1 \\\n    C=3\nRUN x\n",
    )


def test_the_old_form_gets_an_equals_sign():
    check_assist(
        "Turn the ENV A into an ARG, which containers do not have",
        "FROM alpine:3.22\nENV A   1<|>\n",
        "FROM alpine:3.22\nARG A=1\n",
    )


@pytest.mark.parametrize(
    "text",
    [
        "ARG <|>A=1\nFROM alpine:3.22\n",
        "FROM alpine:3.22\nARG <|>TARGETOS\n",
        "FROM alpine:3.22\nARG <|>http_proxy=x\n",
        "FROM alpine:3.22\nARG <|>A=1\nENV A=$A\n",
        "FROM alpine:3.22\nENV A=2\nARG <|>A=1\n",
        "FROM node:22\nARG <|>NODE_VERSION=1\n",
        "FROM alpine:3.22\nENV <|>PATH=/x:$PATH\n",
        "FROM alpine:3.22\nENV <|>A=1 B=$A\n",
        "FROM alpine:3.22\nENV <|>A 1 2\n",
        "FROM alpine:3.22\nENV <|>A=1\nCMD echo $A\n",
        "FROM alpine:3.22\nENV A=1\nENV <|>A=2\n",
        "FROM alpine:3.22\nENV <|>a.b=2\n",
    ],
)
def test_what_would_not_work(text):
    check_not_offered("Turn", text)
    check_not_offered("Add an ENV", text)
