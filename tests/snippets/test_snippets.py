"""Every snippet, filled with its defaults, is a Dockerfile that BuildKit reads and our own rules like."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from dockwright.catalog.snippets import (
    Node,
    Snippet,
    SnippetVariable,
    Text,
    expand_defaults,
    parse,
    snippets,
    tab_stops,
)
from dockwright.lint import engine
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.shared import ROOT

# Where a snippet that is no whole file stands: `<|>` in the smallest file that it belongs into.
DEBIAN = """\
    FROM debian:13-slim
    WORKDIR /app
    <|>
    USER nobody
    CMD ["app"]
    """
DEBIAN_ENDING = """\
    FROM debian:13-slim
    WORKDIR /app
    <|>
    USER nobody
    """
DEBIAN_USER = """\
    FROM debian:13-slim
    WORKDIR /app
    <|>
    CMD ["app"]
    """
ALPINE = DEBIAN.replace("debian:13-slim", "alpine:3.23")
ALPINE_ENDING = DEBIAN_ENDING.replace("debian:13-slim", "alpine:3.23")
ALPINE_USER = DEBIAN_USER.replace("debian:13-slim", "alpine:3.23")
FEDORA = DEBIAN.replace("debian:13-slim", "fedora:44")
BUILT = """\
    FROM debian:13-slim AS build
    WORKDIR /out
    RUN touch app

    FROM debian:13-slim
    <|>
    USER nobody
    CMD ["app"]
    """
GLOBAL = """\
    <|>
    USER nobody
    CMD ["app"]
    """
FIRST = """\
    <|>
    FROM debian:13-slim
    USER nobody
    CMD ["app"]
    """


def installing(image: str, manifests: str, user: str = "nobody") -> str:
    """A file of one stage that copies manifests, installs, and then copies the rest."""
    return f"""\
    FROM {image}
    WORKDIR /src
    COPY {manifests} ./
    <|>
    COPY . .
    USER {user}
    CMD ["app"]
    """


def building(image: str) -> str:
    """A file that copies its sources and builds them."""
    return f"""\
    FROM {image}
    WORKDIR /src
    COPY . .
    <|>
    USER nobody
    CMD ["app"]
    """


NODE = "node:24-slim"
PYTHON = "python:3.13-slim"
WRAPPERS = {
    "syntax directive": FIRST,
    "check directive": FIRST,
    "global ARG for FROM": GLOBAL,
    "non-root user, Alpine": ALPINE_USER,
    "non-root user, Debian": DEBIAN_USER,
    "HEALTHCHECK with curl": DEBIAN.replace("debian:13-slim", "node:24"),
    "HEALTHCHECK with wget": ALPINE,
    "HEALTHCHECK with Python": DEBIAN.replace("debian:13-slim", PYTHON),
    "HEALTHCHECK with Node.js": DEBIAN.replace("debian:13-slim", NODE),
    "cache mount, npm": installing(NODE, "package.json package-lock.json", "node"),
    "cache mount, yarn": installing(NODE, "package.json yarn.lock", "node"),
    "cache mount, yarn-berry": installing(NODE, "package.json yarn.lock .yarnrc.yml", "node"),
    "cache mount, pnpm": installing(NODE, "package.json pnpm-lock.yaml", "node"),
    "cache mount, bun": installing("oven/bun:1.3-slim", "package.json bun.lock", "bun"),
    "cache mount, pip": installing(PYTHON, "requirements.txt"),
    "cache mount, uv": installing(PYTHON, "pyproject.toml uv.lock"),
    "cache mount, poetry": installing(PYTHON, "pyproject.toml poetry.lock"),
    "cache mount, pipenv": installing(PYTHON, "Pipfile Pipfile.lock"),
    "cache mount, apk": ALPINE,
    "cache mount, dnf": FEDORA,
    "cache mount, go": building("golang:1.26-alpine"),
    "cache mount, cargo": building("rust:1.98-slim"),
    "cache mount, maven": building("maven:3.9-eclipse-temurin-21"),
    "cache mount, gradle": building("eclipse-temurin:21-jdk"),
    "cache mount, bundler": installing("ruby:3.4-slim", "Gemfile Gemfile.lock"),
    "cache mount, composer": installing("composer:2", "composer.json composer.lock"),
    "cache mount, dotnet": installing("mcr.microsoft.com/dotnet/sdk:10.0", "App.csproj", "app"),
    "secret mount, file": installing(NODE, "package.json package-lock.json", "node"),
    "bind mount": DEBIAN.replace("debian:13-slim", PYTHON),
    "apk add": ALPINE,
    "dnf install": FEDORA,
    "tini, Debian": DEBIAN_ENDING,
    "tini, Alpine": ALPINE_ENDING,
    "COPY --from": BUILT,
    "ENTRYPOINT and CMD": DEBIAN_ENDING,
}
WHOLE = {"two stages"}

DOCKERFILE = snippets("dockerfile")
DOCKERIGNORE = snippets("dockerignore")
names = pytest.mark.parametrize("snippet", DOCKERFILE, ids=lambda it: it.name)
all_names = pytest.mark.parametrize("snippet", [*DOCKERFILE, *DOCKERIGNORE], ids=lambda it: it.name)


def filled(snippet: Snippet) -> str:
    """A whole Dockerfile with the snippet in it."""
    text = expand_defaults(snippet.body)
    if snippet.is_file or snippet.name in WHOLE:
        return text if text.endswith("\n") else text + "\n"
    before, _, after = dedent(WRAPPERS.get(snippet.name, DEBIAN)).partition("<|>")
    return before + text + after


@names
def test_buildkit_reads_it(snippet: Snippet):
    # BuildKit's parser is a module with Go inside and not built for every machine.
    dockerfile = pytest.importorskip("dockerfile")
    assert dockerfile.parse_string(filled(snippet))


@names
def test_our_parser_has_nothing_to_say(snippet: Snippet):
    document = Document.parse(filled(snippet))
    assert not document.tree.problems
    assert not [problem for it in document.instructions for problem in it.problems]


@names
def test_our_rules_have_nothing_to_say(snippet: Snippet):
    document = Document.parse(filled(snippet))
    found = engine.run(document, all_rules())
    assert [f"{it.code}: {it.message}: {it.range.slice(document.text)}" for it in found] == []


@all_names
def test_it_is_well_formed(snippet: Snippet):
    assert snippet.prefixes
    assert all(it == it.strip() and it for it in snippet.prefixes)
    assert snippet.description
    assert not snippet.description.endswith(".")
    assert tab_stops(snippet.body)[-1] == 0
    assert "\t" not in snippet.body
    assert not any(line != line.rstrip() for line in expand_defaults(snippet.body).split("\n"))


@all_names
def test_tab_stops_count_up(snippet: Snippet):
    stops = sorted(tab_stops(snippet.body))
    assert stops == list(range(len(stops)))


@all_names
def test_what_the_file_expands_is_escaped(snippet: Snippet):
    def unescaped(nodes: tuple[Node, ...]) -> list[str]:
        found = []
        for node in nodes:
            found += [node.name] if isinstance(node, SnippetVariable) else []
            found += [] if isinstance(node, Text) else unescaped(node.default)
        return found

    # An unescaped `$PATH` would be a variable of the editor, and vanish.
    assert unescaped(parse(snippet.body)) == []


@pytest.mark.parametrize("language", ["dockerfile", "dockerignore"])
def test_prefixes_are_unique(language: str):
    prefixes = [it for snippet in snippets(language) for it in snippet.prefixes]
    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize("language", ["dockerfile", "dockerignore"])
def test_files_are_in_the_format_of_vs_code(language: str):
    table = json.loads((ROOT / "snippets" / f"{language}.json").read_text(encoding="utf-8"))
    assert len(table) == len(snippets(language))
    for entry in table.values():
        assert set(entry) <= {"prefix", "body", "description", "isFileTemplate"}
        assert isinstance(entry["body"], list)


def test_wrappers_belong_to_snippets():
    assert set(WRAPPERS) | WHOLE <= {it.name for it in DOCKERFILE}


PROMISED = """
    node nextjs python uv poetry go go-distroless maven gradle rust dotnet php php-apache ruby user-alpine user-debian
    healthcheck-curl healthcheck-wget healthcheck-python cache-npm cache-yarn cache-pnpm cache-bun cache-pip cache-uv
    cache-poetry cache-apt cache-apk cache-dnf cache-go cache-cargo cache-maven cache-gradle cache-bundler
    cache-composer cache-dotnet secret ssh labels tini syntax heredoc copy-link
""".split()


@pytest.mark.parametrize("prefix", PROMISED)
def test_what_was_promised_is_there(prefix: str):
    assert any(prefix in it.prefixes for it in DOCKERFILE)
