from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "arg-lost-after-from"


def test_global_and_platform_arguments():
    check_rule(
        RULE,
        """\
        ARG VERSION=1
        FROM alpine:$VERSION
        LABEL v=$VERSION
                ^^^^^^^^
        ENV A=$TARGETARCH
              ^^^^^^^^^^^
        ARG VERSION TARGETARCH
        ENV V=$VERSION A=$TARGETARCH
        """,
    )


def test_a_stage_has_what_the_one_below_declares():
    check_rule(RULE, "ARG V=1\nFROM alpine AS a\nARG V\nFROM a\nENV W=$V\n")


def test_the_declaration_is_pointed_at():
    source = "ARG V=1\nFROM alpine\nENV W=$V\n"
    (found,) = check_rule(RULE, "ARG V=1\nFROM alpine\nENV W=$V\n      ^^\n")
    assert found.related[0].range.slice(source) == "V=1"


def test_in_the_script_of_a_run():
    check_rule(
        RULE,
        """\
        ARG V=1
        FROM alpine
        RUN echo "$V" \\
              # comment
              ${V}
              ^^^^
        """.replace('echo "$V"', "echo"),
    )
    check_rule(RULE, 'ARG V=1\nFROM alpine\nRUN curl "http://x/$V"\n                   ^^\n')


@pytest.mark.parametrize(
    "script",
    ["V=2; echo $V", "for V in a; do echo $V; done", "read V; echo $V", "echo ${V:-2}", "echo '$V'", "echo \\$V"],
)
def test_scripts_that_know_what_they_do(script: str):
    check_rule(RULE, f"ARG V=1\nFROM alpine\nRUN {script}\n")


def test_other_shells_are_not_read():
    check_rule(RULE, 'ARG V=1\nFROM alpine\nSHELL ["pwsh", "-c"]\nRUN echo $V\nRUN ["echo", "$V"]\n')


def test_platform_arguments_in_a_script_may_be_the_shells():
    check_rule(RULE, "FROM alpine\nRUN echo $TARGETARCH\n")


def test_an_image_may_set_the_version_of_what_it_is():
    check_rule(RULE, "ARG NODE_VERSION=22\nFROM node:$NODE_VERSION\nENV V=$NODE_VERSION\n")
    check_rule(RULE, "ARG FOO_VERSION=22\nFROM example.com/foo:$FOO_VERSION\nENV V=$FOO_VERSION\n")


def test_what_onbuild_defers_meets_other_arguments():
    check_rule(RULE, "ARG V=1\nFROM alpine\nONBUILD ENV W=$V\nONBUILD RUN echo $V\n")


def test_the_fix_adds_one_arg_for_all_uses():
    check_fix(
        RULE,
        "ARG V=1\r\nfrom alpine\r\nENV W=$V\r\nENV X=$V\r\n",
        "ARG V=1\r\nfrom alpine\r\narg V\r\nENV W=$V\r\nENV X=$V\r\n",
        unsafe=True,
    )


def test_the_fix_has_to_be_asked_for():
    source = "ARG V=1\nFROM alpine\nENV W=$V\n"
    check_fix(RULE, source, source)
