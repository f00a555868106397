"""Where names come from."""

from __future__ import annotations

import pytest

from dockwright.ide.dockerfile.definition import declaration, definition
from dockwright.semantic.document import Document
from dockwright.text.ranges import TextRange
from tests.support.marked import draw, marked
from tests.support.project import Files


def check_definition(source: str) -> None:
    """The carets mark what the name at the cursor leads to."""
    fixture = marked(source)
    found = [it.focus for it in definition(Document.parse(fixture.text), fixture.offset)]
    assert draw(fixture.text, found) == draw(fixture.text, fixture.ranges)


@pytest.mark.parametrize("use", ["COPY --from=bui<|>ld a b", "COPY --from=0<|> a b", 'COPY --from="B<|>UILD" a b'])
def test_a_copy_leads_to_its_stage(use):
    check_definition(f"""\
        FROM golang AS build
                       ^^^^^
        FROM alpine
        {use}
        """)


def test_a_mount_leads_to_its_stage():
    check_definition("""\
        FROM golang AS build
                       ^^^^^
        FROM build
        RUN --mount=type=bind,from=bu<|>ild,target=/x x
        """)


def test_the_number_in_a_mount_is_an_image():
    check_definition("""\
        FROM golang AS build
        FROM alpine
        RUN --mount=type=bind,from=0<|>,target=/x x
        """)


def test_a_stage_without_a_name_is_where_it_begins():
    check_definition("""\
        FROM golang
        ^^^^
        FROM alpine
        COPY --from=0<|> a b
        """)


def test_of_two_stages_from_takes_the_one_above_and_copy_the_last():
    check_definition("""\
        FROM golang AS a
                       ^
        FROM a<|> AS b
        FROM alpine AS a
        """)
    check_definition("""\
        FROM golang AS a
        FROM alpine AS a
                       ^
        COPY --from=a<|> x y
        """)


def test_a_base_by_a_variable_leads_to_the_stage_or_to_the_variable():
    check_definition("""\
        ARG BASE=dev
            ^^^^
        FROM golang AS dev
        FROM $BA<|>SE
        """)
    check_definition("""\
        ARG BASE=dev
        FROM golang AS dev
                       ^^^
        FROM <|>$BASE
        """)


def test_an_argument_that_takes_over_a_global_one_leads_to_both():
    check_definition("""\
        ARG VERSION=1
            ^^^^^^^
        FROM alpine
        ARG VERSION
            ^^^^^^^
        RUN echo "${VER<|>SION:-2}"
        """)


def test_an_argument_with_a_default_of_its_own_leads_no_further():
    check_definition("""\
        ARG VERSION=1
        FROM alpine
        ARG VERSION=2
            ^^^^^^^
        RUN echo $VER<|>SION
        """)


def test_an_argument_without_a_default_leaves_what_is_set_already():
    check_definition("""\
        FROM alpine
        ENV VERSION=1
            ^^^^^^^
        ARG VERSION
            ^^^^^^^
        RUN echo $VER<|>SION
        """)


def test_in_from_only_global_arguments_count():
    check_definition("""\
        ARG V=1
            ^
        FROM a:$V
        ARG V=2
        FROM b:$<|>V
        """)


def test_without_its_own_argument_a_stage_is_led_to_the_global_one_that_it_may_mean():
    check_definition("""\
        ARG V=1
        ARG V=2
            ^
        FROM alpine
        RUN echo $<|>V
        """)
    check_definition("""\
        FROM alpine
        ARG V=1
        FROM scratch
        RUN echo $<|>V
        """)


def test_what_a_stage_builds_on_declares_for_it():
    check_definition("""\
        FROM alpine AS base
        ENV PORT=80
            ^^^^
        FROM scratch
        ENV PORT=1
        FROM base
        EXPOSE $PO<|>RT
        """)


def test_the_last_declaration_above_counts():
    check_definition("""\
        FROM alpine
        ENV PATH=/a:$PATH
            ^^^^
        ENV PATH=/b:$PA<|>TH
        """)


