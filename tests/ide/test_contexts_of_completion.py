"""Every place at which something can be completed, each with what has to be offered there.

What carets mark is replaced by what is offered; where there are none it is put in at the cursor. The order, the words
beside an offer and what is not offered are the matter of tests/ide/dockerfile/test_completion*.py.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dockwright.catalog.variables import PREDEFINED
from dockwright.ide.dockerfile.completion.complete import MOST, complete, documentation
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.marked import draw, marked
from tests.support.project import Files

CONTEXT = Files({"package.json": "{}", "src/app.py": "", "src/lib/x.py": "", "a.log": "", ".dockerignore": "*.log\n"})


# What other files of the workspace say: the images that they use, and the build contexts that they name.
OTHERS = {"nearby": lambda: ("example.com/app:1",), "contexts": lambda: ("assets",)}


class Row(NamedTuple):
    """A place, and what has to be offered at it."""

    place: str
    source: str
    offered: tuple[str, ...]


def row(place: str, source: str, *offered: str) -> Row:
    return Row(place, source, offered)


ROWS = (
    row("an empty file: what a file begins with, and whole files", "<|>", "FROM", "ARG", "node", "python"),
    row("above the first FROM: only what may stand there", "ARG A\n<|>", "FROM", "ARG"),
    row(
        "an instruction: every keyword, and its forms",
        """\
        FROM a
        <|>
        """,
        "ADD", "ARG", "ARG …=…", "CMD", 'CMD ["…"]', "COPY", "ENTRYPOINT", 'ENTRYPOINT ["…"]', "ENV", "EXPOSE", "FROM",
        "HEALTHCHECK", "HEALTHCHECK CMD …", "HEALTHCHECK NONE", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL",
        "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ),
    row(
        "an instruction, half typed, in the case of the file",
        """\
        from a
        wor<|>
        ^^^
        """,
        "workdir",
    ),
    row(
        "a snippet for a package manager that the image has",
        """\
        FROM debian
        apt<|>
        ^^^
        """,
        "apt", "cache-apt",
    ),
    row(
        "a snippet with a cache mount",
        """\
        FROM python
        cache<|>
        ^^^^^
        """,
        "cache-pip",
    ),
    row("ONBUILD: the instructions that may wait", "FROM a\nONBUILD <|>", "RUN", "COPY", "ADD", "HEALTHCHECK"),
    row(
        "ONBUILD: the flags of the instruction that waits",
        """\
        FROM a
        ONBUILD COPY --<|>
                     ^^
        """,
        "--chown=",
    ),
    row(
        "ONBUILD: stages for its COPY",
        """\
        FROM a AS b
        FROM c
        ONBUILD COPY --from=<|>
        """,
        "b",
    ),
    row(
        "ONBUILD: the flags of HEALTHCHECK",
        """\
        FROM a
        ONBUILD HEALTHCHECK --<|>
                            ^^
        """,
        "--interval=",
    ),
    # --- FROM ---
    row(
        "FROM: its flag",
        """\
        FROM --<|> a
             ^^
        """,
        "--platform=",
    ),
    row(
        "FROM: platforms, also those that the build names",
        "FROM --platform=<|> a",
        "linux/amd64", "linux/arm64", "linux/arm/v7", "windows/amd64", "$BUILDPLATFORM", "$TARGETPLATFORM",
    ),
    row("FROM: well-known images", "FROM <|>", "alpine", "debian", "node", "python", "golang", "postgres"),
    row(
        "FROM: an image behind a platform",
        """\
        FROM --platform=linux/amd64 no<|>
                                    ^^
        """,
        "node",
    ),
    row(
        "FROM: images of other registries",
        """\
        FROM mcr.micro<|>
             ^^^^^^^^^
        """,
        "mcr.microsoft.com/dotnet/sdk",
    ),
    row("FROM: stages above", "FROM golang AS build\nFROM <|>", "build"),
    row(
        "FROM: images that this file and others of the workspace use",
        "FROM a:1\nFROM <|>",
        "a:1", "example.com/app:1",
    ),
    row(
        "FROM: tags without asking a registry",
        """\
        FROM node:22-al<|>
                  ^^^^^
        """,
        "22-alpine",
    ),
    row("FROM: the next word", "FROM node:22 <|>", "AS"),
    row("FROM: names for a stage", "FROM node:22 AS <|>", "build", "deps", "runtime"),
    # --- COPY and ADD ---
    row(
        "COPY: every flag",
        """\
        FROM a
        COPY --<|>
             ^^
        """,
        "--chmod=", "--chown=", "--exclude=", "--from=", "--link", "--parents",
    ),
    row(
        "ADD: every flag",
        """\
        FROM a
        ADD --<|>
            ^^
        """,
        "--checksum=", "--chmod=", "--chown=", "--exclude=", "--keep-git-dir", "--link", "--unpack",
    ),
    row(
        "--chown: users of the image and those that are made",
        """\
        FROM node
        RUN useradd app
        COPY --chown=<|>
        """,
        "app:app", "node:node",
    ),
    row("--chmod: modes", "FROM a\nCOPY --chmod=<|>", "755", "u=rwX,go=rX"),
    row("--link: yes or no", "FROM a\nCOPY --link=<|>", "true", "false"),
    row("--parents: yes or no", "FROM a\nCOPY --parents=<|>", "true", "false"),
    row("--exclude: paths of the build context", "FROM a\nCOPY --exclude=src/<|>", "app.py", "lib/"),
    row("--checksum: its algorithm", "FROM a\nADD --checksum=<|>", "sha256:"),
    row("--keep-git-dir: yes or no", "FROM a\nADD --keep-git-dir=<|>", "true", "false"),
    row("--unpack: yes or no", "FROM a\nADD --unpack=<|>", "true", "false"),
    row(
        "--from: stages by name and number, and images",
        """\
        FROM a AS one
        FROM b
        FROM c
        COPY --from=<|>
        """,
        "one", "1", "nginx",
    ),
    row("--from: build contexts that Compose or Bake names", "FROM a\nCOPY --from=<|>", "assets"),
    row("--mount: the same", "FROM a\nRUN --mount=type=bind,from=<|>", "assets"),
    row("FROM: the same", "FROM <|>", "assets"),
    row("COPY: paths of the build context", "FROM a\nCOPY <|>", "package.json", "src/"),
    row(
        "ADD: paths of the build context",
        """\
        FROM a
        ADD pack<|>
            ^^^^
        """,
        "package.json",
    ),
    row(
        "COPY --from: paths that the stage is known to have",
        """\
        FROM golang AS build
        WORKDIR /src
        RUN go build -o /out/app .
        FROM scratch
        COPY --from=build <|>
        """,
        "/out/app", "/src/",
    ),
    row(
        "COPY: where files may go",
        """\
        FROM a
        WORKDIR /srv
        RUN mkdir /data
        COPY package.json <|>
        """,
        "./", "/srv/", "/data/",
    ),
    # --- RUN ---
    row(
        "RUN: every flag",
        """\
        FROM a
        RUN --<|>
            ^^
        """,
        "--mount=", "--network=", "--security=", "--device=",
    ),
    row("--mount: types", "FROM a\nRUN --mount=type=<|>", "bind", "cache", "secret", "ssh", "tmpfs"),
    row("--mount: options of bind", "FROM a\nRUN --mount=type=bind,<|>", "from=", "readonly", "source=", "target="),
    row(
        "--mount: options of cache",
        "FROM a\nRUN --mount=type=cache,<|>",
        "from=", "gid=", "id=", "mode=", "readonly", "sharing=", "source=", "target=", "uid=",
    ),
    row(
        "--mount: options of secret",
        "FROM a\nRUN --mount=type=secret,<|>",
        "env=", "gid=", "id=", "mode=", "required", "target=", "uid=",
    ),
    row(
        "--mount: options of ssh",
        "FROM a\nRUN --mount=type=ssh,<|>",
        "gid=", "id=", "mode=", "required", "target=", "uid=",
    ),
    row("--mount: options of tmpfs", "FROM a\nRUN --mount=type=tmpfs,<|>", "size=", "target="),
    row("--mount: how a cache is shared", "FROM a\nRUN --mount=type=cache,sharing=<|>", "locked", "private", "shared"),
    row(
        "--mount: what the package manager of this RUN keeps",
        "FROM a\nRUN --mount=type=cache,target=<|> apt-get install -y x && pip install y",
        "/var/cache/apt", "/root/.cache/pip",
    ),
    row(
        "--mount: stages",
        """\
        FROM a AS one
        FROM b
        RUN --mount=type=bind,from=<|>
        """,
        "one",
    ),
    row("--mount: paths of the build context", "FROM a\nRUN --mount=type=bind,source=<|>", "package.json", "src/"),
    row("--network", "FROM a\nRUN --network=<|>", "default", "host", "none"),
    row("--security", "FROM a\nRUN --security=<|>", "insecure", "sandbox"),
    row("--device", "FROM a\nRUN --device=<|>", "nvidia.com/gpu=all"),
    row(
        "a command",
        """\
        FROM debian
        RUN ap<|>
            ^^
        """,
        "apt-get",
    ),
    row("the words of a package manager", "FROM debian\nRUN apt-get <|>", "install", "update"),
    row(
        "its flags",
        """\
        FROM alpine
        RUN apk add --<|>
                    ^^
        """,
        "--no-cache",
    ),
    # --- HEALTHCHECK ---
    row(
        "HEALTHCHECK: its flags and forms",
        "FROM a\nHEALTHCHECK <|>",
        "--interval=", "--retries=", "--start-interval=", "--start-period=", "--timeout=", "CMD", "NONE",
    ),
    row("HEALTHCHECK: durations", "FROM a\nHEALTHCHECK --interval=<|>", "5s", "1m"),
    row("HEALTHCHECK: how often", "FROM a\nHEALTHCHECK --retries=<|>", "3"),
    row(
        "HEALTHCHECK: checks that are ready, of the port that is exposed",
        """\
        FROM a
        EXPOSE 81
        HEALTHCHECK CMD <|>
        """,
        "curl -fsS http://localhost:81/ || exit 1", "wget -q --spider http://localhost:81/ || exit 1",
        "pg_isready -U postgres || exit 1",
    ),
    # --- variables ---
    row(
        "$: what the stage and those below it set",
        """\
        FROM a AS one
        ENV A=1
        FROM one
        ARG B
        RUN x $<|>
        """,
        "A", "B",
    ),
    row(
        "${: the same, with the brace that closes it",
        """\
        FROM a
        ENV PORT=1
        RUN x ${PO<|>
                ^^
        """,
        "PORT",
    ),
    row("$: what the base image sets", "FROM node:22\nRUN x $<|>", "NODE_VERSION", "PATH"),
    row("$: what every build has, or would have once it is declared", "FROM a\nRUN x $<|>", *PREDEFINED),
    row("$: in FROM only what holds there", "ARG TAG=1\nFROM a:$<|>", "TAG", "BUILDPLATFORM", "TARGETARCH"),
    row(
        "${NAME: modifiers",
        """\
        FROM a
        ENV A=1
        ENV B=${A<|>
        """,
        ":-default", ":+other", "#pattern", "%pattern", "/pattern/replacement",
    ),
    row(
        "ARG: global arguments, and what the build sets",
        """\
        ARG V=1
        FROM a
        ARG <|>
        """,
        "V", "TARGETARCH", "SOURCE_DATE_EPOCH",
    ),
    row(
        "ARG: what tells BuildKit how to build",
        """\
        ARG BUILDKIT_<|>
            ^^^^^^^^^
        FROM a
        """,
        "BUILDKIT_SBOM_SCAN_CONTEXT",
    ),
    row(
        "ENV: names that programs of the image know",
        "FROM python\nENV <|>",
        "PYTHONUNBUFFERED", "PIP_NO_CACHE_DIR", "PATH",
    ),
    # --- the arguments of the others ---
    row("EXPOSE: ports of the base image", "FROM postgres\nEXPOSE <|>", "5432"),
    row(
        "EXPOSE: protocols",
        """\
        FROM a
        EXPOSE 53/<|>
               ^^^
        """,
        "53/tcp", "53/udp",
    ),
    row(
        "USER: those of the image and those that are made",
        """\
        FROM node
        RUN useradd app
        USER <|>
        """,
        "app", "node", "root",
    ),
    row(
        "USER: groups",
        """\
        FROM node
        RUN useradd app
        USER app:<|>
        """,
        "app",
    ),
    row(
        "STOPSIGNAL",
        """\
        FROM a
        STOPSIGNAL SIGT<|>
                   ^^^^
        """,
        "SIGTERM",
    ),
    row(
        "LABEL: keys of the OCI",
        """\
        FROM a
        LABEL org<|>
              ^^^
        """,
        "org.opencontainers.image.source",
    ),
    row(
        "WORKDIR: folders of the stage and usual ones",
        """\
        FROM a
        RUN mkdir /data
        WORKDIR <|>
        """,
        "/data", "/app",
    ),
    row(
        "SHELL",
        "FROM a\nSHELL <|>",
        '["/bin/bash", "-o", "pipefail", "-c"]',
        "[\"powershell\", \"-Command\", \"$ErrorActionPreference = 'Stop';\"]",
    ),
    row(
        "VOLUME: folders of the stage",
        """\
        FROM a
        WORKDIR /srv
        VOLUME <|>
        """,
        "/srv",
    ),
    row("CMD: what images of this kind start", "FROM node\nCMD <|>", '["node", "server.js"]'),
    row("ENTRYPOINT: the same", "FROM node\nENTRYPOINT <|>", '["node", "server.js"]'),
    # --- heredocs ---
    row(
        "a heredoc: delimiters",
        """\
        FROM a
        RUN <<<|>
            ^^
        """,
        "<<EOF", "<<-EOF", "<<'EOF'",
    ),
    row(
        "a heredoc: the interpreter",
        """\
        FROM a
        RUN <<EOF
        #!<|>
        ^^
        EOF
        """,
        "#!/bin/bash", "#!/usr/bin/env python3",
    ),
    row(
        "a heredoc: what a script says",
        """\
        FROM debian
        RUN <<EOF
        apt-get ins<|>
                ^^^
        EOF
        """,
        "install",
    ),
    row(
        "a heredoc: variables",
        """\
        FROM a
        ENV PORT=1
        RUN <<EOF
        x $PO<|>
           ^^
        EOF
        """,
        "PORT",
    ),
    row(
        "a heredoc: its end",
        """\
        FROM a
        RUN <<DONE
        x
        <|>
        """,
        "DONE",
    ),
    # --- comments ---
    row("a directive", "# <|>\nFROM a", "check=", "escape=", "syntax="),
    row(
        "syntax: frontends and their versions",
        "# syntax=<|>\nFROM a",
        "docker/dockerfile:1", "docker/dockerfile:1-labs",
    ),
    row("escape", "# escape=<|>\nFROM a", "\\", "`"),
    row("check: its parts", "# check=<|>\nFROM a", "error=", "skip="),
    row(
        "check: the checks that can be skipped",
        """\
        # check=skip=JSON<|>
                     ^^^^
        FROM a
        """,
        "JSONArgsRecommended",
    ),
    row("check: whether findings are errors", "# check=error=<|>\nFROM a", "false", "true"),
    row(
        "a comment that silences: its kinds",
        """\
        FROM a
        # <|>
        RUN b
        """,
        "dockwright: ignore[…]", "hadolint ignore=", "check=skip=",
    ),
    row(
        "a comment that silences: rules of hadolint",
        """\
        FROM a
        # hadolint ignore=DL3<|>
                          ^^^
        RUN b
        """,
        "DL3003", "DL3008",
    ),
    row(
        "a comment that silences: our own rules",
        """\
        FROM a
        # dockwright: ignore[cd-<|>
                             ^^^
        RUN cd /
        """,
        "cd-alone",
    ),
)  # fmt: skip

PLACES = {it.place: it for it in ROWS}


def test_no_place_stands_here_twice():
    assert len(PLACES) == len(ROWS)


@pytest.mark.parametrize("place", PLACES)
def test_it_is_offered_in_place_of_the_word_at_the_cursor(place: str):
    fixture = marked(PLACES[place].source)
    document = Document.parse(fixture.text, "Dockerfile", CONTEXT)
    found = complete(document, fixture.offset, rules=all_rules(), **OTHERS)
    items = {it.label: it for it in reversed(found.items)}
    missing = [it for it in PLACES[place].offered if it not in items]
    assert not missing, f"{missing} not in {[it.label for it in found.items]}"
    for label in PLACES[place].offered:
        replaced = items[label].edit.range
        shown = draw(fixture.text, [replaced] if replaced.length else [])
        assert shown == draw(fixture.text, fixture.ranges), label
        assert replaced.covers(fixture.offset)
    # A long answer says that it is not the whole one, and what is told beside an offer waits until it is looked at.
    assert len(found.items) <= MOST
    assert all(documentation(it.key, all_rules()) for it in found.items if it.key)


# Each line is half typed, or one that no build takes; none hides those around it.
ABOVE = "COP\nLABEL\nCOPY --fro=x\nENV A\nHEALTHCHECK\nRUN 'a && b\nRUN \"$(\n"
BELOW = "\nCOP\nRUN 'a\nENV\n[\nFROM\nCOPY --fro=\n"


@pytest.mark.parametrize("place", [it.place for it in ROWS if "FROM" in it.source.partition("<|>")[0]])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_half_typed_lines_around_it_change_nothing(place: str, end: str):
    fixture = marked(PLACES[place].source)
    text, offset = fixture.text, fixture.offset
    line = text.rfind("\n", 0, offset) + 1
    is_open = "<<" in text or not line
    above = "" if is_open else ABOVE if not text.startswith("from") else ABOVE.lower()
    below = "" if is_open else BELOW if not text.startswith("from") else BELOW.lower()
    before, after = text[:line] + above + text[line:offset], text[offset:].rstrip("\n") + below
    document = Document.parse((before + after).replace("\n", end), "Dockerfile", CONTEXT)
    found = complete(document, len(before.replace("\n", end)), rules=all_rules(), **OTHERS)
    labels = {it.label for it in found.items}
    assert [it for it in PLACES[place].offered if it not in labels] == []


@pytest.mark.parametrize(
    ("what", "source"),
    [
        ("a digest, which every new build of an image changes", "FROM node@<|>"),
        ("tags of an image that the catalogue does not know", "FROM registry.example/team/app:<|>"),
        ("a name in a registry of one's own", "FROM registry.example/<|>"),
        ("a keyword in the middle of a RUN", "FROM a\nRUN b \\\n  FR<|>"),
        ("a build context that only a command line names", "FROM scratch\nCOPY --from=zzz<|>"),
    ],
)
def test_nothing_is_made_up(what: str, source: str):
    fixture = marked(source)
    assert complete(Document.parse(fixture.text), fixture.offset).items == ()
