"""Refactorings over the protocol: a server of its own, edits that follow when one is chosen, columns in UTF-16."""

from __future__ import annotations

from typing import Any

from dockwright.text.edits import Edit, apply
from dockwright.text.lines import LineIndex, Position, Unit
from tests.support.client import Client

URI = "file:///project/Dockerfile"
LITERALS: dict[str, Any] = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor"]}}}
EAGER: dict[str, Any] = {"textDocument": {"codeAction": LITERALS}}
LAZY: dict[str, Any] = {
    "textDocument": {"codeAction": {**LITERALS, "dataSupport": True, "resolveSupport": {"properties": ["edit"]}}},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}


def actions(client: Client, start: tuple[int, int], end: tuple[int, int], only: list[str]) -> list[dict[str, Any]]:
    """What is offered for a range; lines and columns count from 0."""
    places = [{"line": line, "character": column} for line, column in (start, end)]
    params = {
        "textDocument": {"uri": URI},
        "range": {"start": places[0], "end": places[1]},
        "context": {"diagnostics": [], "only": only},
    }
    found: list[dict[str, Any]] = client.ask("textDocument/codeAction", params)["result"]
    return found


def resolved(client: Client, action: dict[str, Any], text: str) -> str:
    """The text after an action whose edits are asked for now."""
    assert "edit" not in action
    (change,) = client.ask("codeAction/resolve", action)["result"]["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": URI, "version": 1}
    return applied(text, change["edits"])


def applied(text: str, changes: list[dict[str, Any]]) -> str:
    lines = LineIndex(text)

    def at(position: dict[str, int]) -> Position:
        return Position(position["line"], position["character"])

    ranges = [lines.range(at(it["range"]["start"]), at(it["range"]["end"]), Unit.UTF16) for it in changes]
    return apply(text, [Edit(range, it["newText"]) for range, it in zip(ranges, changes, strict=True)])


def test_a_run_is_split_behind_a_character_of_two_units():
    text = "FROM alpine:3.22\nRUN echo 😀 && make install\n"
    with Client() as client:
        offered = client.initialize(LAZY)
        assert "refactor" in offered["codeActionProvider"]["codeActionKinds"]
        client.open(text, URI)
        # The emoji counts twice: in code points the operator ends where this begins.
        found = actions(client, (1, 13), (1, 13), ["refactor.rewrite"])
        (split,) = [it for it in found if it["title"].startswith("Split")]
        assert split["kind"] == "refactor.rewrite"
        assert resolved(client, split, text) == "FROM alpine:3.22\nRUN echo 😀\nRUN make install\n"


def test_a_version_is_extracted_and_inlined_again():
    before = "FROM alpine:3.22\nRUN echo '😀' > /tmp/curl-8.17.0\n"
    after = "FROM alpine:3.22\nARG CURL_VERSION=8.17.0\nRUN echo '😀' > /tmp/curl-${CURL_VERSION}\n"
    with Client() as client:
        client.initialize(LAZY)
        client.open(before, URI)
        (extract,) = actions(client, (1, 28), (1, 28), ["refactor.extract"])
        assert extract["title"] == "Extract 8.17.0 into the ARG CURL_VERSION"
        assert resolved(client, extract, before) == after
        client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
        client.open(after, URI)
        (inline,) = actions(client, (2, 32), (2, 32), ["refactor.inline"])
        assert resolved(client, inline, after) == before


def test_every_kind_below_refactor_answers_to_it():
    text = "FROM golang:1.25\nARG NAME=a\nRUN make $NAME && make install\nFROM scratch\nCOPY --from=0 /a /\n"
    with Client() as client:
        client.initialize(LAZY)
        client.open(text, URI)
        by_kind = {kind: actions(client, (1, 4), (1, 4), [kind]) for kind in ("refactor.inline", "refactor.rewrite")}
        both = actions(client, (1, 4), (1, 4), ["refactor"])
        assert [it["title"] for it in both if it["kind"] == "refactor.inline"] == ["Inline the ARG NAME"]
        for kind, found in by_kind.items():
            assert found
            assert [it["title"] for it in found] == [it["title"] for it in both if it["kind"] == kind]
        assert actions(client, (1, 4), (1, 4), ["refactor.move"]) == []
        # Each resolves to its own edits, whichever kinds it was asked for with.
        for it in both:
            (same,) = [other for other in by_kind[it["kind"]] if other["title"] == it["title"]]
            assert resolved(client, it, text) == resolved(client, same, text)


def test_a_client_that_cannot_ask_again_gets_the_edits_at_once():
    text = "FROM golang:1.25\nFROM scratch\nCOPY --from=0 /a /\n"
    with Client() as client:
        client.initialize(EAGER)
        client.open(text, URI)
        (name, *_) = [it for it in actions(client, (2, 12), (2, 12), ["refactor"]) if it["title"].startswith("Name")]
        assert applied(text, name["edit"]["changes"][URI]) == text.replace("1.25", "1.25 AS build").replace(
            "=0", "=build"
        )
