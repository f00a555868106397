"""What is known of images without a registry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.catalog.images import (
    Family,
    family_of,
    is_official,
    is_root,
    known_image,
    normal_repository,
    official_image,
    official_names,
    snapshot_date,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("node", "node"),
        ("docker.io/library/node", "node"),
        ("index.docker.io/library/node", "node"),
        ("public.ecr.aws/docker/library/node", "node"),
        ("docker.io/grafana/grafana", "grafana/grafana"),
        ("ghcr.io/a/node", "ghcr.io/a/node"),
    ],
)
def test_a_repository_has_one_form(written: str, expected: str):
    assert normal_repository(written) == expected


@pytest.mark.parametrize(
    ("repository", "tag", "family"),
    [
        ("alpine", None, Family.ALPINE),
        ("node", "24", Family.DEBIAN),
        ("node", "24-alpine3.23", Family.ALPINE),
        ("python", "3.13-slim-bookworm", Family.DEBIAN),
        ("golang", "1.26-nanoserver-ltsc2025", Family.WINDOWS),
        ("eclipse-temurin", "21-jre", Family.UBUNTU),
        ("eclipse-temurin", "21-jre-ubi9-minimal", Family.RED_HAT),
        ("mcr.microsoft.com/dotnet/aspnet", "9.0", Family.DEBIAN),
        ("mcr.microsoft.com/dotnet/aspnet", "10.0", Family.UBUNTU),
        ("mcr.microsoft.com/dotnet/aspnet", "latest", None),
        ("mcr.microsoft.com/windows/servercore", "ltsc2025", Family.WINDOWS),
        ("gcr.io/distroless/static-debian13", "nonroot", Family.DISTROLESS),
        ("cgr.dev/chainguard/python", "latest", Family.WOLFI),
        ("redhat/ubi9", None, Family.RED_HAT),
        ("nvidia/cuda", "13.0.0-base-ubuntu24.04", Family.UBUNTU),
        ("scratch", None, Family.SCRATCH),
        ("example.com/own/app", "1", None),
        ("example.com/own/app", "1-alpine", Family.ALPINE),
    ],
)
def test_family(repository: str, tag: str | None, family: Family | None):
    assert family_of(repository, tag) is family


@pytest.mark.parametrize(
    ("repository", "tag", "user", "unprivileged"),
    [
        ("node", "24", "root", "node"),
        ("python", "3.13", "root", "nobody"),
        ("haproxy", "3.2", "haproxy", "haproxy"),
        ("gcr.io/distroless/cc-debian13", "nonroot", "nonroot", "nonroot"),
        ("gcr.io/distroless/cc-debian13", "latest", "root", "nonroot"),
        ("cgr.dev/chainguard/node", "latest", "nonroot", "nonroot"),
        ("mcr.microsoft.com/dotnet/aspnet", "9.0-noble-chiseled", "app", "app"),
        ("mcr.microsoft.com/dotnet/aspnet", "9.0", "root", "app"),
        ("mcr.microsoft.com/dotnet/aspnet", "6.0", "root", None),
        ("scratch", None, "root", None),
        ("example.com/own/app", "1-alpine", None, None),
    ],
)
def test_users(repository: str, tag: str | None, user: str | None, unprivileged: str | None):
    image = known_image(repository, tag)
    assert (image.user, image.unprivileged_user) == (user, unprivileged)
    assert is_root(image.user) is (user == "root")


@pytest.mark.parametrize(
    ("repository", "tag", "has_shell"),
    [
        ("scratch", None, False),
        ("gcr.io/distroless/base-debian13", "nonroot", False),
        ("gcr.io/distroless/base-debian13", "debug-nonroot", True),
        ("cgr.dev/chainguard/go", "latest", False),
        ("cgr.dev/chainguard/go", "latest-dev", True),
        ("mcr.microsoft.com/dotnet/runtime", "9.0-noble-chiseled", False),
        ("ghcr.io/astral-sh/uv", "0.9", False),
        ("ghcr.io/astral-sh/uv", "python3.13-trixie-slim", True),
        ("debian", "13", True),
        ("example.com/own/app", "1", None),
    ],
)
def test_shells(repository: str, tag: str | None, has_shell: bool | None):
    image = known_image(repository, tag)
    assert image.has_shell is has_shell
    if has_shell is False:
        assert image.package_managers == ()


def test_package_managers_follow_the_family():
    assert known_image("node", "24-alpine").package_managers == ("apk",)
    assert known_image("redhat/ubi9-minimal").package_managers == ("microdnf",)
    assert known_image("fedora", "44").package_managers == ("dnf",)


def test_official_images():
    assert len(official_names()) > 130
    assert is_official("docker.io/library/python")
    assert not is_official("centos")
    assert not is_official("grafana/grafana")
    python = official_image("python")
    assert python is not None
    assert python.has_latest
    assert python.variants == ("alpine", "slim")
    assert python.windows
    assert official_image("own/app") is None
    mongo = official_image("mongo")
    assert mongo is not None
    assert not mongo.has_latest


def test_releases_have_dates():
    debian = official_image("debian")
    assert debian is not None
    ends = {it.codename: it.end_of_life for it in debian.releases}
    assert ends["Trixie"] == "2028-08-09"
    assert official_image("centos") is not None
    assert snapshot_date() == "2026-08-22"


def test_every_official_image_can_be_asked_about():
    for name in official_names():
        official_image(name)
        assert known_image(name).official


@given(st.text(), st.none() | st.text())
def test_no_name_is_too_odd(repository: str, tag: str | None):
    known_image(repository, tag)
    official_image(repository)
