"""Texts stay in step with the client, character for character, in every encoding."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.workspace import workspace
from tests.support.client import Session

ENCODINGS = ("utf-8", "utf-16", "utf-32")

# All that ends a line in LSP, much that ends one only for `str.splitlines`, and characters of every width.
CHARACTERS = "aF \\#\n\r\v\f\x1c\x85\u2028\u2029é€😀\ufeff"
TEXTS = st.text(alphabet=CHARACTERS, max_size=12)


@lru_cache
def session(encoding: str) -> Session:
    found = Session({"general": {"positionEncodings": [encoding]}})
    assert found.said[0]["result"]["capabilities"]["positionEncoding"] == encoding
    return found


def text_of(session: Session, uri: str) -> str:
    snapshot = session.server.session.texts.get(uri)
    assert snapshot is not None
    # What we understand is the same text that we keep.
    assert snapshot.document.text == snapshot.text
    return snapshot.text


# The reference: slow, and written from LSP 3.17 ("Text Documents") alone.


def lines_of(text: str) -> list[tuple[int, int]]:
    """Where each line starts, and where its line end begins."""
    lines, start, at = [], 0, 0
    while at < len(text):
        width = 2 if text.startswith("\r\n", at) else 1 if text[at] in "\r\n" else 0
        if width:
            lines.append((start, at))
            start = at + width
        at += width or 1
    return [*lines, (start, len(text))]


def width_of(character: str, encoding: str) -> int:
    if encoding == "utf-32":
        return 1
    return len(character.encode(encoding if encoding == "utf-8" else "utf-16-le")) // (1 if encoding == "utf-8" else 2)


def offset_of(text: str, line: int, column: int, encoding: str) -> int:
    lines = lines_of(text)
    if line >= len(lines):
        return len(text)
    at, end = lines[line]
    width = 0
    while at < end and width + width_of(text[at], encoding) <= column:
        width += width_of(text[at], encoding)
        at += 1
    return at


@settings(max_examples=400)
@given(
    st.sampled_from(ENCODINGS),
    TEXTS,
    st.lists(st.tuples(*[st.integers(0, 6)] * 4, TEXTS), max_size=6),
    st.booleans(),
)
def test_changes_are_made_as_the_protocol_says(encoding, text, changes, at_once):
    client = session(encoding)
    uri = client.open(text)
    messages: list[dict[str, Any]] = []
    for first, start, last, end, inserted in changes:
        (first, start), (last, end) = sorted(((first, start), (last, end)))
        position = {
            "start": {"line": first, "character": start},
            "end": {"line": last, "character": end},
        }
        begin, until = offset_of(text, first, start, encoding), offset_of(text, last, end, encoding)
        text = text[:begin] + inserted + text[until:]
        messages.append({"range": position, "text": inserted})
        if not at_once:
            client.change(uri, 2, *messages)
            messages = []
            assert text_of(client, uri) == text
    client.change(uri, 3, *messages)
    assert text_of(client, uri) == text


@pytest.mark.parametrize(
    ("text", "start", "end", "inserted", "after"),
    [
        ("FROM a", (0, 0), (0, 999), "X", "X"),
        ("ab\ncd\n", (0, 3), (0, 3), "X", "abX\ncd\n"),
        ("ab\ncd\n", (2, 0), (2, 0), "X", "ab\ncd\nX"),
        ("ab\ncd\n", (9, 9), (9, 9), "X", "ab\ncd\nX"),
        ("ab\r\ncd", (0, 2), (0, 9), "X", "abX\r\ncd"),
        ("ab\x0ccd\u2028ef\x85\ngh", (1, 0), (1, 1), "X", "ab\x0ccd\u2028ef\x85\nXh"),
        ("a\rb\rc", (1, 0), (1, 1), "X", "a\rX\rc"),
        ("😀b", (0, 2), (0, 3), "X", "😀X"),
        ("😀b", (0, 1), (0, 2), "X", "Xb"),
        ("ab", (0, 2), (0, 1), "X", "aX"),
        ("", (0, 0), (0, 0), "X", "X"),
    ],
)
def test_positions_at_the_edge(text, start, end, inserted, after):
    client = session("utf-16")
    uri = client.open(text)
    position = {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }
    client.change(uri, 2, {"range": position, "text": inserted})
    assert text_of(client, uri) == after


def test_a_change_without_a_range_is_the_whole_text():
    client = session("utf-16")
    uri = client.open("FROM a\n")
    client.change(uri, 2, {"text": "FROM b\n"}, {"range": {"start": POINT, "end": POINT}, "text": "# c\n"})
    assert text_of(client, uri) == "# c\nFROM b\n"


POINT = {"line": 0, "character": 0}


def test_of_a_malformed_change_nothing_is_made():
    client = session("utf-16")
    uri = client.open("FROM a\n")
    good = {"range": {"start": POINT, "end": POINT}, "text": "x"}
    bad: Any
    for bad in ({"range": {"start": POINT}, "text": "y"}, {"range": {"start": POINT, "end": POINT}}, 3, None):
        client.change(uri, 2, good, bad)
        assert text_of(client, uri) == "FROM a\n"
        assert "didChange is ignored: params" in client.heard("window/logMessage")[-1]["message"]


def test_many_edits_at_once_are_one_new_reading():
    client = session("utf-16")
    uri = client.open("FROM a\n" * 500)
    snapshot = client.server.session.texts.get(uri)
    assert snapshot is not None
    assert snapshot.document.text == snapshot.text
    changes = [
        {"range": {"start": {"line": line, "character": 5}, "end": {"line": line, "character": 6}}, "text": "bc"}
        for line in range(500)
    ]
    client.change(uri, 2, *changes)
    assert text_of(client, uri) == "FROM bc\n" * 500


def test_a_snapshot_is_not_touched_by_later_versions():
    client = session("utf-16")
    uri = client.open("FROM a\n")
    before = client.server.session.texts.get(uri)
    assert before is not None
    client.change(uri, 2, {"range": {"start": POINT, "end": POINT}, "text": "# b\n"})
    after = client.server.session.texts.get(uri)
    assert after is not None
    assert (before.version, before.text, before.document.text) == (1, "FROM a\n", "FROM a\n")
    assert (after.version, after.text, after.document.text) == (2, "# b\nFROM a\n", "# b\nFROM a\n")


def test_a_closed_text_is_forgotten():
    client = session("utf-16")
    uri = client.open("FROM a\n")
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.server.session.texts.get(uri) is None
    client.change(uri, 2, {"text": "x"})
    assert client.server.session.texts.get(uri) is None
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_the_encoding_is_the_cheapest_that_the_client_offers():
    def chosen(*offered: str) -> str:
        client = Session({"general": {"positionEncodings": offered}} if offered else {})
        encoding: str = client.said[0]["result"]["capabilities"]["positionEncoding"]
        return encoding

    assert chosen("utf-16", "utf-8", "utf-32") == "utf-32"
    assert chosen("utf-16", "utf-8") == "utf-8"
    assert chosen("utf-16") == "utf-16"
    assert chosen("utf-7") == "utf-16"
    assert chosen() == "utf-16"


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("dockerfile", "anything", True),
        ("containerfile", "x", True),
        ("plaintext", "Dockerfile", True),
        ("plaintext", "Dockerfile.prod", True),
        ("plaintext", "app%2Edockerfile", True),
        ("plaintext", "notes.txt", False),
        ("markdown", "Dockerfile.md", False),
        ("yaml", "Dockerfile", False),
    ],
)
def test_only_dockerfiles_are_looked_at(language, name, expected):
    client = Session()
    client.open("FROM a\n", f"file:///project/{name}", language)
    assert bool(client.heard("textDocument/publishDiagnostics")) == expected


def test_a_text_too_long_is_kept_but_not_looked_at(monkeypatch):
    monkeypatch.setattr(workspace, "LONGEST_TEXT", 1000)
    client = Session()
    uri = client.open("bad" * 1000)
    client.server.session.diagnostics = None  # type: ignore[method-assign, assignment]  # Would raise if it were asked.
    client.change(uri, 2, {"range": {"start": POINT, "end": POINT}, "text": "x"})
    assert [it["diagnostics"] for it in client.heard("textDocument/publishDiagnostics")] == [[], []]
    assert client.heard("window/logMessage") == []
    snapshot = client.server.session.texts.get(uri)
    assert snapshot is not None
    assert len(snapshot.text) == 3001
