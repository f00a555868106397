"""What is said about the thing under the cursor."""

from __future__ import annotations

import pytest

from dockwright.ide.dockerfile.hover.hover import hover
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.ide.support import places
from tests.support.marked import draw, marked
from tests.support.shared import shared_cases


def check_hover(source: str, *words: str) -> str:
    """The hover at the cursor holds `words`, and is about what carets mark."""
    fixture = marked(source)
    found = hover(Document.parse(fixture.text), fixture.offset, all_rules())
    assert found is not None, "there is no hover"
    if fixture.ranges:
        assert [found.range] == fixture.ranges, draw(fixture.text, [found.range])
    for it in words:
        assert it in found.markdown, found.markdown
    return found.markdown


def check_no_hover(source: str) -> None:
    fixture = marked(source)
    found = hover(Document.parse(fixture.text), fixture.offset, all_rules())
    assert found is None, found


# --- instructions ---


def test_a_keyword_tells_what_it_does_and_what_holds_there():
    check_hover(
        """\
        FROM debian
        USER app
        WORKDIR /srv
        WORKDIR site
        SHELL ["/bin/bash", "-c"]
        CO<|>PY a b
        ^^^^^^^
        """,
        "Copy files",
        "COPY [OPTIONS] <source> ... <destination>",
        "User: `app` (line 2)",
        "Directory: `/srv/site` (line 4)",
        "Shell: `/bin/bash -c` (line 5)",
        "(https://docs.docker.com/reference/dockerfile/#copy)",
    )


def test_what_only_the_base_image_knows_is_said_to_be_its():
    check_hover("FROM example.com/x\nR<|>UN a", "User: the base image's", "Directory: the base image's")
    check_hover("FROM a\nUSER $U\nWORKDIR $W\nR<|>UN a", "User: not known", "Directory: not known")


def test_a_keyword_in_two_pieces_is_one():
    check_hover("fr\\\no<|>m node", "Start a new build stage")


def test_the_end_of_a_word_belongs_to_it():
    check_hover("FROM<|> node\n^^^^^^^", "Start a new build stage")
    check_no_hover("FROM <|> node")


def test_a_trigger_is_explained_without_a_state():
    text = check_hover("FROM a\nONBUILD CO<|>PY a b\n        ^^^^^^^", "Copy files")
    assert "User:" not in text


def test_an_unknown_instruction_has_no_hover():
    check_no_hover("FROM a\nCO<|>PI a b")


# --- flags ---


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("FROM --plat<|>form=linux/arm64 a\n     ^^^^^^^^^^^^^", "Which platform"),
        ("FROM --platform=linux<|>/arm64 a\n                ^^^^^^^^^^^^^^", "Which platform"),
        ("FROM a\nRUN --net<|>work=none a\n    ^^^^^^^^^^^^", "`default`, `none`, `host`"),
        ("FROM a\nRUN --mou<|>nt=type=cache a\n    ^^^^^^^^^^", "Mount something"),
        ("FROM a\nRUN --mount=type=cac<|>he,target=/x a\n                 ^^^^^^^^", "lives on in the builder"),
        ("FROM a\nRUN --mount=type=cache,sha<|>ring=locked a\n                       ^^^^^^^^^^", "both write"),
        ("FROM a\nRUN --mount=type=cache,dst=/<|>x a\n                           ^^^^^", "Where to mount it"),
        ("FROM a\nRUN --mount=type=ssh,sha<|>ring=x a\n                     ^^^^^^^^^^", "is not allowed for a `ssh`"),
        ("FROM a\nONBUILD HEALTHCHECK --inter<|>val=1s CMD x\n                    ^^^^^^^^^^^^^", "time between"),
        ("FROM a\nHEALTHCHECK NO<|>NE\n            ^^^^^^^", "drops one inherited"),
    ],
)
def test_flags(source: str, words: str):
    check_hover(source, words)


def test_unknown_flags_have_no_hover():
    check_no_hover("FROM a\nCOPY --fr<|>o=b a b")


# --- variables ---


