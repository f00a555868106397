"""The outline of a file."""

from __future__ import annotations

from textwrap import dedent

from dockwright.ide.dockerfile.symbols import symbols
from dockwright.ide.results import Symbol, SymbolKind
from dockwright.semantic.document import Document
from tests.support.shared import corpus


def outline(source: str) -> list[str]:
    """The symbols as lines: indented below their stage, what is selected behind the name, then the detail."""
    text = dedent(source)

    def lines(found: list[Symbol] | tuple[Symbol, ...], depth: int) -> list[str]:
        return [
            line
            for it in found
            for line in (
                f"{'  ' * depth}{it.kind.value} {it.name} [{it.focus.slice(text)}] {it.detail}".rstrip(),
                *lines(it.children, depth + 1),
            )
        ]

    return lines(symbols(Document.parse(text)), 0)


def test_stages_hold_their_instructions():
    assert outline("""\
        # syntax=docker/dockerfile:1
        ARG VERSION=20
        FROM node:${VERSION} AS build
        WORKDIR /app
        RUN --mount=type=cache,target=/x npm ci \\
            # why
            && npm test
        FROM scratch
        COPY --chown=a --from=build /app /app
        """) == [
        "directive syntax [syntax] docker/dockerfile:1",
        "variable VERSION [VERSION] ARG 20",
        "stage build [build] node:${VERSION}",
        "  instruction WORKDIR [WORKDIR] /app",
        "  instruction RUN [RUN] npm ci && npm test",
        "stage scratch [scratch] stage 1",
        "  instruction COPY [COPY] --from=build /app /app",
    ]


def test_each_variable_is_one():
    assert outline("""\
        FROM a
        env A=1 B="x y"
        ENV C d
        ARG D
        MAINTAINER x
        """) == [
        "stage a [a] stage 0",
        "  variable A [A] ENV 1",
        '  variable B [B] ENV "x y"',
        "  variable C [C] ENV d",
        "  variable D [D] ARG",
        "  instruction MAINTAINER [MAINTAINER] x",
    ]


def test_what_is_being_typed_has_its_place():
    assert outline("FROM\nENV\nAR") == ["stage FROM [FROM] stage 0", "  instruction ENV [ENV]", "  instruction AR [AR]"]
    assert outline("") == []
    assert outline("# only words\n") == []


def test_a_symbol_reaches_to_the_end_of_its_heredoc():
    text = "FROM a\nRUN <<EOF\nx\nEOF\n\nCMD b\n"
    (stage,) = symbols(Document.parse(text))
    assert [it.range.slice(text) for it in stage.children] == ["RUN <<EOF\nx\nEOF", "CMD b"]
    assert stage.range.slice(text) == text.rstrip("\n")


def test_long_details_are_cut():
    (stage,) = symbols(Document.parse("FROM a\nRUN " + "x " * 1000))
    assert len(stage.children[0].detail) == 80


def test_a_maintainer_is_deprecated():
    (stage,) = symbols(Document.parse("FROM a\nMAINTAINER b\n"))
    assert [it.deprecated for it in stage.children] == [True]


def check_nested(text: str, outer: Symbol) -> None:
    assert outer.range.encloses(outer.focus), (outer, text)
    for inner in outer.children:
        assert outer.range.encloses(inner.range), (outer, inner)
        check_nested(text, inner)


def test_real_files_have_outlines_whose_ranges_nest():
    kinds = set()
    for path in corpus():
        text = path.read_bytes().decode("utf-8", "replace")
        for symbol in symbols(Document.parse(text)):
            check_nested(text, symbol)
            kinds |= {symbol.kind, *(it.kind for it in symbol.children)}
    assert kinds == set(SymbolKind)
