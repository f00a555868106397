from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_the_tag_is_the_place():
    check_rule("latest-tag", """\
        FROM --platform=linux/amd64 docker.io/library/debian:latest AS base
                                                             ^^^^^^
        FROM base:latest
                  ^^^^^^
        """)  # fmt: skip


def test_a_digest_makes_the_tag_irrelevant():
    check_rule("latest-tag", f"FROM debian:latest@sha256:{'a' * 64}\n")


def test_copies_and_mounts_take_images_too():
    check_rule("latest-tag", """\
        FROM debian:12
        COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/
                                         ^^^^^^
        RUN --mount=type=bind,from=golang:latest,target=/go go version
                                          ^^^^^^
        """)  # fmt: skip


def test_a_default_of_an_argument_counts_at_its_use():
    check_rule("latest-tag", """\
        ARG TAG=latest
        ARG OTHER
        FROM node:${TAG}
             ^^^^^^^^^^^
        FROM node:${OTHER}
        FROM node:${OTHER:-22}
        """)  # fmt: skip


def test_stages_and_numbers_are_no_images():
    check_rule("latest-tag", """\
        FROM debian:12 AS latest
        FROM latest
        COPY --from=0 /a /b
        COPY --from=latest /a /b
        """)  # fmt: skip


def test_images_without_versions_are_told_another_way():
    (found,) = check_rule("latest-tag", """\
        FROM gcr.io/distroless/static:latest
                                      ^^^^^^
        """)  # fmt: skip
    assert "digest" in found.message
    assert not found.fixes


def test_the_fix_is_one_to_be_asked_for():
    check_fix("latest-tag", "FROM ubuntu:latest AS x\n", "FROM ubuntu:latest AS x\n")
    check_fix("latest-tag", "FROM unknown/image:latest\n", "FROM unknown/image:latest\n", unsafe=True)


def test_the_default_of_an_argument_that_one_from_uses():
    check_fix(
        "latest-tag",
        """\
        ARG A=1 TAG=latest IMAGE=docker.io/library/debian:latest
        ARG BOTH=latest QUOTED="latest"
        FROM node:${TAG} AS a
        FROM $IMAGE AS b
        FROM alpine:$BOTH AS c
        FROM busybox:$BOTH AS d
        FROM ubuntu:$QUOTED
        FROM ubuntu:${UNSET:-latest}
        """,
        """\
        ARG A=1 TAG=26 IMAGE=docker.io/library/debian:13
        ARG BOTH=latest QUOTED="latest"
        FROM node:${TAG} AS a
        FROM $IMAGE AS b
        FROM alpine:$BOTH AS c
        FROM busybox:$BOTH AS d
        FROM ubuntu:$QUOTED
        FROM ubuntu:${UNSET:-latest}
        """,
        unsafe=True,
    )
