"""Answers in the protocol's words, as each client can take them."""

from __future__ import annotations

import pytest

from dockwright.ide.results import Action, Completions, Fold, FoldKind, Item, ItemKind, Markup, Symbol, SymbolKind
from dockwright.lsp import to_lsp
from dockwright.lsp.client import Client
from dockwright.lsp.positions import Positions
from dockwright.text.edits import Edit, insert
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.ranges import TextRange

TEXT = "FROM 😀 AS a\nRUN \\\n  b\n"
POSITIONS = Positions(LineIndex(TEXT), Unit.UTF16)
URI = "file:///project/Dockerfile"


def place(start: tuple[int, int], end: tuple[int, int]) -> to_lsp.Object:
    return {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }


def test_hover_in_markdown_and_without():
    markup = Markup(
        TextRange(0, 4),
        "**FROM** sets the `base`: see [the page](https://example.com).\n\n```dockerfile\nFROM a\n```"
        "\n\n[Reference](https://example.com/#from)",
    )
    assert to_lsp.hover(markup, POSITIONS, Client(markdown_hover=True)) == {
        "contents": {"kind": "markdown", "value": markup.markdown},
        "range": place((0, 0), (0, 4)),
    }
    assert to_lsp.hover(markup, POSITIONS, Client())["contents"] == {
        "kind": "plaintext",
        "value": "FROM sets the base: see the page.\n\nFROM a\n\nReference: https://example.com/#from",
    }


SNIPPET = Item(
    "multi-stage",
    ItemKind.SNIPPET,
    Edit(TextRange(5, 6), "FROM ${1:node}"),
    detail="Node",
    key="snippet:x",
    snippet=True,
    plain="FROM node",
    sort="1",
    filter="ms",
    also=(insert(0, "# x\n"),),
    goes_on=True,
)


def test_a_snippet_for_a_client_that_expands_it():
    client = Client(snippets=True, label_details=True, completes_again="again")
    found = to_lsp.completion(Completions((SNIPPET,), True), POSITIONS, client)
    assert found == {
        "isIncomplete": True,
        "items": [
            {
                "label": "multi-stage",
                "kind": 15,
                "textEdit": {"range": place((0, 5), (0, 7)), "newText": "FROM ${1:node}"},
                "labelDetails": {"description": "Node"},
                "insertTextFormat": 2,
                "sortText": "1",
                "filterText": "ms",
                "additionalTextEdits": [{"range": place((0, 0), (0, 0)), "newText": "# x\n"}],
                "command": {"title": "Complete further", "command": "again"},
                "data": {"key": "snippet:x"},
            }
        ],
    }


def test_documentation_that_is_known_comes_at_once():
    item = Item("x", ItemKind.VALUE, insert(0, "x"), documentation="*why*", key="y")
    (found,) = to_lsp.completion(Completions((item,)), POSITIONS, Client(markdown_completion=True))["items"]
    assert found["documentation"] == {"kind": "markdown", "value": "*why*"}
    assert "data" not in found


def test_a_snippet_for_a_client_that_does_not():
    (item,) = to_lsp.completion(Completions((SNIPPET,)), POSITIONS, Client())["items"]
    assert item["textEdit"]["newText"] == "FROM node"
    assert "insertTextFormat" not in item
    assert "command" not in item
    assert item["detail"] == "Node"


def test_a_plain_item_says_no_more_than_it_must():
    item = Item("COPY", ItemKind.INSTRUCTION, Edit(TextRange(0, 0), "COPY"), deprecated=True)
    assert to_lsp.completion(Completions((item,)), POSITIONS, Client(snippets=True))["items"] == [
        {
            "label": "COPY",
            "kind": 14,
            "textEdit": {"range": place((0, 0), (0, 0)), "newText": "COPY"},
            "deprecated": True,
        }
    ]