def test_while_an_env_is_half_typed_the_one_above_counts():
    check_definition("""\
        FROM alpine
        ARG PORT=80
            ^^^^
        ENV PORT
        EXPOSE $PO<|>RT
        """)


def test_a_declaration_leads_to_itself_and_the_first_one_is_declared():
    check_definition("""\
        FROM alpine
        ENV <|>A=1
            ^
        ENV A=2
        """)
    fixture = marked("""\
        FROM alpine
        ENV A=1
            ^
        ENV A=2
        RUN echo $<|>A
        """)
    document = Document.parse(fixture.text)
    (found,) = declaration(document, fixture.offset)
    assert [found.focus] == fixture.ranges
    assert found.origin == TextRange(fixture.offset, fixture.offset + 1)
    assert found.range.slice(fixture.text) == "ENV A=1"


@pytest.mark.parametrize("again", ["ENV <|>A=2", "ARG <|>A=2", "ENV B=1 A<|>=$A", "ENV <|>A"])
def test_a_line_that_sets_a_variable_anew_leads_to_the_one_that_it_replaces(again):
    check_definition(f"""\
        FROM alpine AS base
        ENV A=0
        ARG A=1
            ^
        FROM scratch
        ENV A=9
        FROM base
        {again}
        """)


def test_a_default_of_its_own_replaces_nothing_of_the_global_argument():
    check_definition("""\
        ARG V=1
        FROM alpine
        ARG <|>V=2
            ^
        """)


def test_a_script_that_sets_a_variable_itself_leads_there():
    check_definition("""\
        FROM alpine
        ENV A=1
        RUN A=2 && echo $<|>A
            ^
        """)
    check_definition("""\
        FROM alpine
        RUN read -r <|>answer && echo $answer
                       ^^^^^^
        """)
    check_definition("""\
        FROM alpine
        RUN for file in *; do echo "${fi<|>le}"; done
                ^^^^
        """)


def test_the_shells_of_windows_have_their_own_variables():
    check_definition("""\
        FROM mcr.microsoft.com/windows/nanoserver
        ENV A=1
            ^
        SHELL ["cmd", "/S", "/C"]
        RUN echo %<|>A%
        """)
    check_definition("""\
        FROM mcr.microsoft.com/windows/servercore
        ENV A=1
            ^
        SHELL ["powershell", "-Command"]
        RUN $a = $env:<|>A
        """)


def test_the_end_of_a_heredoc_leads_to_its_marker():
    text = "FROM alpine\nCOPY <<ONE <<-'TWO' /\nONE\n\tTWO\n"
    (found,) = definition(Document.parse(text), len(text) - 2)
    assert (found.focus.start, found.focus.slice(text)) == (text.index("TWO"), "TWO")


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("COPY package.json s<|>rc/app.py /x/", "src/app.py"),
        ('ADD ["./src/<|>app.py", "/x/"]', "src/app.py"),
        ("COPY $HERE/app.py<|> /x/", "src/app.py"),
        ("RUN --mount=type=bind,source=pack<|>age.json,target=/x y", "package.json"),
        ("COPY src<|> /x/", None),
        ("COPY src/no<|>ne /x/", None),
        ("COPY package.json /src/app<|>.py", None),
        ("COPY --from=b package.js<|>on /x/", None),
        ("ADD https://example.com/pack<|>age.json /x/", None),
        ("ONBUILD COPY pack<|>age.json /x/", None),
    ],
)
def test_a_source_leads_to_its_file(line: str, path: str | None):
    fixture = marked(f"FROM a AS b\nFROM c\nARG HERE=src\n{line}\n")
    document = Document.parse(fixture.text, "Dockerfile", Files({"package.json": "", "src/app.py": ""}))
    found = definition(document, fixture.offset)
    assert [it.path for it in found] == ([path] if path else [])
    assert all(it.origin.covers(fixture.offset) for it in found)


@pytest.mark.parametrize("text", ["FROM al<|>pine", "FR<|>OM alpine AS x", "FROM a\nRUN ec<|>ho", "# a <|>b", "<|>"])
def test_nothing_is_named(text):
    check_definition(text)
