"""The stage graph, as BuildKit resolves names and numbers."""

from __future__ import annotations

from textwrap import dedent

from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, UseKind


def stages(text: str) -> tuple[Stage, ...]:
    return Document.parse(dedent(text)).stages


def test_from_names_a_stage_above_it():
    first, second = stages("FROM alpine AS Build\nFROM build\n")

    assert (first.parent, second.parent) == (None, first)
    assert second.image is None
    assert [use.kind for use in first.used_by] == [UseKind.BASE]


def test_from_compares_with_the_lower_case_of_a_name_but_keeps_its_own_case():
    """`FROM Build` is an image, and an invalid one, since BuildKit does not fold what FROM names."""
    _, second = stages("FROM alpine AS build\nFROM Build\n")

    assert second.parent is None


def test_a_stage_below_is_no_base():
    first, _ = stages("FROM later\nFROM alpine AS later\n")

    assert first.parent is None
    assert first.image is not None


def test_copy_takes_from_a_stage_by_name_in_any_case_by_number_or_from_an_image():
    build, final = stages("""\
        FROM alpine AS build
        FROM scratch
        COPY --from=BUILD /a /
        COPY --from=0 /b /
        COPY --from=nginx:1 /c /
        COPY --from=7 /d /
        """)

    assert [use.stage for use in final.uses] == [None, build, build, None, None]
    assert [use.index for use in final.uses] == [None, None, 0, None, 7]


def test_run_mounts_from_a_stage():
    build, final = stages("FROM alpine AS build\nFROM alpine\nRUN --mount=type=bind,from=build,target=/x ls\n")

    assert [(use.kind, use.stage) for use in final.uses[1:]] == [(UseKind.MOUNT, build)]


def test_a_name_that_a_variable_hides_refers_to_nothing():
    _, final = stages("FROM alpine AS build\nFROM scratch\nCOPY --from=$X /a /\n")

    assert [use.kind for use in final.uses] == [UseKind.BASE]


def test_the_last_of_two_stages_with_one_name_is_meant():
    _, second, third = stages("FROM a AS x\nFROM b AS x\nFROM x\n")

    assert third.parent is second


def test_what_ships_and_what_is_needed():
    found = stages("""\
        FROM alpine AS base
        FROM alpine AS tools
        FROM alpine AS unused
        FROM base
        COPY --from=tools /a /
        """)

    assert [stage.ships for stage in found] == [True, False, False, True]
    assert [stage.is_needed for stage in found] == [True, True, False, True]
    assert [stage.is_last for stage in found] == [False, False, False, True]


def test_stages_that_take_from_each_other_do_not_hang():
    first, second = stages("FROM a AS x\nCOPY --from=y / /\nFROM b AS y\nCOPY --from=x / /\n")

    assert (first.uses[1].stage, second.uses[1].stage) == (second, first)
    assert first.is_needed
    assert second.is_needed


def test_global_arguments_and_their_defaults_reach_from():
    (stage,) = stages("ARG V=20\nARG TAG=$V-slim\nFROM node:${TAG}\n")

    assert stage.image is not None
    assert (stage.image.repository, stage.image.tag) == ("node", "20-slim")


def test_a_platform_argument_has_an_unknown_value():
    (stage,) = stages("FROM app-$TARGETARCH\n")

    assert stage.base.text is None
    assert stage.base.undeclared == frozenset()


def test_half_typed_lines_make_stages_all_the_same():
    first, second = stages("FROM \nRUN x\nFROM a AS \nCOPY --from= a b\n")

    assert [it.name for it in first.instructions] == ["RUN"]
    assert second.name is None
    assert [use.kind for use in second.uses] == [UseKind.BASE]
