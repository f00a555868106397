"""VS Code's snippet grammar, as far as our snippets use it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.catalog.snippets import SnippetVariable, TabStop, Text, expand_defaults, parse, snippets, tab_stops
from tests.support.steps import check_linear


def test_every_construct():
    assert parse("a $1 ${2} ${3:b} ${4|c,d|} $NAME ${OTHER:e} $0") == (
        Text("a "),
        TabStop(1),
        Text(" "),
        TabStop(2),
        Text(" "),
        TabStop(3, (Text("b"),)),
        Text(" "),
        TabStop(4, (), ("c", "d")),
        Text(" "),
        SnippetVariable("NAME"),
        Text(" "),
        SnippetVariable("OTHER", (Text("e"),)),
        Text(" "),
        TabStop(0),
    )


def test_placeholders_nest():
    assert parse("${1:a ${2:b}}") == (TabStop(1, (Text("a "), TabStop(2, (Text("b"),)))),)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\$VAR \${VAR} \} \\ \n", r"$VAR ${VAR} } \ \n"),
        ("${1:a} $1", "a a"),
        ("$1 ${1:a}", "a a"),
        ("${1:a$2}${2:b} $1", "abb ab"),
        (r"${1|a\,b,c\|d|}", "a,b"),
        (r"\${${1:NAME}}", "${NAME}"),
        ("${1:$1}", ""),
        ("${1:$2}${2:$1}", ""),
        ("$ $$ 5$ ${", "$ $$ 5$ ${"),
        ("${1:open $2", "${1:open "),
        ("${1|open", "${1|open"),
        ("${1/a/b/}", "${1/a/b/}"),
        ("}", "}"),
        ("x$0", "x"),
    ],
)
def test_defaults(body: str, expected: str):
    assert expand_defaults(body) == expected


def test_tab_stops_in_order():
    assert tab_stops("$2 ${1:a ${3:b}} $1 $0") == (2, 1, 3, 0)


def test_languages_without_snippets_have_none():
    assert snippets("cobol") == ()
    assert snippets("../dockerfile") == ()


@given(st.text(alphabet="$ {}:|,\\1a0/"))
def test_reading_never_fails(body: str):
    expand_defaults(body)
    tab_stops(body)


@given(st.text())
def test_escaped_text_comes_back(text: str):
    escaped = text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
    assert expand_defaults(escaped) == text


@pytest.mark.parametrize("piece", ["${1:", "${1|a", "${", "$", "${1:}"])
def test_reading_is_linear(piece: str):
    check_linear(lambda length: expand_defaults(piece * length), 1_000)
