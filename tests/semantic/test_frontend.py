"""Whose Dockerfile language a file is written in."""

from __future__ import annotations

import pytest

from dockwright.semantic.frontend import Frontend, frontend_of
from dockwright.syntax.dockerfile.parser import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\n", Frontend(True, False)),
        ("# syntax=docker/dockerfile:1\n", Frontend(True, False)),
        ("# syntax=docker/dockerfile:1-labs\n", Frontend(True, True)),
        ("# syntax=mirror.example/docker/dockerfile:master\n", Frontend(True, None)),
        ("# syntax=docker/dockerfile@sha256:" + 64 * "0" + "\n", Frontend(True, None)),
        ("# syntax=example/other an argument\n", Frontend(False, None)),
        ("// syntax=example/other\n", Frontend(False, None)),
        ('{"syntax": "example/other"}\n', Frontend(False, None)),
        # With a blank before the `#`, BuildKit does not find it when it looks for its frontend.
        (" # syntax=example/other\n", Frontend(True, False)),
    ],
)
def test_frontends(text: str, expected: Frontend):
    assert frontend_of(parse(text)) == expected
