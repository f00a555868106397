from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "untrusted-registry"


@pytest.mark.parametrize(
    ("image", "entry"),
    [
        ("node", "docker.io"),
        ("own/image:1", "hub.docker.com"),
        ("index.docker.io/node", "docker.io"),
        ("localhost:5000/a", "localhost:5000"),
        ("a.example.com/x/y", "*.example.com"),
        ("example.com/x", "example.*"),
        ("quay.io/x", "*"),
        ("node", "docker.io/library"),
        ("ghcr.io/team-a/x", "ghcr.io/team-*"),
        ("ghcr.io/team/x", "ghcr.io/team/x"),
        ("scratch", "x"),
        ("$UNKNOWN/x", "x"),
    ],
)
def test_trusted(image: str, entry: str):
    check_rule(RULE, f"FROM {image}\n", options={"trusted-registries": ("other", entry)})


@pytest.mark.parametrize(
    ("image", "entry"),
    [
        ("node", "example.com"),
        ("example.com/x", "*.example.com"),
        ("own/x", "docker.io/library"),
        ("ghcr.io/teams/x", "ghcr.io/team"),
    ],
)
def test_not_trusted(image: str, entry: str):
    check_rule(RULE, f"FROM {image}\n     {'^' * len(image)}\n", options={"trusted-registries": (entry,)})


def test_stages_are_no_images():
    check_rule(
        RULE,
        """\
        ARG REGISTRY=quay.io
        FROM ok.com/a AS build
        FROM build AS more
        FROM $REGISTRY/a
             ^^^^^^^^^^^ The registry `quay.io` is not among the trusted ones
        COPY --from=build a b
        COPY --from=0 a b
        COPY --from=nginx a b
                    ^^^^^
        """,
        options={"trusted-registries": ("ok.com",)},
    )
