"""As whom the fixes of the rules about root let a container run."""

from __future__ import annotations

from textwrap import dedent

import pytest

from dockwright.lint.gates import accepts
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from tests.support.checks import found_by, settings_with, the_rule


def fixed(rule: str, text: str) -> dict[str, str]:
    """What each fix of the only finding makes of a file, by its title."""
    text = dedent(text)
    document = Document.parse(text)
    (found,) = found_by(the_rule(rule), document, settings_with(the_rule(rule)))
    assert all(accepts(document, it) is not None for it in found.fixes)
    return {it.title: apply(text, it.edits) for it in found.fixes}


@pytest.mark.parametrize(
    ("image", "lines"),
    [
        ("alpine", ["RUN addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app", "USER 10001"]),
        ("busybox:1.37", ["RUN addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app", "USER 10001"]),
        ("golang:1.25-alpine", ["RUN addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app", "USER 10001"]),
        ("ubuntu:24.04", ["RUN useradd --system --no-create-home --uid 10001 app", "USER 10001"]),
        ("rockylinux:9", ["RUN useradd --system --no-create-home --uid 10001 app", "USER 10001"]),
        ("oraclelinux:9-slim", ["RUN useradd --system --no-create-home --uid 10001 app", "USER 10001"]),
        ("almalinux:9-minimal", ["USER 10001"]),
        ("amazonlinux:2023", ["USER 10001"]),
        ("scratch", ["USER 10001"]),
        ("node:22-alpine", ["USER node"]),
        ("gcr.io/distroless/static", ["USER nonroot"]),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", ["USER app"]),
    ],
)
def test_each_base_in_its_own_way(image: str, lines: list[str]):
    (result, *_) = fixed("missing-user", f'FROM {image}\nENTRYPOINT ["/app"]\n').values()
    assert result.splitlines()[1:-1] == lines


def test_fedora_has_small_images_too():
    text = 'FROM registry.fedoraproject.org/fedora{}:42\nUSER root\nRUN x\nCMD ["x"]\n'
    for name, lines in (("", 2), ("-minimal", 1)):
        (result, *_) = fixed("last-user-root", text.format(name)).values()
        assert len(result.splitlines()) == 4 + lines


def test_distroless_has_a_tag_for_it():
    for image, other in (
        ("gcr.io/distroless/static", "gcr.io/distroless/static:nonroot"),
        ("gcr.io/distroless/cc:latest-arm64", "gcr.io/distroless/cc:nonroot-arm64"),
        ("gcr.io/distroless/base-debian12:debug", "gcr.io/distroless/base-debian12:debug-nonroot"),
    ):
        results = fixed("missing-user", f'FROM {image} AS run\nENTRYPOINT ["/app"]\n')
        assert list(results.values())[1] == f'FROM {other} AS run\nENTRYPOINT ["/app"]\n'
    digest = f"gcr.io/distroless/static@sha256:{'0' * 64}"
    assert list(fixed("missing-user", f'FROM {digest}\nENTRYPOINT ["/app"]\n')) == ["Run as nonroot"]


def test_the_copied_files_may_go_with_it():
    results = fixed("missing-user", """\
        from node:22
        copy --chmod=600 key /srv/
        copy --chown=root . /srv
        copy . /srv
        copy app /usr/bin/
        cmd ["app"]
        """)  # fmt: skip
    assert results == {
        # What nobody else can read has to be given to the user in any case.
        "Run as node": dedent("""\
            from node:22
            copy --chown=node --chmod=600 key /srv/
            copy --chown=root . /srv
            copy . /srv
            copy app /usr/bin/
            user node
            cmd ["app"]
            """),
        "Run as node, and give it the copied files": dedent("""\
            from node:22
            copy --chown=node --chmod=600 key /srv/
            copy --chown=root . /srv
            copy --chown=node . /srv
            copy app /usr/bin/
            user node
            cmd ["app"]
            """),
    }


def test_a_name_counts_from_where_it_is_made():
    results = fixed("user-created-not-used", """\
        FROM alpine
        COPY a /srv/
        RUN adduser -D app
        COPY b /srv/
        CMD ["x"]
        """)  # fmt: skip
    assert results["Run as app, and give it the copied files"] == dedent("""\
        FROM alpine
        COPY a /srv/
        RUN adduser -D app
        COPY --chown=app b /srv/
        USER app
        CMD ["x"]
        """)


def test_users_of_the_file_come_first():
    results = fixed("missing-user", """\
        FROM alpine
        RUN adduser -D build && adduser -D run
        CMD ["x"]
        """)  # fmt: skip
    assert list(results) == ["Run as build", "Run as run"]


def test_names_and_numbers_that_are_taken():
    results = fixed("missing-user", """\
        FROM alpine
        ENV PORT=10001
        RUN addgroup -S app
        CMD ["x"]
        """)  # fmt: skip
    assert (
        "addgroup -S -g 10002 service && adduser -S -D -H -u 10002 -G service service\nUSER 10002"
        in (results["Run as 10002"])
    )


@pytest.mark.parametrize(
    "text",
    [
        'FROM alpine\nSHELL ["/usr/bin/pwsh", "-Command"]\nCMD ["x"]\n',
        'FROM node:22\nCMD ["x"]\nRUN apt-get update\n',
        'FROM debian:12\nENTRYPOINT ["tini", "--"]\nCMD ["/usr/sbin/sshd", "-D"]\n',
    ],
)
def test_none_where_it_cannot_be_done(text: str):
    assert fixed("missing-user", text) == {}
