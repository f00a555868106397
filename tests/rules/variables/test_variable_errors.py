"""What BuildKit refuses about variables: the edges of each rule that its page does not show."""

from __future__ import annotations

import pytest

from tests.support.checks import check_rule

FOUND = [
    (
        "invalid-variable-expansion",
        """\
        FROM a
        ENV A=${B C=1
              ^^^
        ENV D=${E^^}
                 ^
        WORKDIR /x/${F:?}/${G
                          ^^^
        RUN echo ${H^^} ${I
        RUN --mount=target=${J^},type=cache x
                              ^
        CMD ${K
        ENV L=${M/a/b} N=${O##x*} P='${'
        """,
    ),
    (
        "invalid-variable-expansion",
        """\
        FROM a
        COPY <<EOF /x
        ${a} ${b!}
                ^
        "it's
        EOF
        COPY <<"EOF" /x
        ${b!}
        EOF
        """,
    ),
    (
        "required-variable-unset",
        """\
        ARG A
        FROM $B${C:?x} AS c
               ^^^^^^^ Nothing sets `C`, so the build stops here
        FROM ${A:?x}
        ENV D=${E:?x}
        FROM scratch
        ENV F=1
        ENV G=${F:?x} H=${I:?y} J=${PATH:?z}
                        ^^^^^^^
        ENV K=${F:-${L:?m}}
        FROM alpine:3.20 AS build
        ENV M=${N:?x}
              ^^^^^^^
        FROM build
        ENV O=${M:?x} P=${N:?x}
                        ^^^^^^^
        FROM python:3.13
        ENV Q=${PYTHON_VERSION:?x}
        """,
    ),
]


@pytest.mark.parametrize(("rule", "source"), FOUND)
def test_what_is_found(rule: str, source: str):
    check_rule(rule, source)
