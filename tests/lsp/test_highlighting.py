"""Semantic tokens over the protocol: its numbers, in the client's units, and what an edit changes in them."""

from __future__ import annotations

import random
from enum import Enum
from typing import Any

import pytest

from dockwright.ide.dockerfile.semantic_tokens import semantic_tokens
from dockwright.ide.results import TokenKind, TokenModifier
from dockwright.lsp import legend
from dockwright.lsp.client import Client
from dockwright.lsp.highlighting import Highlighting
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from tests.ide.support import WHOLE
from tests.support.client import Session
from tests.support.steps import check_linear

URI = "file:///project/Dockerfile"
DOCUMENT = {"textDocument": {"uri": URI}}
FULL = "textDocument/semanticTokens/full"


def session(types: list[str] | None = None, encoding: str = "utf-16") -> Session:
    tokens = {"tokenTypes": [*legend.TYPES, "other"] if types is None else types, "tokenModifiers": ["declaration"]}
    return Session({"textDocument": {"semanticTokens": tokens}, "general": {"positionEncodings": [encoding]}})


def result(client: Session, method: str = FULL, **more: Any) -> Any:
    return client.ask(method, {**DOCUMENT, **more})["result"]


def read(data: list[int]) -> list[tuple[int, int, int, int, int]]:
    """The tokens with their lines and columns."""
    found = []
    line = column = 0
    for at in range(0, len(data), 5):
        line, column = line + data[at], data[at + 1] + (0 if data[at] else column)
        found.append((line, column, *data[at + 2 : at + 5]))
    return found


def test_the_legend_names_every_kind_and_modifier():
    assert {it.value for it in TokenKind} == set(legend.TYPES)

    def name(it: Enum) -> str:
        first, *others = it.name.lower().split("_")
        return first + "".join(map(str.title, others))

    assert tuple(map(name, TokenModifier)) == legend.MODIFIERS


def test_a_client_is_offered_what_it_knows():
    assert "semanticTokensProvider" not in Session().said[0]["result"]["capabilities"]
    offered = session(["string", "keyword", "other"]).said[0]["result"]["capabilities"]["semanticTokensProvider"]
    assert offered["legend"] == {"tokenTypes": ["keyword", "string"], "tokenModifiers": ["declaration"]}


@pytest.mark.parametrize(("encoding", "width"), [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
def test_numbers_count_in_the_units_of_the_client(encoding: str, width: int):
    client = session(encoding=encoding)
    client.open("\n# 😀\nRUN a 😀 \\\r\n  '😀b'\n")
    types = {name: number for number, name in enumerate(legend.TYPES)}
    assert read(result(client)["data"]) == [
        (1, 0, 2 + width, types["comment"], 0),
        (2, 0, 3, types["keyword"], 0),
        (2, 4, 1, types["function"], 0),
        (2, 6, width, types["string"], 0),
        (3, 2, 3 + width, types["string"], 0),
    ]


def test_what_the_client_does_not_know_is_left_out():
    client = session(["keyword"])
    client.open("FROM a AS b\n")
    assert read(result(client)["data"]) == [(0, 0, 4, 0, 0), (0, 7, 2, 0, 0)]


def test_edits_lead_from_the_last_answer_to_the_next():
    client, random_ = session(), random.Random(3)
    uri = client.open(WHOLE)
    last = result(client)
    data = last["data"]
    for version in range(2, 60):
        line = random_.randint(0, 24)
        place = {"line": line, "character": random_.choice((0, 0, 5, 99))}
        end = {"line": line + random_.choice((0, 0, 1)), "character": 99}
        change = {
            "range": {"start": place, "end": end},
            "text": random_.choice(("", "\n", "RUN x y\n", " # é", "\\\n")),
        }
        client.change(uri, version, change)
        answer = result(client, f"{FULL}/delta", previousResultId=last["resultId"])
        assert answer["resultId"] != last["resultId"]
        for it in answer["edits"]:
            data = [*data[: it["start"]], *it["data"], *data[it["start"] + it["deleteCount"] :]]
        last = answer
        fresh = session()
        fresh.open(client.server.session.texts.get(uri).text)
        assert data == result(fresh)["data"]


def test_a_line_above_changes_one_number():
    client = session()
    uri = client.open("FROM a\n" + "RUN b c\n" * 500)
    last = result(client)["resultId"]
    place = {"line": 1, "character": 0}
    client.change(uri, 2, {"range": {"start": place, "end": place}, "text": "\n"})
    answer = result(client, f"{FULL}/delta", previousResultId=last)
    assert answer["edits"] == [{"start": 10, "deleteCount": 1, "data": [2]}]
    # Of an answer that is not the last one nothing is known any more.
    assert "data" in result(client, f"{FULL}/delta", previousResultId=last)


def test_of_a_range_only_what_lies_in_it():
    client = session()
    client.open("FROM a\nRUN <<E\nb\nc\nd\nE\nRUN e\n")
    asked = {"start": {"line": 3, "character": 0}, "end": {"line": 4, "character": 1}}
    found = read(result(client, "textDocument/semanticTokens/range", range=asked)["data"])
    assert [it[:2] for it in found] == [(3, 0), (4, 0)]
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    found = result(client, "textDocument/semanticTokens/range", range=everything)["data"]
    assert found == result(client)["data"]


def test_a_closed_text_is_forgotten():
    client = session()
    uri = client.open("FROM a\n")
    last = result(client)["resultId"]
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    client.open("FROM a\n")
    assert "data" in result(client, f"{FULL}/delta", previousResultId=last)


_STAGE = "FROM alpine AS build\nARG A=1\nRUN --mount=type=cache,target=/x a $A\nCOPY --from=build /a /b\n"


@pytest.mark.parametrize(
    ("head", "piece", "length"),
    [
        ("", _STAGE, 5_000),
        ("", "# a\n", 5_000),
        ("FROM a\nRUN a", ' \\\n  && b "$C" -d', 1_500),
        ("FROM a\nRUN <<EOF\n", "b $C | d\n", 1_500),
    ],
    ids=["instructions", "comments", "one instruction", "one heredoc"],
)
def test_up_to_20_000_lines_the_work_grows_in_step_with_them(head: str, piece: str, length: int):
    """The numbers of a whole file, of its second half, and what an edit in the middle changes in them.

    What takes more steps a line is tried up to fewer lines, to spare the time.
    """
    lines = piece.count("\n")

    def work(length: int) -> None:
        text = f"{head}{piece * (length // lines)}\nEOF\n"
        highlighting = Highlighting(Client(token_types=tuple(legend.TYPES)))
        document = Document.parse(text)
        sent = highlighting.full(URI, semantic_tokens(document))
        middle = text.index("\n", len(text) // 2) + 1
        highlighting.range(semantic_tokens(document), TextRange(middle, len(text)))
        edited = document.edited((Edit(TextRange(middle, middle), "# b\n"),))
        changed = highlighting.delta(URI, semantic_tokens(edited), sent["resultId"])
        assert len(sent["data"]) >= 5 * length
        assert changed["edits"]

    check_linear(work, length)