def test_a_value_is_told_with_all_lines_that_made_it():
    text = check_hover(
        """\
        ARG VERSION=20
        ARG TAG=${VERSION}-alpine
        FROM node:${T<|>AG}
                  ^^^^^^^^^
        """,
        "**TAG** = `20-alpine`",
        "--build-arg TAG=…",
    )
    assert text.endswith(
        "- line 2, global: `ARG TAG=${VERSION}-alpine` → `20-alpine`\n  - line 1, global: `ARG VERSION=20`"
    )


def test_a_value_comes_through_stages_and_bare_args():
    check_hover(
        """\
        ARG V=1
        FROM alpine AS base
        ARG V
        ENV HERE=/opt/$V
        FROM base
        ENV PATH=$HERE/bin:$PATH
        WORKDIR $HE<|>RE
                ^^^^^^^^
        """,
        "**HERE** = `/opt/1`",
        "- line 4, stage `base`: `ENV HERE=/opt/$V` → `/opt/1`",
        "\n  - line 3, stage `base`: `ARG V`\n    - line 1, global: `ARG V=1`",
    )


def test_each_use_sees_what_stands_above_it():
    source = "FROM a\nENV A=1\nENV A=2 B=$A{}\nENV C=$A{}"
    check_hover(source.format("<|>", ""), "**A** = `1`")
    check_hover(source.format("", "<|>"), "**A** = `2`")


def test_one_arg_sets_its_names_in_order():
    check_hover("FROM scratch\nARG A=1 B=$A<|>", "**A** = `1`")
    check_hover("ARG A=1 B=$A<|>\nFROM scratch", "**A** = `1`")


def test_what_is_unset_or_unknown_is_said_to_be():
    check_hover("FROM a\nRUN echo $X<|>\n         ^^^^^", "is not set by this file; `a` may set it")
    check_hover("FROM scratch\nENV A=$X<|>", "nothing in this file does, and the base is empty")
    check_hover("FROM alpine\nENV A=$X<|>", "and `alpine` does not either")
    check_hover("FROM golang:1\nENV A=$GOPATH<|>", "not set by this file, but by `golang:1`")
    check_hover("FROM scratch\nENV A=$PATH<|>", "**PATH** = `/usr/local/sbin:", "what BuildKit gives")
    check_hover("FROM a\nARG X\nRUN echo $X<|>", "unset unless the build is given `--build-arg X=…`")
    check_hover("ARG X=1\nFROM a\nRUN echo $X<|>", "has to declare the global `ARG X` again", "**X** = `1`")
    check_hover("FROM a$X<|>\nARG X=1", "only an `ARG` above the first `FROM`")
    check_hover("FROM a\nRUN echo $X<|>\nENV X=1", "line 3 sets it, too late")
    check_hover("FROM a\nENV X=$Y\nRUN echo $X<|>", "cannot be told from this file", "- line 2: `ENV X=$Y`")
    check_hover("FROM a\nENV X=\nUSER $X<|>", "**X** is empty.")


def test_what_the_build_sets_is_explained():
    check_hover("FROM --platform=$BUILD<|>PLATFORM a\n                ^^^^^^^^^^^^^^^^^", "machine that builds")
    check_hover("FROM a\nRUN echo $TARGET<|>ARCH", "has to declare it with `ARG TARGETARCH`")
    check_hover("FROM a\nARG TARGETARCH\nRUN echo $TARGET<|>ARCH", "comes from the build, for example `arm64`")
    check_hover("FROM a\nRUN echo $http_<|>proxy", "without an `ARG`")


def test_a_declared_name_is_explained_where_it_is_declared():
    check_hover("FROM a\nENV A=1\nENV C=2 B<|>=$A\n        ^^^^", "**B** = `1`")
    check_hover("FROM a\nENV A<|> b c\n    ^^^^", "**A** = `b c`")
    check_hover("ARG A<|>=1\n    ^^^^", "**A** = `1`")


