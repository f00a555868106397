"""What is said about the containers of a stage: what they inherit, what of the build they do not see."""

from __future__ import annotations

import pytest

from dockwright.ide.dockerfile.hover.hover import hover
from dockwright.semantic.document import Document
from tests.support.marked import marked


def hovered(source: str) -> str:
    fixture = marked(source)
    found = hover(Document.parse(fixture.text), fixture.offset)
    assert found is not None, "there is no hover"
    return found.markdown


def test_a_stage_tells_where_it_has_everything_from():
    text = hovered("""\
        FROM nginx:1.27 AS web
        ENV A=1 B=2
        EXPOSE 80/tcp 8443
        VOLUME /data
        STOPSIGNAL SIGINT
        USER app
        FROM web AS to<|>p
        ARG PORT=90
        ARG A=7
        ENV C=$A
        EXPOSE $PORT
        """)
    for line in (
        "Built on `web` → `nginx:1.27`",
        "User: `app` (line 6, from `web`) · Directory: `/`, the base image's · Shell: `/bin/sh -c`",
        # An ARG hides the ENV from the build, and is gone afterwards.
        "Environment: `A=1` (line 2, from `web`), `B=2` (line 2, from `web`), `C=7` (line 10)\n",
        "Exposes `80` (the base image), `8443` (line 3, from `web`), `90` (line 11)\n",
        "Volume `/data` (line 4, from `web`)\n",
        "Stopped by `SIGINT` (line 5, from `web`)\n",
    ):
        assert line in text, text


def test_a_keyword_tells_the_variables_that_are_set_there():
    text = hovered("ARG G\nFROM a\nENV A=1\nARG B=2 G\nR<|>UN x\nENV C=3")
    assert "Variables: `G` (line 4, `ARG` without default), `B=2` (line 4, `ARG`), `A=1` (line 3)\n" in text
    assert "Variables" not in hovered("FROM a\nR<|>UN x")


# Built and run with Docker 28: the build saw A=2 B=3, the container A=1 B= LATER=9.
_BUILT = "FROM debian\nENV A=1\nARG A=2 B=3\nRUN echo {}\nCMD echo {}\nENV LATER=9\n"


def test_what_a_build_sees_and_what_a_container_sees():
    assert hovered(_BUILT.format("$A<|>", "")).startswith("**A** = `2`")
    assert hovered(_BUILT.format("$B<|>", "")).startswith("**B** = `3`")
    assert hovered(_BUILT.format("", "$A<|>")).startswith("**A** = `1`")
    assert hovered(_BUILT.format("", "$B<|>")).startswith("**B** is not set when a container runs: the `ARG` of line 3")
    assert hovered(_BUILT.format("", "$LATER<|>")).startswith("**LATER** = `9`")
    assert hovered(_BUILT.format("", "$TARGETOS<|>")).startswith("**TARGETOS** is not set when a container runs")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "FROM nginx",
            "`/docker-entrypoint.sh` is PID 1 until `exec` puts `nginx` in its place (ENTRYPOINT and CMD of",
        ),
        ("FROM node\nCMD node x.js", "until `exec` puts `/bin/sh` in its place (ENTRYPOINT of the base image)"),
        ('FROM node\nCMD ["x.js"]', "until `exec` puts its program in its place"),
        ("FROM php\nCMD []", "`docker-php-entrypoint` is PID 1 (ENTRYPOINT of the base image)"),
        ('FROM node\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["a"]', "`/entrypoint.sh` is PID 1\n"),
        ("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022", "cmd.exe` is the first process (CMD of the base image)"),
    ],
)
def test_a_script_of_the_base_image_hands_over(lines: str, words: str):
    first, _, rest = lines.partition("\n")
    assert words in hovered(f"{first} AS a<|>\n{rest}\n")


def test_what_a_trigger_sees():
    file = "FROM debian\nENV A=1\nARG A=2 B=3\nONBUILD RUN echo {}\n"
    assert hovered(file.format("$A<|>")).startswith("**A** = `1`")
    assert "only its own `ARG B`" in hovered(file.format("$B<|>"))


def test_a_secret_in_a_variable():
    run = "FROM debian\nENV T=1\nRUN --mount=type=secret,id=x,env=T echo $T<|>\n"
    assert "**T** is the secret `x`" in hovered(run)
    assert "secret" not in hovered(run.replace("env=T", "env=U"))


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo $?<|>", "`$?`: The exit code"),
        ('echo "$@<|>"', "`$@`: All arguments"),
        ("echo ${1<|>0}", "`${10}`: Argument 10"),
        ("f() { echo $1<|>; }", "`$1`: Argument 1"),
    ],
)
def test_the_parameters_of_a_shell(script: str, words: str):
    assert hovered(f"FROM a\nRUN {script}").startswith(words)


def test_a_value_is_followed_where_only_a_name_that_nobody_sets_stands_in_the_way():
    file = "FROM {}\nENV Z=$NOBODY\nENV W=${{Z}}x\nUSER {}\n"
    assert hovered(file.format("debian", "$W<|>")).startswith("**W** = `x`")
    assert hovered(file.format("debian", "$Z<|>")).startswith("**Z** is empty.")
    assert hovered(file.format("example.com/x", "$W<|>")).startswith("**W**: its value cannot be told")
    assert "Here: `1000`." in hovered(file.format("debian", "${UID:-1000<|>}"))
    assert "Here:" not in hovered(file.format("example.com/x", "${UID:-1000<|>}"))


