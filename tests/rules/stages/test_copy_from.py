from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "text",
    [
        "FROM scratch AS a\nWORKDIR /site\nFROM alpine\nCOPY --from=a /site /x\n",
        "FROM scratch AS a\nADD a.tar /\nFROM a AS b\nFROM alpine\nCOPY --from=b /site /x\n",
        "FROM scratch AS a\nFROM alpine\nCOPY --from=a / /\nCOPY --from=a /x*.txt /\n",
        "FROM scratch AS a\nFROM alpine\nRUN --mount=from=a,target=/m ls\n",
    ],
)
def test_a_stage_that_may_hold_something(text: str):
    check_rule("copy-from-empty-scratch", text)


def test_a_stage_on_an_empty_one():
    check_rule(
        "copy-from-empty-scratch",
        "FROM scratch AS a\nFROM a AS b\nENV X=1\nFROM alpine\nCOPY --from=b /x /x\n            ^\n",
    )


@pytest.mark.parametrize(
    "name",
    ["BUILD", "0", "nginx", "alpine:3", "ghcr.io/a/b", "own/image", "x@sha256:" + "0" * 64, "scratch", "$X", "later"],
)
def test_what_may_be_a_stage_or_an_image(name: str):
    check_rule("copy-from-unknown-stage", f"FROM a AS build\nFROM b\nCOPY --from={name} /a /b\nFROM c AS later\n")


def test_without_a_near_name_no_advice_and_of_a_mount_nothing():
    # Most mounts from elsewhere are of contexts that the build is given.
    check_rule(
        "copy-from-unknown-stage",
        "FROM a AS build\nFROM b\nCOPY --from=assets /a /b\n"
        "            ^^^^^^ `assets` is no stage and no official image\n"
        "RUN --mount=type=bind,from=assets,target=/x --mount=from=biuld,target=/y ls\n"
        "                                                         ^^^^^ `biuld` is no stage and no official image;"
        " did you mean `build`?\n",
    )


def test_the_nearest_stage_above():
    check_fix(
        "copy-from-unknown-stage",
        "FROM a AS Builder\nFROM b\nCOPY --chown=1 --from=bulder a b\n",
        "FROM a AS Builder\nFROM b\nCOPY --chown=1 --from=Builder a b\n",
        unsafe=True,
    )


def test_a_later_stage_moves_up():
    check_fix("copy-from-later-stage", """\
        FROM a:1 AS base

        # The result
        FROM base
        COPY --from=build /a /a
        RUN --mount=from=build,target=/b make

        # The build,
        # from scratch
        FROM base AS build
        RUN <<EOF
        make
        EOF

        # The tests
        FROM base AS test
        """, """\
        FROM a:1 AS base

        # The build,
        # from scratch
        FROM base AS build
        RUN <<EOF
        make
        EOF

        # The result
        FROM base
        COPY --from=build /a /a
        RUN --mount=from=build,target=/b make

        # The tests
        FROM base AS test
        """, unsafe=True)  # fmt: skip


def test_a_file_without_a_last_line_end():
    check_fix(
        "copy-from-later-stage",
        "FROM a:1\r\nCOPY --from=build /a /a\r\nFROM b:1 AS build\r\nRUN c",
        "FROM b:1 AS build\r\nRUN c\r\nFROM a:1\r\nCOPY --from=build /a /a\r\n",
        unsafe=True,
    )


@pytest.mark.parametrize(
    "rest",
    [
        "FROM b:1 AS other\nFROM other AS build",
        "FROM b:1 AS other\nFROM c:1 AS build\nCOPY --from=other /a /a",
        "FROM b:1 AS build\nFROM c:1 AS build",
        "FROM b:1 AS build\nFROM c:1\nCOPY --from=1 /a /a",
    ],
)
def test_a_later_stage_stays(rest: str):
    file = f"FROM a:1\nCOPY --from=build /a /a\n{rest}\n"
    check_fix("copy-from-later-stage", file, file, unsafe=True)


def test_one_stage_for_all_that_name_an_image_by_one_variable():
    check_fix("copy-from-variable", """\
        ARG TOOLS=tools:1
        FROM a:1
        COPY --from=$TOOLS /a /a
        FROM b:1
        RUN --mount=from=$TOOLS,target=/a make
        COPY --from=$TOOLS /b /b
        """, """\
        ARG TOOLS=tools:1
        FROM $TOOLS AS tools

        FROM a:1
        COPY --from=tools /a /a
        FROM b:1
        RUN --mount=from=tools,target=/a make
        COPY --from=tools /b /b
        """, unsafe=True)  # fmt: skip


def test_a_mount_knows_no_numbers():
    check_rule(
        "copy-from-unknown-stage",
        """\
        FROM a AS build
        FROM b
        COPY --from=0 /x /y
        RUN --mount=from=0,target=/x --mount=from=build,target=/y make
                         ^ A mount knows stages by name only, so `0` is an image here
        """,
    )


def test_the_stage_of_that_number_is_what_a_mount_means():
    check_fix(
        "copy-from-unknown-stage",
        "FROM a AS build\nFROM b\nRUN --mount=from=0,target=/x --mount=from=1,target=/y make\n",
        "FROM a AS build\nFROM b\nRUN --mount=from=build,target=/x --mount=from=1,target=/y make\n",
        unsafe=True,
    )
