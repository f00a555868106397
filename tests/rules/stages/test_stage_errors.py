"""What BuildKit refuses about stages: the edges of each rule that its page does not show."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

FOUND = [
    (
        "from-argument-count",
        """\
        FROM
        ^^^^ FROM needs an image, or `scratch` to start from nothing
        FROM a as
               ^^ AS needs a name for the stage
        FROM a as b c d
                    ^^^ FROM takes no more words after the name of the stage
        FROM a b
               ^ FROM takes an image, and after it only `AS` and a name
        FROM --platform=linux/amd64 a aS b
        ONBUILD FROM x y
        """,
    ),
    (
        "invalid-stage-name",
        """\
        FROM a AS Build
        FROM a AS 1
                  ^
        FROM a AS b/c
                  ^^^ `b/c` is no name for a stage: it must have letters, digits, `-`, `_` and `.` only
        FROM a AS -x
                  ^^
        FROM a AS x.y_z-1
        """,
    ),
    (
        "copy-from-self",
        """\
        FROM a AS x
        COPY --from=X a /b
                    ^ This stage copies from itself
        COPY --from=0 a /b
                    ^
        RUN --mount=from=x,target=/y z
                         ^ This stage mounts from itself
        FROM x AS y
        """,
    ),
    (
        "copy-from-later-stage",
        """\
        FROM a AS x
        COPY --from=y a /b
                    ^ The stage `y` is defined further down
        COPY --from=1 a /b
                    ^ The stage `y` is defined further down
        COPY --from=2 a /b
                    ^ There is no stage 2; the last stage is number 1
        RUN --mount=from=y,target=/y z
                         ^
        FROM a AS y
        COPY --from=x a /b
        """.replace("        COPY --from=x a /b\n", ""),
    ),
    # An image to copy from has a number, too, if behind all stages.
    (
        "copy-from-later-stage",
        """\
        FROM a
        COPY --from=busybox a /b
        COPY --from=1 a /b
        """,
    ),
    (
        "circular-stage-dependency",
        """\
        FROM a AS x
        COPY --from=z a /b
                    ^ `z` itself needs this stage, so neither can be built
        FROM x AS y
        FROM y AS z
        """,
    ),
    (
        "copy-from-variable",
        """\
        ARG X=a
        FROM a
        COPY --from=$X a /b
                    ^^
        RUN --mount=type=cache,from=${X:-b},target=/c d
                                    ^^^^^^^
        COPY --from=b $X /b
        """,
    ),
    (
        "source-date-epoch-stage",
        """\
        ARG SOURCE_DATE_EPOCH=src
        FROM alpine AS src
             ^^^^^^ A stage that gives SOURCE_DATE_EPOCH starts from scratch
        ADD https://example.com/x /
        """,
    ),
    (
        "source-date-epoch-stage",
        """\
        ARG SOURCE_DATE_EPOCH=src
        FROM scratch AS src
        ARG A=1
        ADD https://example.com/x /
        RUN y
        ^^^
        """,
    ),
    (
        "source-date-epoch-stage",
        """\
        ARG SOURCE_DATE_EPOCH=src
        FROM scratch AS src
        ADD x.tar /
            ^^^^^ The ADD that gives SOURCE_DATE_EPOCH takes a URL or a Git repository
        """,
    ),
    (
        "source-date-epoch-stage",
        """\
        ARG SOURCE_DATE_EPOCH=context
        FROM scratch
        ARG SOURCE_DATE_EPOCH
        """,
    ),
]


@pytest.mark.parametrize(("rule", "source"), FOUND)
def test_what_is_found(rule: str, source: str):
    check_rule(rule, source)


FIXED = [
    ("from-argument-count", "from a ass b\n", "from a as b\n"),
    (
        "invalid-stage-name",
        "FROM a AS a:b\nFROM a:b\nCOPY --from=a:b c /d\nRUN --mount=from=a:b,target=/e f\n",
        "FROM a AS a-b\nFROM a-b\nCOPY --from=a-b c /d\nRUN --mount=from=a-b,target=/e f\n",
    ),
    (
        "invalid-stage-name",
        "FROM a AS 2\nFROM b\nCOPY --from=2 c /d\n",
        "FROM a AS stage-2\nFROM b\nCOPY --from=2 c /d\n",
    ),
    (
        "copy-from-variable",
        "ARG A_B=c\n# the app\nFROM d\nRUN --mount=from=$A_B,target=/e f\n",
        "ARG A_B=c\nFROM $A_B AS a_b\n\n# the app\nFROM d\nRUN --mount=from=a_b,target=/e f\n",
    ),
    # A number would come to mean another stage.
    (
        "copy-from-variable",
        "ARG A=c\nFROM d\nFROM d\nCOPY --from=$A e /f\nCOPY --from=0 g /h\n",
        "ARG A=c\nFROM d\nFROM d\nCOPY --from=$A e /f\nCOPY --from=0 g /h\n",
    ),
]


@pytest.mark.parametrize(("rule", "before", "after"), FIXED)
def test_what_is_fixed(rule: str, before: str, after: str):
    check_fix(rule, before, after, unsafe=True)


def test_as_is_no_guess_for_what_is_no_word():
    text = "FROM node:{{ env.variant }}\n"
    check_fix("from-argument-count", text, text, unsafe=True)


def test_a_new_name_for_all_uses_in_any_case():
    check_fix(
        "invalid-stage-name",
        "FROM a:1 AS my_Build!\nFROM scratch\nCOPY --from=MY_BUILD! /a /b\n",
        "FROM a:1 AS my_Build\nFROM scratch\nCOPY --from=my_Build /a /b\n",
        unsafe=True,
    )