def test_the_path_that_a_bare_image_has():
    assert "by `alpine:3.20`: `/usr/local/sbin:" in hovered("FROM alpine:3.20\nENV PATH=/x:$PATH<|>\n")
    assert hovered("FROM golang\nENV PATH=/x:$PATH<|>\n") == "**PATH** is not set by this file, but by `golang`."


def test_what_a_build_may_change_of_a_value():
    file = "ARG V=1\nFROM debian\nARG C V\nARG B=x$V\nENV E=$C-$V-$TARGETOS\nENV F=1\nRUN echo {}\n"
    assert "by default: `--build-arg C=…` or `--build-arg V=…` changes it." in hovered(file.format("$E<|>"))
    assert "`--build-arg B=…` sets another, `--build-arg V=…` changes it too." in hovered(file.format("$B<|>"))
    assert "`--build-arg V=…` sets another." in hovered(file.format("$V<|>"))
    assert "build-arg" not in hovered(file.format("$F<|>"))


def test_what_a_word_means_that_is_all_variable():
    file = "FROM debian\nARG P=5432 D=/srv Q\n{}\n"
    assert "Port **5432**, TCP. Usual for PostgreSQL." in hovered(file.format("EXPOSE $P<|>"))
    assert "The working directory from here on: `/srv/a`" in hovered(file.format("WORKDIR /srv\nWORKDIR ${P:+a<|>}"))
    assert "told" not in hovered(file.format("EXPOSE $Q<|>"))


def test_the_image_that_a_variable_names_is_told_with_it():
    text = hovered("ARG BASE=golang:1.24\nFROM ${BA<|>SE}\n")
    assert text.startswith("**BASE** = `golang:1.24`")
    assert "Starts in `/go`" in text
    assert "official image" not in hovered("ARG TAG=1.24\nFROM golang:${TA<|>G}\n")


@pytest.mark.parametrize(
    ("image", "has", "lacks"),
    [
        ("python:3.12-slim-bullseye", "Debian 11 (Bullseye), regular support ended on 2024-08-14", "`slim`"),
        ("node:22-alpine3.18", "**Alpine 3.18, end of life since 2025-05-09**", "Smaller"),
        ("eclipse-temurin:21-jre-jammy", "Ubuntu 22.04 (Jammy Jellyfish), supported until", "Packages: `apk`"),
        ("python:3", "`3` moves from release to release: it is 3.14", "No release"),
        ("python:3.12", "it moves with each fix", "No release"),
        ("python:2.7", "**Release 2.7: end of life since", "python3"),
        ("openjdk:17", "Release 17, long-term support", "moves"),
        ("alpine:3.99", "No release `3.99` is among those known on", "end of life"),
        ("debian:12@sha256:" + "a" * 64, "Release 12 (Bookworm)", "moves"),
        ("mongo", "It has no tag `latest`", "is among"),
        ("openjdk:8-jdk", "System: Debian", "dnf"),
        ("openjdk:17", "System: Red Hat", "apt"),
        ("al", "Nothing is known of it without asking `docker.io`", "Docker Hub"),
        ("example.com/a/b:1", "Nothing is known of it without asking `example.com`", "No tag"),
        ("rust:1-alpine", 'Starts `CMD ["/bin/sh"]`', "bash"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", 'Starts `CMD ["bash"]`', "/bin/sh"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled", "Starts nothing by itself", "bash"),
        ("openjdk:17-slim", 'CMD ["jshell"]', "Starts nothing"),
        ("openjdk:8-jre-alpine", 'CMD ["/bin/sh"]', "jshell"),
        ("eclipse-temurin:21-jre", 'ENTRYPOINT ["/__cacert_entrypoint.sh"]', "jshell"),
        ("php:8.3-fpm", "Exposes `9000`", "`80`"),
        ("php:8.3-cli", 'CMD ["php", "-a"]', "Exposes"),
    ],
)
def test_what_is_known_of_an_image(image: str, has: str, lacks: str):
    text = hovered(f"FROM {image}<|>")
    assert has in text, text
    assert lacks not in text, text


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("CMD x", "Every 30 seconds: unhealthy after 3 failures in a row, so in 1 minute 30 seconds at the earliest."),
        ("--interval=10s --retries=5 CMD x", "Every 10 seconds: unhealthy after 5 failures in a row, so in 50 seconds"),
        ("--interval=0 --retries=1 CMD x", "Every 30 seconds: unhealthy after 1 failure, so in 30 seconds"),
    ],
)
def test_when_a_container_is_called_unhealthy(check: str, words: str):
    assert words in hovered(f"FROM a\nHEALTH<|>CHECK {check}\n")


@pytest.mark.parametrize("check", ["NONE", "--interval=x CMD y", "--retries=-1 CMD y", "--interval=-1s CMD y", ""])
def test_a_schedule_that_cannot_be_read_is_not_told(check: str):
    assert "unhealthy after" not in hovered(f"FROM a\nHEALTH<|>CHECK {check}\n").partition("---")[0]
