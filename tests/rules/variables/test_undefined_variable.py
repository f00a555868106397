from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "undefined-variable"


def test_where_the_image_is_known_to_set_nothing():
    check_rule(
        RULE,
        """\
        FROM alpine
        COPY $foo .
             ^^^^ No ARG or ENV defines `foo`
        ARG foo=bar
        RUN echo $baz
        WORKDIR ${X}/$PATH
                ^^^^
        """,
    )


def test_a_mistyped_path():
    (found,) = check_rule(RULE, "FROM alpine\nENV PATH=$PAHT:/x\n         ^^^^^\n")
    assert found.message.endswith("did you mean `PATH`?")


@pytest.mark.parametrize(
    "instruction", ["ENV A=$B", "LABEL a=$B", "USER $B", "VOLUME $B", 'COPY ["$B", "/x"]', "ARG A=$B"]
)
def test_every_instruction_that_expands(instruction: str):
    place = instruction.index("$B")
    carets = "^" * 2 if "[" not in instruction else "^" * 4
    indent = place if "[" not in instruction else place - 1
    check_rule(RULE, f"FROM alpine\n{instruction}\n{' ' * indent}{carets}\n")


@pytest.mark.parametrize("instruction", ["RUN $B", "CMD $B", "ENTRYPOINT $B", "HEALTHCHECK CMD $B", "ONBUILD USER $B"])
def test_what_the_builder_leaves_alone(instruction: str):
    check_rule(RULE, f"FROM alpine\n{instruction}\n")


def test_names_that_are_declared_somewhere_above():
    check_rule(RULE, "FROM alpine AS base\nARG foo\nENV bar=1\nFROM base\nCOPY $foo$bar .\nARG a=1 b=$a\n")


def test_an_env_does_not_see_what_it_sets():
    # A name that the same ENV sets is for env-self-reference; one that refers to itself is set nowhere.
    check_rule(RULE, "FROM alpine\nENV A=1 B=$A\n")
    check_rule(RULE, "FROM alpine\nENV A=1 MANPATH=$MANPATH:/x\n                ^^^^^^^^\n")


@pytest.mark.parametrize("reference", ["${X:-}", "${X-y}", "${X:+y}", "${X:?no}", "\\$X", "'$X'"])
def test_references_that_know_or_are_none(reference: str):
    check_rule(RULE, f"FROM alpine\nENV A={reference}\n")


def test_heredocs_are_expanded_unless_their_name_is_quoted():
    check_rule(RULE, "FROM alpine\nCOPY <<EOF /a\n$X\n^^\nEOF\nCOPY <<'EOF' /a\n$X\nEOF\n")


def test_silence_about_images_that_nobody_knows():
    check_rule(RULE, "FROM example.com/base\nENV A=$JAVA_HOME B=$X\n")
    check_rule(RULE, "FROM python\nARG V=$PYTHON_VERSION\nENV W=$NOTHING\n      ^^^^^^^^\n")


def test_of_unknown_images_only_what_is_surely_mistyped():
    check_rule(RULE, "FROM example.com/base\nARG DIR_ASSETS=a\nCOPY $DIR_ASSET /a\n     ^^^^^^^^^^\n")
    check_rule(RULE, "FROM example.com/base\nARG PYTHON3=a\nCOPY $PYTHON2 /a\n")
    check_rule(RULE, "FROM example.com/base\nARG ABC=a\nCOPY $ABD /a\n")


def test_windows_has_a_full_environment():
    check_rule(RULE, "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nENV A=$ProgramFiles\n")


def test_global_arguments_are_another_rules():
    check_rule(RULE, "ARG V=$W\nFROM alpine\nENV A=$V\n")


def test_the_fix_takes_a_near_name_and_keeps_the_braces():
    check_fix(
        RULE,
        "FROM alpine\nARG VERSION=1\nENV V=${VERISON#v}\n",
        "FROM alpine\nARG VERSION=1\nENV V=${VERSION#v}\n",
        unsafe=True,
    )
