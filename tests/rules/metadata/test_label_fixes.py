"""What the rules about labels put in the place of a wrong name or value."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("url", "example.com", "https://example.com"),
        ("url", "//example.com", None),
        ("url", "my app", None),
        ("spdx", "Apache License, Version 2.0", "Apache-2.0"),
        ("spdx", "mit", None),
        ("spdx", "MIT License", "MIT"),
        ("spdx", "GPL 5", None),
        ("spdx", "Proprietary", None),
        ("rfc3339", "2026-01-31", None),
        ("rfc3339", "2026-01-31T12:00:00", "2026-01-31T12:00:00Z"),
        ("rfc3339", "2026-02-31T12:00:00", None),
        ("email", "Jane <jane@example.com>", "jane@example.com"),
        ("email", "mailto:jane@example.com", "jane@example.com"),
        ("email", "jane at example.com", None),
        ("semver", "1.2", "1.2.0"),
        ("semver", "v1.2.3-rc1", "1.2.3-rc1"),
        ("semver", "latest", None),
        ("hash", "main", None),
    ],
)
def test_a_value_becomes_what_was_meant(kind: str, before: str, after: str | None):
    options: dict[str, object] = {"label-schema": (("x.y", kind),)}
    for quote in ('"', "'"):
        text = f"FROM alpine:3.20\nLABEL x.y={quote}{{}}{quote} z=1\n"
        old, new = text.format(before), text.format(after or before)
        check_fix(f"label-not-{kind}", old, new, unsafe=True, options=options)


def test_a_value_with_escapes_stays():
    text = 'FROM alpine:3.20\nLABEL x.y=Jane\\ <jane@example.com> z="v1\\\n.2"\n'
    options: dict[str, object] = {"label-schema": (("x.y", "email"), ("z", "semver"))}
    check_fix("label-not-email", text, text, unsafe=True, options=options)
    check_fix("label-not-semver", text, text, unsafe=True, options=options)


def test_a_name_is_not_mended_into_one_that_is_there():
    text = "FROM alpine:3.20\nLABEL a.team=x\nLABEL a.taem=y\nONBUILD LABEL a.tema=z\n"
    options: dict[str, object] = {"strict-labels": True, "label-schema": (("a.team", "text"),)}
    check_fix("superfluous-labels", text, text, unsafe=True, options=options)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a..b", "a.b"),
        ("-a.b-", "a.b"),
        ("a:b@c", "a-b-c"),
        ("'a b'", "'a-b'"),
        ("a$b", "a$b"),
        ("io.docker.x", "io.docker.x"),
        ("a-b=1 a@b", "a-b=1 a@b"),
    ],
)
def test_a_name_gets_hyphens(before: str, after: str):
    text = "FROM alpine:3.20\nLABEL {}=x\n"
    check_fix("invalid-label-key", text.format(before), text.format(after), unsafe=True)