@pytest.mark.parametrize("kind", ItemKind)
def test_every_kind_of_item_has_its_number(kind):
    (item,) = to_lsp.completion(Completions((Item("x", kind, insert(0, "x")),)), POSITIONS, Client())["items"]
    assert 1 <= item["kind"] <= 25


STAGE = Symbol(
    "a",
    SymbolKind.STAGE,
    TextRange(0, len(TEXT)),
    TextRange(0, 4),
    detail="😀",
    children=(Symbol("", SymbolKind.INSTRUCTION, TextRange(12, 21), TextRange(12, 15), deprecated=True),),
)


def test_symbols_as_a_tree():
    (stage,) = to_lsp.symbols([STAGE], POSITIONS, URI, Client(hierarchical_symbols=True))
    (child,) = stage.pop("children")
    assert stage == {
        "name": "a",
        "kind": 5,
        "detail": "😀",
        "range": place((0, 0), (3, 0)),
        "selectionRange": place((0, 0), (0, 4)),
    }
    # An empty name is no name to an editor.
    assert child["name"].strip() == ""
    assert child["name"]
    assert child["tags"] == [1]


@pytest.mark.parametrize("kind", SymbolKind)
def test_every_kind_of_symbol_has_its_number(kind):
    symbol = Symbol("x", kind, TextRange(0, 4), TextRange(0, 4))
    (found,) = to_lsp.symbols([symbol], POSITIONS, URI, Client())
    assert 1 <= found["kind"] <= 26


def test_symbols_as_a_list():
    stage, child = to_lsp.symbols([STAGE], POSITIONS, URI, Client())
    assert stage == {"name": "a", "kind": 5, "location": {"uri": URI, "range": place((0, 0), (3, 0))}}
    assert child["containerName"] == "a"


def test_folds_by_line_by_character_and_at_most_so_many():
    folds = [Fold(TextRange(12, 21)), Fold(TextRange(0, 4)), Fold(TextRange(0, 16), FoldKind.COMMENT)]
    assert to_lsp.folding(folds, POSITIONS, Client()) == [
        {"startLine": 1, "endLine": 2, "startCharacter": 0, "endCharacter": 3},
        {"startLine": 0, "endLine": 1, "startCharacter": 0, "endCharacter": 4, "kind": "comment"},
    ]
    assert to_lsp.folding(folds, POSITIONS, Client(line_folding_only=True, folding_limit=1)) == [
        {"startLine": 1, "endLine": 2}
    ]


def action(edits: tuple[Edit, ...] = (insert(0, "x"),)) -> Action:
    return Action("Do it", "quickfix", lambda: edits, is_preferred=True)


def test_an_action_whose_edits_come_later_does_not_work_them_out():
    def unasked() -> tuple[Edit, ...]:
        raise AssertionError("worked out too early")

    client = Client(code_action_resolves_edit=True, code_action_data=True, preferred_code_actions=True)
    it = Action("Do it", "quickfix", unasked, is_preferred=True)
    found = to_lsp.code_action(it, POSITIONS, URI, 3, client, to_lsp.Diagnostics(client), {"n": 1})
    assert found == {"title": "Do it", "kind": "quickfix", "isPreferred": True, "data": {"n": 1}}


@pytest.mark.parametrize(
    ("client", "edit"),
    [
        (Client(), {"changes": {URI: [{"range": place((0, 0), (0, 0)), "newText": "x"}]}}),
        (
            Client(document_changes=True),
            {
                "documentChanges": [
                    {
                        "textDocument": {"uri": URI, "version": 3},
                        "edits": [{"range": place((0, 0), (0, 0)), "newText": "x"}],
                    }
                ]
            },
        ),
    ],
)
def test_an_action_with_its_edits(client, edit):
    found = to_lsp.code_action(action(), POSITIONS, URI, 3, client, to_lsp.Diagnostics(client), {})
    assert found == {"title": "Do it", "kind": "quickfix", "edit": edit}
