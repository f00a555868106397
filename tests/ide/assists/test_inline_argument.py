"""Inlining an ARG."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered


def test_every_use_becomes_the_default():
    check_assist(
        "Inline the ARG VERSION",
        """\
        ARG TAG=3.22 VER<|>SION="1.2.3"
        FROM alpine:${TAG}
        ARG VERSION
        ENV APP=app-$VERSION
        RUN curl "https://example.com/$VERSION/${VERSION}.tgz" $(echo $VERSION) > x-$VERSION \\
            # $VERSION
            && true
        FROM scratch
        ARG A VERSION
        COPY --chown=$VERSION <<E /x
        ${VERSION} $A
        E
        """,
        """\
        ARG TAG=3.22
        FROM alpine:${TAG}
        ENV APP=app-1.2.3
        RUN curl "https://example.com/1.2.3/1.2.3.tgz" $(echo 1.2.3) > x-1.2.3 \\
            # $VERSION
            && true
        FROM scratch
        ARG A
        COPY --chown=1.2.3 <<E /x
        1.2.3 $A
        E
        """,
    )


def test_what_an_environment_variable_has_from_it_stays_there():
    check_assist(
        "Inline the ARG VERSION",
        """\
        FROM alpine:3.22
        ARG <|>VERSION=1.2
        RUN fetch $VERSION
        ENV VERSION=$VERSION
        RUN make $VERSION
        CMD run $VERSION
        """,
        """\
        FROM alpine:3.22
        RUN fetch 1.2
        ENV VERSION=1.2
        RUN make $VERSION
        CMD run $VERSION
        """,
    )


def test_at_a_use():
    check_assist(
        "Inline the ARG TAG",
        "ARG TAG=3.22\nFROM alpine:$T<|>AG\n",
        "FROM alpine:3.22\n",
    )


@pytest.mark.parametrize(
    "text",
    [
        # No default, or one that means something else without its quotes.
        "FROM a\nARG <|>A\nRUN b $A\n",
        'FROM a\nARG <|>A="b c"\nRUN b $A\n',
        "FROM a\nARG <|>A=$B\nRUN b $A\n",
        # No use that can be seen.
        "FROM a\nARG <|>A=1\nRUN b\n",
        # Something else may set it.
        "FROM a\nARG <|>A=1\nENV A=2\nRUN b $A\n",
        "FROM a\nARG <|>A=1\nRUN A=2 && b $A\n",
        "ARG <|>A=1\nFROM a\nARG A=2\nRUN b $A\n",
        # Not every use is one of the ARG.
        "FROM a\nRUN b $A\nARG <|>A=1\nRUN b $A\n",
        "FROM a\nARG <|>A=1\nCMD b $A\n",
        "FROM a\nARG <|>A=1\nONBUILD RUN b $A\n",
        "FROM a\nARG <|>A=1\nRUN b $A '$A'\n",
        "FROM a\nARG <|>A=1\nRUN b ${A:-2}\n",
        'FROM a\nARG <|>A=1\nRUN ["b", "$A"]\n',
        "FROM a\nARG <|>A=1\nRUN <<'E' python3\nb $A\nE\n",
        'FROM a\nSHELL ["pwsh"]\nARG <|>A=1\nRUN b $A\n',
        # The image sets it, and an ENV wins.
        "FROM node:22\nARG <|>NODE_VERSION=1\nRUN b $NODE_VERSION\n",
        # Not an ARG.
        "FROM a\nENV A=1\nRUN b $<|>A\n",
    ],
)
def test_what_would_not_be_the_same(text):
    check_not_offered("Inline", text)
