"""Rename what a file names."""

from __future__ import annotations

from textwrap import dedent

import pytest

from dockwright.ide.dockerfile.rename import prepare, rename
from dockwright.ide.results import Refusal, Renaming
from dockwright.semantic.document import Document
from dockwright.semantic.symbols import symbols_of
from dockwright.text.edits import apply
from tests.support.marked import marked
from tests.support.shared import corpus


def check_rename(source: str, name: str, after: str) -> None:
    fixture = marked(source)
    edits = rename(Document.parse(fixture.text), fixture.offset, name)
    assert isinstance(edits, tuple), edits
    assert apply(fixture.text, edits) == dedent(after)


def refusal(source: str, name: str = "other") -> str:
    """Why something cannot be renamed; the file stays as it is."""
    fixture = marked(source)
    found = rename(Document.parse(fixture.text), fixture.offset, name)
    assert isinstance(found, Refusal), found
    return found.reason


def test_a_stage():
    check_rename(
        """\
        FROM golang AS Build
        FROM build AS test
        FROM alpine
        COPY --from=build a b
        COPY --from="BUILD" a b
        COPY --from=0 a b
        RUN --mount=type=bind,from=bu<|>ild,target=/x build
        """,
        "Compile",
        """\
        FROM golang AS Compile
        FROM compile AS test
        FROM alpine
        COPY --from=Compile a b
        COPY --from="Compile" a b
        COPY --from=0 a b
        RUN --mount=type=bind,from=Compile,target=/x build
        """,
    )


def test_a_stage_without_a_name_gets_one_where_its_number_stands():
    check_rename(
        """\
        FROM golang
        FROM alpine
        COPY --from=0<|> a b
        COPY --from=0 c d
        """,
        "build",
        """\
        FROM golang AS build
        FROM alpine
        COPY --from=build a b
        COPY --from=build c d
        """,
    )


def test_a_variable_from_the_global_argument_on():
    check_rename(
        """\
        ARG VERSION=1
        FROM a:${VERSION} AS base
        ARG VERSION
        ENV V="$VERSION"
        RUN echo ${VERSION:-x} && VERSION=2 && echo $VERSION $VERSIONS
        FROM base
        RUN echo $VER<|>SION
        FROM b
        RUN echo $VERSION
        """,
        "RELEASE",
        """\
        ARG RELEASE=1
        FROM a:${RELEASE} AS base
        ARG RELEASE
        ENV V="$RELEASE"
        RUN echo ${RELEASE:-x} && RELEASE=2 && echo $RELEASE $VERSIONS
        FROM base
        RUN echo $RELEASE
        FROM b
        RUN echo $VERSION
        """,
    )


def test_the_variable_of_a_secret():
    text = "FROM a\nRUN --mount=type=secret,id=TOKEN,env={0} curl -H ${0}\nRUN echo $TOKEN\n"
    check_rename(text.format("TOK<|>EN", 1).replace("$TOK<|>EN", "$TOKEN"), "KEY", text.format("KEY"))
    check_rename(text.format("TOKEN").replace("$TOKEN\nRUN", "$TOK<|>EN\nRUN"), "KEY", text.format("KEY"))
    # A file of that name is no variable.
    check_rename(
        "FROM a\nARG A\nRUN --mount=type=cache,env=A,id=A $A<|>\n",
        "B",
        "FROM a\nARG B\nRUN --mount=type=cache,env=A,id=A $B\n",
    )


def test_names_that_the_system_or_the_image_has():
    assert refusal("FROM a\nARG A<|>\n", "PATH") == "`PATH` is set or read by the system"
    assert refusal("FROM node:22\nENV A<|>=1\n", "NODE_VERSION") == "`NODE_VERSION` is set by the base image"


def test_a_heredoc():
    check_rename("FROM a\nRUN <<-'E<|>OF'\n\techo EOF\n\tEOF\n", "END", "FROM a\nRUN <<-'END'\n\techo EOF\n\tEND\n")


def test_a_heredoc_of_the_script_in_a_heredoc():
    check_rename(
        "FROM a\nRUN <<-RUN\n\tcat <<-'E<|>OF' > x\n\t\tEOF $EOF\n\t\tEOF\n\tRUN\n",
        "END",
        "FROM a\nRUN <<-RUN\n\tcat <<-'END' > x\n\t\tEOF $EOF\n\t\tEND\n\tRUN\n",
    )


