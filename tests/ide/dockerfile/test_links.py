"""What leads elsewhere."""

from __future__ import annotations

from textwrap import dedent

import pytest

from dockwright.ide.dockerfile.links import links
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.project import Files


def found(source: str, files: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """What is linked, and where it leads."""
    text = dedent(source)
    document = Document.parse(text, "Dockerfile", Files(files) if files is not None else None)
    return [(it.range.slice(text), it.url or it.path) for it in links(document, all_rules())]


@pytest.mark.parametrize(
    ("image", "name", "url"),
    [
        ("node:22", "node", "https://hub.docker.com/_/node/"),
        ("docker.io/library/node", "docker.io/library/node", "https://hub.docker.com/_/node/"),
        ("bitnami/redis@sha256:" + "0" * 64, "bitnami/redis", "https://hub.docker.com/r/bitnami/redis/"),
        ("node:${TAG}", "node", "https://hub.docker.com/_/node/"),
        ("ghcr.io/a/b:1", "ghcr.io/a/b", "https://github.com/a/b/pkgs/container/b"),
        ("ghcr.io/a/b/c/d", "ghcr.io/a/b/c/d", "https://github.com/a/b/pkgs/container/b%2Fc%2Fd"),
        ("quay.io/a/b", "quay.io/a/b", "https://quay.io/repository/a/b"),
        ("gcr.io/distroless/static:nonroot", "gcr.io/distroless/static", "https://gcr.io/distroless/static"),
        ("public.ecr.aws/docker/library/node", None, "https://gallery.ecr.aws/docker/library/node"),
        (
            "europe-docker.pkg.dev/p/r/i:1",
            "europe-docker.pkg.dev/p/r/i",
            "https://console.cloud.google.com/artifacts/docker/p/europe/r/i",
        ),
        ("nvcr.io/nvidia/cuda", None, "https://catalog.ngc.nvidia.com/orgs/nvidia/containers/cuda"),
        ("registry.gitlab.com/a/b", None, "https://gitlab.com/a/b/container_registry"),
    ],
)
def test_images_have_pages_on_their_registries(image, name, url):
    assert found(f"FROM {image} AS x\n") == [(name or image, url)]


@pytest.mark.parametrize("image", ["scratch", "", "localhost:5000/a", "registry.example/a/b", "$X", "Node", "node:"])
def test_what_has_no_page(image):
    assert found(f"FROM {image}\n") == []


def test_images_wherever_they_are_named():
    assert found("""\
        # syntax=docker/dockerfile:1
        ARG BASE=golang:1
        FROM ${BASE} AS build
        FROM build
        COPY --from=nginx:1 /a /b
        COPY --from=build /a /b
        COPY --from=0 /a /b
        RUN --mount=type=bind,from="busybox",target=/x y
        """) == [
        ("docker/dockerfile", "https://hub.docker.com/r/docker/dockerfile/"),
        ("${BASE}", "https://hub.docker.com/_/golang/"),
        ("nginx", "https://hub.docker.com/_/nginx/"),
        ("busybox", "https://hub.docker.com/_/busybox/"),
    ]


def test_files_of_the_build_context():
    text = """\
        FROM scratch AS x
        ARG NAME=app
        COPY ./app.py /missing.py src * . ../up ["/srv/a b.txt"] /x/
        COPY ["/srv/a b.txt", "${NAME}.py", "/x/"]
        ADD $NAME.py /x
        COPY --from=x app.py /
        RUN --mount=type=bind,source=app.py,target=/a --mount=source=src,target=/b --mount=from=x,source=app.py c
        COPY <<app.py /x
        app.py
        """
    files = {"app.py": "", "src/a": "", "srv/a b.txt": ""}
    assert found(text, files) == [
        ("./app.py", "app.py"),
        ("/srv/a b.txt", "srv/a b.txt"),
        ("${NAME}.py", "app.py"),
        ("$NAME.py", "app.py"),
        ("app.py", "app.py"),
    ]
    assert found(text) == []


def test_addresses():
    assert found("""\
        FROM scratch
        ARG V=1
        ADD https://example.org/$V.tar.gz https://github.com/a/b.git#v1:docs git@github.com:a/b.git git@git.corp:a/b /x/
        ADD "ssh://git@gitlab.com/a/b/c.git#v1" 'https://example.org/d' /x/
        COPY https://example.org/a /x/
        """) == [
        ("https://example.org/$V.tar.gz", "https://example.org/1.tar.gz"),
        ("https://github.com/a/b.git#v1:docs", "https://github.com/a/b.git"),
        ("git@github.com:a/b.git", "https://github.com/a/b.git"),
        ("ssh://git@gitlab.com/a/b/c.git#v1", "https://gitlab.com/a/b/c.git"),
        ("https://example.org/d", "https://example.org/d"),
    ]


def test_rules_in_comments():
    ours = "https://github.com/dockwright/dockwright/blob/main/docs/rules"
    assert found("""\
        # check=skip=StageNameCasing;error=true
        FROM scratch
        # hadolint ignore=DL3020,DL9999
        ADD a /
        # dockwright: ignore[add-instead-of-copy, users, all] because
        ADD a /
        """) == [
        ("StageNameCasing", f"{ours}/stages.md#stage-name-casing"),
        ("DL3020", f"{ours}/copying.md#add-instead-of-copy"),
        ("add-instead-of-copy", f"{ours}/copying.md#add-instead-of-copy"),
    ]