def test_variables_of_a_script():
    source = "FROM a\nENV A=1 B=2\n"
    check_hover(source + 'RUN echo "${A:-$<|>B}"\n               ^^^^^', "**B** = `2`")
    check_hover(source + 'RUN echo "${A:<|>-$B}"\n          ^^^^^^^^^^^', "**A** = `1`")
    check_hover(source + "RUN echo $(cat $A<|>)\n               ^^^^^", "**A** = `1`")
    check_hover(source + "RUN echo '$A<|>'", "is not replaced here")
    check_hover(source + "RUN A=3; echo $A<|>", "set by the script itself, in line 3", "**A** = `1`")
    check_hover(
        source + "RUN if x; then for f in a b; do\\\n echo $f<|>; done; fi", "set by the script itself, in line 3"
    )
    check_hover(source + "RUN echo $f<|>; for f in a; do :; done", "is not set by this file")
    check_hover(source + "RUN ls $HOME<|>", "home directory of the user", "Nothing in this file sets it")
    check_hover("FROM fedora\nRUN echo $RANDOM<|>", "random number", "The shell sets it, bash")
    check_hover("FROM debian\nRUN echo $UID<|>", "is not set: bash sets it by itself")
    check_hover(source + 'SHELL ["/bin/bash", "-c"]\nRUN echo ${PIPESTATUS<|>}', "The shell sets it, bash")
    check_hover(source + "RUN echo $UID<|>", "bash sets it by itself, another shell may not")
    check_hover("FROM debian\nCMD echo $HOSTNAME<|>", "whoever starts a container may set")
    check_hover("FROM debian\nWORKDIR /$UID<|>", "is not set")
    check_hover(source + "ENV HOME=/x\nRUN ls $HOME<|>", "**HOME** = `/x`")
    check_hover(source + "WORKDIR $HOME<|>", "is not set by this file")
    check_hover(source + "RUN for i in $A<|>; do :; done\n             ^^^^^", "**A** = `1`")
    check_hover(source + "RUN <<EOF\necho $A<|>\n     ^^^^^\nEOF", "**A** = `1`")
    check_hover(source + "RUN cat <<EOF\n$A<|>\n^^^^^\nEOF", "**A** = `1`")
    check_hover(source + "RUN echo \\\n  # why\n  $A<|>\n  ^^^^^", "**A** = `1`")
    check_hover(source + "COPY <<EOF /x\n$A<|>\n^^^^^\nEOF", "**A** = `1`")
    check_no_hover(source + "RUN <<EOF\n#!/usr/bin/env python\n$A<|>\nEOF")
    check_hover(source + 'CMD ["$A<|>"]', "started without a shell, so nothing in it is replaced")


def test_variables_of_other_shells():
    check_hover('FROM a\nENV A=1\nSHELL ["pwsh", "-c"]\nRUN $env:A<|>\n    ^^^^^^^^^', "**A** = `1`")
    check_hover('FROM a\nENV A=1\nSHELL ["cmd", "/c"]\nRUN echo %A<|>%\n         ^^^^^^', "**A** = `1`")


# --- stages and images ---

STAGES = """\
FROM golang:1.27 AS build
WORKDIR /src
USER app
ENTRYPOINT ["/x"]
FROM build AS test
FROM scratch
"""


@pytest.mark.parametrize(
    "use",
    [
        "COPY --from=bu<|>ild a b\n            ^^^^^^^^",
        "COPY --from=0<|> a b\n            ^^^^",
        "COPY --from=BU<|>ILD a b",
        "RUN --mount=type=bind,from=bu<|>ild x\n                           ^^^^^^^^",
    ],
)
def test_a_stage_is_told_wherever_it_is_named(use: str):
    check_hover(
        STAGES + use,
        "Stage **build**, number 0, line 1",
        "FROM golang:1.27 AS build",
        "Built on `golang:1.27`",
        "User: `app` (line 3)",
        "`/src` (line 2)",
        '`ENTRYPOINT ["/x"]` (line 4)',
        "line 5: `FROM` in `test`",
    )


def test_a_stage_in_its_own_from_and_in_others():
    check_hover("FROM a AS bu<|>ild\n          ^^^^^^^^", "Stage **build**", "The last stage")
    check_hover("FROM a AS one\nFROM on<|>e AS two\n     ^^^^^^", "Stage **one**")
    check_hover("FROM a AS o<|>ne\nFROM b", "does not need it")