def test_a_stage_that_is_still_to_be_written():
    check_rename(
        "FROM a\nCOPY --from=bui<|>ld a b\nCOPY --from=build c d\n",
        "dev",
        "FROM a\nCOPY --from=dev a b\nCOPY --from=dev c d\n",
    )


@pytest.mark.parametrize("name", ["", "1st", "a b", "a/b", "über", "scratch", "Context"])
def test_no_name_for_a_stage(name):
    assert refusal("FROM a AS b<|>", name)


def test_names_of_stages_that_are_taken():
    assert refusal("FROM a AS b<|>\nFROM c AS Other\n") == "line 2 has a stage `Other` already"
    assert refusal("FROM a AS b<|>\nCOPY --from=other x y\n") == "line 2 takes `other` for an image"
    assert refusal("FROM other AS b<|>\n") == "line 1 takes `other` for an image"


def test_a_stage_that_a_variable_names():
    reason = refusal("ARG X=dev\nFROM a AS d<|>ev\nFROM $X\n")
    assert reason == "line 3 names the stage by the value of a variable"


@pytest.mark.parametrize("name", ["", "1", "a b", "a-b", "$a", "TARGETARCH"])
def test_no_name_for_a_variable(name):
    assert refusal("FROM a\nENV b<|>=1", name)


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nENV A<|>=1\nENV other=2\n",
        "FROM a\nENV A<|>=1\nRUN for other in 1; do echo $other; done\n",
        "FROM a AS x\nENV A<|>=1\nFROM x\nRUN echo $other\n",
        "FROM a AS x\nENV other=1\nFROM x\nENV A<|>=1\n",
        "ARG A<|>=1\nARG other=2\nFROM a\n",
        "ARG other=1\nFROM a\nARG A<|>=1\n",
        "ARG A<|>=1\nFROM a\nARG other=1\n",
    ],
)
def test_names_of_variables_that_are_taken(text):
    assert "has a variable `other` already" in refusal(text)


def test_another_stage_may_have_the_name():
    check_rename("FROM a\nENV A<|>=1\nFROM b\nENV other=2\n", "other", "FROM a\nENV other=1\nFROM b\nENV other=2\n")


@pytest.mark.parametrize(
    "text",
    ["FROM a\nARG TARGETARCH<|>\n", "FROM a\nENV PATH<|>=/x:$PATH\n", "FROM node:22\nRUN echo $NODE_VERS<|>ION\n"],
)
def test_names_that_others_give(text):
    fixture = marked(text)
    assert refusal(text)
    assert isinstance(prepare(Document.parse(fixture.text), fixture.offset), Refusal)


def test_images_are_called_what_they_are_called():
    assert refusal("FROM alp<|>ine\n")


@pytest.mark.parametrize(
    "text",
    ["FROM a\nRUN <<E<|>OF\nother\nEOF\n", "FROM a\nCOPY <<-E<|>OF /x\n\t\tother\r\nEOF\n", "RUN <<E<|>\nother\n"],
)
def test_a_line_that_would_end_the_heredoc(text):
    assert "would end the heredoc" in refusal(text)


def test_what_is_prepared_is_the_name_alone():
    fixture = marked("FROM a\nENV V=1\nRUN echo ${<|>V:-2}\n")
    found = prepare(Document.parse(fixture.text), fixture.offset)
    assert isinstance(found, Renaming)
    assert (found.range.slice(fixture.text), found.name) == ("V", "V")
    assert prepare(Document.parse(fixture.text), 1) is None
    assert rename(Document.parse(fixture.text), 1, "x") is None


def test_in_real_files_names_mean_after_renaming_what_they_meant_before():
    count = 0
    for path in corpus()[::12]:
        document = Document.parse(path.read_bytes().decode("utf-8", "replace"))
        for symbol in symbols_of(document).all[:30]:
            edits = rename(document, symbol.mentions[0].range.start, "renamed_just_now")
            if isinstance(edits, tuple) and symbol.name:
                count += 1
                assert _meant(Document.parse(apply(document.text, edits))) == _meant(document), (path, symbol.name)
    assert count > 500


def _meant(document: Document) -> list[tuple[object, ...]]:
    """Which places name the same, and how, whatever the names are."""
    symbols = symbols_of(document)
    number = {symbol: index for index, symbol in enumerate(symbols.all)}
    return [(number[it.symbol], it.symbol.kind, it.role, it.spelling) for it in symbols.mentions]
