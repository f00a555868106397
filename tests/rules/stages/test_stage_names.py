"""The rules about what a stage is called."""

from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_a_duplicate_is_told_where_the_first_is():
    source = "FROM alpine AS build\nFROM alpine AS BUILD\n"
    (found,) = check_rule("duplicate-stage-name", "FROM alpine AS build\nFROM alpine AS BUILD\n               ^^^^^\n")
    assert found.related[0].range.slice(source) == "build"


def test_every_further_stage_of_a_name():
    check_rule("duplicate-stage-name", "FROM a AS x\nFROM b AS x\n          ^\nFROM c AS x\n          ^\nFROM x\n")


def test_reserved_names_in_any_case():
    check_rule("reserved-stage-name", "FROM a AS Scratch\n          ^^^^^^^\nFROM b AS context\n          ^^^^^^^\n")


def test_renaming_a_reserved_name_follows_its_references():
    check_fix(
        "reserved-stage-name",
        """\
        FROM alpine AS scratch
        FROM scratch
        COPY --from=scratch /a /a
        RUN --mount=type=bind,from=scratch,target=/m true
        """,
        """\
        FROM alpine AS scratch-stage
        FROM scratch-stage
        COPY --from=scratch-stage /a /a
        RUN --mount=type=bind,from=scratch-stage,target=/m true
        """,
        unsafe=True,
    )


def test_a_name_that_is_taken_is_not_given_again():
    source = "FROM alpine AS context\nFROM alpine AS context-stage\n"
    check_fix("reserved-stage-name", source, source, unsafe=True)


def test_lowering_a_name_lowers_its_references():
    check_fix(
        "stage-name-casing",
        """\
        FROM alpine AS Build
        COPY --from=0 /a /a
        FROM alpine
        COPY --from=BUILD --chown=Build /a /Build
        RUN --mount=from=Build,target=/m echo Build
        """,
        """\
        FROM alpine AS build
        COPY --from=0 /a /a
        FROM alpine
        COPY --from=build --chown=Build /a /Build
        RUN --mount=from=build,target=/m echo Build
        """,
    )


def test_no_fix_where_two_names_would_be_one():
    source = "FROM alpine AS build\nFROM alpine AS Build\n"
    check_rule("stage-name-casing", "FROM alpine AS build\nFROM alpine AS Build\n               ^^^^^\n")
    check_fix("stage-name-casing", source, source, unsafe=True)


def test_a_reference_through_a_variable_stays():
    check_fix(
        "stage-name-casing",
        "ARG B=base\nFROM alpine AS Base\nFROM ${B}\n",
        "ARG B=base\nFROM alpine AS base\nFROM ${B}\n",
    )


def test_the_first_of_two_stages_of_a_name_gets_another():
    check_fix("duplicate-stage-name", """\
        FROM a:1 AS Build
        FROM build
        RUN --mount=from=0,target=/a --mount=from=build,target=/b make
        FROM b:1 as build
        FROM build AS build
        COPY --from=build /a /a
        """, """\
        FROM a:1 AS Build-1
        FROM Build-1
        RUN --mount=from=0,target=/a --mount=from=build,target=/b make
        FROM b:1 as build-2
        FROM build-2 AS build
        COPY --from=build /a /a
        """, unsafe=True)  # fmt: skip


def test_a_variable_may_name_the_stage():
    file = "ARG BASE=build\nFROM a:1 AS build\nFROM $BASE\nFROM b:1 AS build\n"
    check_fix("duplicate-stage-name", file, file, unsafe=True)


def test_from_that_could_not_find_the_stage_and_the_comment_that_describes_it():
    check_fix(
        "stage-name-casing",
        "# hadolint ignore=DL3006\n# Build makes it\nFROM a AS Build\n# Build again\nFROM Build AS c\nFROM build\n",
        "# hadolint ignore=DL3006\n# build makes it\nFROM a AS build\n# Build again\nFROM build AS c\nFROM build\n",
    )
    check_fix("stage-name-casing", "FROM Build\nFROM a AS Build\n", "FROM Build\nFROM a AS build\n")
    check_fix("stage-name-casing", "FROM a AS ${X}\n", "FROM a AS ${X}\n")
