from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "text",
    [
        "FROM python:3.13-slim\n",
        "FROM golang:1.25\n",
        "FROM node:22 AS build\nFROM alpine\n",
        "FROM own/python:3.13\n",
    ],
)
def test_no_slim_variant_to_take(text: str):
    check_rule("large-base-image", text)


@pytest.mark.parametrize(
    "text",
    [
        "FROM scratch\nCOPY --from=b /rootfs/ /\nCMD [\"x\"]\n",
        "FROM scratch\nCOPY --from=b /etc/ssl /etc/ssl\nCMD [\"x\"]\n",
        "FROM scratch AS a\nFROM alpine\nCMD x\n",
        "FROM scratch\nCOPY out /\n",
    ],
)  # fmt: skip
def test_certificates_that_may_be_there_or_that_nobody_needs(text: str):
    check_rule("scratch-without-ca-certs", text)


def test_the_slim_variant_of_a_release_of_debian():
    check_fix(
        "large-base-image",
        "FROM node:22-bookworm AS a\nFROM docker.io/library/python:3.13-trixie\nCOPY --from=a x y\n",
        "FROM node:22-bookworm AS a\nFROM docker.io/library/python:3.13-slim-trixie\nCOPY --from=a x y\n",
        unsafe=True,
    )
    check_fix("large-base-image", "FROM node:22-trixie\n", "FROM node:22-trixie-slim\n", unsafe=True)
