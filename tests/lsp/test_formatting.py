"""Formatting over the protocol: the edits, and whose word counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dockwright.text.edits import Edit, apply
from dockwright.text.lines import LineIndex, Position, Unit
from tests.support.client import Client, Session

TEXT = "from   a  \r\n# é😀  \r\nRUN echo 😀   \\\r\n b && c\r\n\r\n\r\n"
SPACES = {"tabSize": 2, "insertSpaces": True}
RANGE = {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 3}}


def changed(
    client: Session | Client,
    uri: str,
    text: str,
    options: Any = None,
    method: str = "textDocument/formatting",
    **more: Any,
) -> str:
    """A text after the edits that the server answers."""
    answer = client.ask(method, {"textDocument": {"uri": uri}, "options": options or SPACES, **more})
    lines = LineIndex(text)

    def position(it: dict[str, int]) -> Position:
        return Position(it["line"], it["character"])

    edits = [
        Edit(lines.range(position(it["range"]["start"]), position(it["range"]["end"]), Unit.UTF16), it["newText"])
        for it in answer["result"]
    ]
    return apply(text, edits)


def test_over_standard_input_and_output():
    with Client() as client:
        offered = client.initialize()
        assert offered["documentFormattingProvider"] is offered["documentRangeFormattingProvider"] is True
        assert offered["documentOnTypeFormattingProvider"] == {"firstTriggerCharacter": "\n"}
        uri = client.open(TEXT)
        assert changed(client, uri, TEXT) == "FROM a\r\n# é😀  \r\nRUN echo 😀 \\\r\n  b && c\r\n"
        only = changed(client, uri, TEXT, method="textDocument/rangeFormatting", range=RANGE)
        assert only == TEXT.replace("   \\\r\n b", " \\\r\n  b")
        place = {"position": {"line": 3, "character": 1}, "ch": "\n"}
        typed = changed(client, uri, TEXT, method="textDocument/onTypeFormatting", **place)
        assert typed == TEXT.replace("\n b", "\n  b")
        # Nobody else's character is ours.
        assert changed(client, uri, TEXT, method="textDocument/onTypeFormatting", **{**place, "ch": "}"}) == TEXT


def test_several_selections_at_once():
    text = "from   a\nrun   b\nrun   c\nrun   d\n\n\n\nrun   e \\\nf\n"
    client = Session({"textDocument": {"rangeFormatting": {"rangesSupport": True}}})
    (offered,) = [it["result"]["capabilities"] for it in client.said if "capabilities" in (it.get("result") or {})]
    assert offered["documentRangeFormattingProvider"] == {"rangesSupport": True}
    uri = client.open(text)
    ranges = [
        {"start": {"line": start, "character": 0}, "end": {"line": end, "character": 0}}
        # Two that touch the same, one that only touches another's end, one within an instruction.
        for start, end in ((1, 2), (1, 2), (2, 2), (8, 8))
    ]
    after = changed(client, uri, text, method="textDocument/rangesFormatting", ranges=ranges)
    assert after == "from   a\nRUN b\nRUN c\nrun   d\n\n\n\nRUN e \\\n  f\n"
    assert changed(client, uri, text, method="textDocument/rangesFormatting", ranges=[]) == text


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"tabSize": 8, "insertSpaces": False}, "FROM a \nRUN b \\\n\tc\n"),
        ({"tabSize": 3.0, "insertSpaces": True}, "FROM a \nRUN b \\\n   c\n"),
        ({"tabSize": 0, "insertSpaces": None}, "FROM a \nRUN b \\\n    c\n"),
        ({"tabSize": 10**9, "insertSpaces": True}, f"FROM a \nRUN b \\\n{' ' * 16}c\n"),
    ],
)
def test_what_the_editor_does_in_every_file(options: Any, expected: str):
    client = Session()
    text = expected.split("\\")[0] + "\\\nc\n"
    uri = client.open(text)
    assert changed(client, uri, text, options) == expected.replace("a \n", "a\n")


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        ({"trimTrailingWhitespace": False}, "FROM a \n# b \n", "FROM a \n# b \n"),
        ({"trimTrailingWhitespace": True}, "FROM a \n# b \n", "FROM a\n# b\n"),
        ({"trimTrailingWhitespace": True}, "RUN a \\\n # b \n   c\n", "RUN a \\\n  # b\n  c\n"),
        ({"trimTrailingWhitespace": True}, "RUN <<E\na \nE\n", "RUN <<E\na \nE\n"),
        ({"insertFinalNewline": False}, "FROM a", "FROM a"),
        ({"trimFinalNewlines": False}, "FROM a\n\n\n", "FROM a\n\n\n"),
        ({"trimFinalNewlines": False}, "FROM a\n \n\t\n", "FROM a\n\n\n"),
    ],
)
def test_ends_of_lines_and_of_the_file(options: Any, text: str, expected: str):
    client = Session()
    uri = client.open(text)
    assert changed(client, uri, text, {**SPACES, **options}) == expected


def test_whose_word_counts(tmp_path: Path):
    text = "run a \\\nb\n"
    path = tmp_path / "Dockerfile"
    client = Session()
    uri = client.open(text, path.as_uri())
    (tmp_path / ".editorconfig").write_text("root = true\n")
    assert changed(client, uri, text) == "RUN a \\\n  b\n"
    (tmp_path / ".editorconfig").write_text("root = true\n[*]\nindent_size = 3\n")
    assert changed(client, uri, text) == "RUN a \\\n   b\n"
    (tmp_path / "dockwright.toml").write_text("[format]\nindent-width = 5\nkeyword-case = 'keep'\n")
    client.notify("workspace/didChangeWatchedFiles", {"changes": []})
    assert changed(client, uri, text) == "run a \\\n     b\n"
    settings = {"dockwright": {"format": {"indentWidth": 6, "indentStyle": None}}}
    client.notify("workspace/didChangeConfiguration", {"settings": settings})
    assert changed(client, uri, text) == "run a \\\n      b\n"
    assert client.heard("window/logMessage") == []


def test_a_file_that_is_indented_counts_more_than_what_the_editor_does_elsewhere():
    text = "RUN a \\\n\tb\nRUN c \\\n\td\nRUN e \\\nf\nRUN g \\\n"
    client = Session()
    uri = client.open(text)
    assert changed(client, uri, text) == text.replace("\nf", "\n\tf")
    place = {"position": {"line": 7, "character": 0}, "ch": "\n"}
    assert changed(client, uri, text, method="textDocument/onTypeFormatting", **place) == f"{text}\t"


def test_a_mistake_in_the_settings_is_said(tmp_path: Path):
    client = Session(initializationOptions={"settings": {"format": {"keywordCse": "lower"}}})
    (said,) = client.heard("window/logMessage")
    assert said["message"] == (
        "settings of the editor: unknown setting 'keyword-cse' of format; did you mean 'keyword-case'?"
    )
    (tmp_path / "dockwright.toml").write_text("[format]\npairs = 1\n")
    uri = client.open("from a\n", (tmp_path / "Dockerfile").as_uri())
    assert changed(client, uri, "from a\n") == "FROM a\n"
    assert "format.pairs must be one of split, keep, not 1" in client.heard("window/logMessage")[0]["message"]
