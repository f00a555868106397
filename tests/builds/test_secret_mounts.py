"""What takes a secret from a mount still gets it, and leaves nothing of it in the image."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from dockwright.lint.fixing import settle
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.images import Image, build, stand_in_image

CASES = {
    "a variable": (
        "secret-in-env-or-arg",
        "API_TOKEN",
        """\
        FROM node:22 AS base
        ARG API_TOKEN
        RUN [ "$API_TOKEN" = hidden ]
        FROM base
        RUN [ "$API_TOKEN" = hidden ] && true
        RUN [ -z "$OTHER" ]
        """,
    ),
    "a file for an older frontend": (
        "secret-in-env-or-arg",
        "API_TOKEN",
        """\
        # syntax=docker/dockerfile:1.7
        FROM node:22
        ARG API_TOKEN
        RUN set -eu; [ "$API_TOKEN" = hidden ]
        USER node
        RUN <<EOF
        set -e
        [ "$API_TOKEN" = hidden ]
        EOF
        """,
    ),
    "a copied file": (
        "secret-removed-in-later-layer",
        "npmrc",
        """\
        FROM node:22
        USER node
        WORKDIR /home/node
        COPY --chown=node package.json .npmrc ./
        RUN [ "$(cat .n*rc)" = hidden ] && npm --version
        USER root
        RUN rm .npmrc
        RUN true
        """,
    ),
}


@pytest.mark.parametrize(("rule", "secret", "text"), CASES.values(), ids=CASES)
def test_builds_with_the_secret_and_ships_without(tmp_path: Path, rule: str, secret: str, text: str):
    context = tmp_path / "context"
    context.mkdir()
    (context / ".npmrc").write_text("hidden", encoding="utf-8")
    (context / "package.json").write_text("{}", encoding="utf-8")
    fixed = settle(Document.parse(dedent(text)), all_rules(), Settings(select=(rule,)), unsafe=True)
    assert f"--secret id={secret}" in fixed.applied[0][1].title
    # The frontend that is named would have to be fetched.
    built = re.sub(r"^# syntax=.*\n", "", fixed.document.text)
    images = {"node:22": stand_in_image()}
    image = build(context, built, images, secrets={secret: "hidden"})
    assert isinstance(image, Image), image
    assert not any("hidden" in it for it in image.configuration.get("Env") or ())
    assert not any(path.endswith((".npmrc", "run/secrets/API_TOKEN")) for path in image.files)
    # A secret is no part of what the cache goes by.
    without = build(context, built, images, is_fresh=True)
    assert not isinstance(without, Image), "it gets the secret from somewhere else"