def test_stages_that_there_are_not():
    check_hover("FROM a\nCOPY --from=7<|> a b", "There is no stage 7")
    check_hover("FROM a\nCOPY --from=nginx:1<|> a b", "No stage is called `nginx:1`", "official image")


def test_what_is_known_of_an_image():
    check_hover(
        "FROM node:20-al<|>pine\n     ^^^^^^^^^^^^^^^^^",
        "official image",
        "System: Alpine",
        "Runs as `root`",
        "unprivileged user `node`",
        "end of life since 2026-04-30",
    )
    check_hover("FROM debian:bullseye<|>-slim", "11 (Bullseye)")
    check_hover("FROM no<|>de", "No tag: it means `latest`")
    check_hover("FROM scr<|>atch", "an empty image")
    check_hover("FROM example.com/a/b:1<|>", "Nothing is known of it without asking `example.com`")
    check_hover("ARG V=3.23\nFROM alp<|>ine:$V\n     ^^^^^^^^^^^^", "With the defaults of the `ARG`s: `alpine:3.23`")
    check_hover("ARG V\nFROM alp<|>ine:$V", "is no image name")


# --- comments ---


def test_directives():
    check_hover("# syn<|>tax=docker/dockerfile:1\n  ^^^^^^^^^", "Which frontend image")
    check_hover("# escape=`<|>\n         ^^^^", "continues a line")
    check_hover("# check=skip=Stage<|>NameCasing\n             ^^^^^^^^^^^^^^^^^^", "upper-case letters")


def test_the_rules_that_a_comment_silences():
    check_hover("FROM a\n# hadolint ignore=DL<|>3020\n                  ^^^^^^^^^\nADD a b", "**add-instead-of-copy**")
    check_hover(
        "FROM a\n# tally ignore=hadolint/DL<|>3020;reason=x\n               ^^^^^^^^^^^^^^^^^^\nADD a b",
        "**add-instead-of-copy**",
    )
    check_hover("# check=skip=A\nFROM a\n# dockwright: ignore[A<|>LL]\nADD a b", "Every rule.")
    check_hover("FROM a\n# dockwright: ignore[copy<|>ing]\nADD a b", "All rules about copying")
    check_hover("FROM a\nRUN x \\\n# hadolint ignore=DL9<|>999\n  y", "There is no rule `DL9999`")
    check_no_hover("FROM a\n# just wor<|>ds")
    check_no_hover("FROM a\n# hadolint ign<|>ore=DL3020\nADD a b")


def test_heredocs():
    check_hover("FROM a\nRUN <<EO<|>F\n    ^^^^^^^^\nx\nEOF", "a script of 1 line, run by `/bin/sh -c`")
    check_hover("FROM a\nCOPY <<'EO<|>F' /x\nx\nEOF", "`$` stays as it is")
    check_hover("FROM a\nRUN <<EO<|>F\nx\n", "no line below")


# --- everywhere ---


@pytest.mark.parametrize("text", places())
def test_no_place_of_any_text_fails(text: str):
    document = Document.parse(text)
    for offset in range(len(text) + 1):
        found = hover(document, offset, all_rules())
        if found is not None:
            assert found.markdown
            assert 0 <= found.range.start <= offset <= found.range.end <= len(text)


def test_there_is_a_hover_wherever_a_peer_has_one():
    """Counts the places at which the peer's own test cases have a hover; the words are ours."""
    answered = 0
    missing = []
    for case in shared_cases("conformance/dls_hover.json"):
        if case["method"] != "computeHover" or not case["result"]:
            continue
        document = Document.parse(case["content"])
        lines = case["content"].replace("\r\n", " \n").replace("\r", "\n").split("\n")
        position = case["position"]
        offset = sum(len(it) + 1 for it in lines[: position["line"]]) + position["character"]
        if hover(document, offset) is not None:
            answered += 1
        else:
            missing.append((case["content"], position))
    assert not missing, f"{len(missing)} of {answered + len(missing)}: {missing[:5]}"
