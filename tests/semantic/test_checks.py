"""The check directive taken to pieces, each with its place."""

from __future__ import annotations

from dockwright.semantic.checks import check_options
from dockwright.semantic.document import Document


def test_options_and_names_have_their_places():
    text = "# check = skip=A, B ; error=true;x\nFROM a\n"
    skip, error, lone = check_options(Document.parse(text).tree)

    assert [it.text for it in skip.names] == ["A", "B"]
    assert [it.range.slice(text) for it in (skip.key, *skip.names)] == ["skip", "A", "B"]
    assert skip.whole.slice(text) == "skip=A, B"
    assert error.value is not None
    assert (error.key.text, error.value.text, error.value.range.slice(text)) == ("error", "true", "true")
    assert (lone.key.text, lone.value, lone.names) == ("x", None, ())
    assert lone.whole.slice(text) == "x"


def test_an_option_without_a_key_or_a_value_is_one():
    (option,) = check_options(Document.parse("# check==\nFROM a\n").tree)

    assert option.key.text == ""
    assert option.value is not None
    assert option.value.text == ""


def test_a_file_without_the_directive_has_no_options():
    assert check_options(Document.parse("# syntax=docker/dockerfile:1\nFROM a\n# check=skip=all\n").tree) == ()
