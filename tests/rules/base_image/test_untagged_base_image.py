from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_images_without_a_tag():
    check_rule("untagged-base-image", """\
        FROM debian AS builder
             ^^^^^^
        FROM localhost:5000/tool
             ^^^^^^^^^^^^^^^^^^^
        FROM owner/image
             ^^^^^^^^^^^
        FROM scratch
        FROM debian:12
        """)  # fmt: skip


def test_a_stage_is_no_image_whatever_its_case():
    check_rule("untagged-base-image", """\
        FROM debian:12 AS Node
        FROM node
        """)  # fmt: skip


def test_a_bare_name_may_be_a_local_image_or_a_context():
    check_rule("untagged-base-image", "FROM myapp-base\n")


def test_arguments_count_as_far_as_they_are_known():
    check_rule("untagged-base-image", """\
        ARG BASE=debian
        ARG UNKNOWN
        FROM ${BASE}
             ^^^^^^^
        FROM ${UNKNOWN}
        FROM ${UNKNOWN}/debian
        """)  # fmt: skip


def test_a_name_out_of_a_variable_has_no_fix():
    text = "ARG BASE=debian\nFROM ${BASE}\n"
    check_fix("untagged-base-image", text, text, unsafe=True)


def test_a_name_with_an_undeclared_variable_is_another_mistake():
    # `undeclared-arg-in-from` says it, and what is left of the name is none that somebody wrote.
    check_rule("untagged-base-image", "FROM debian:12\nARG NODE=22\nFROM gcr.io/distroless/nodejs${NODE}\n")
