"""Questions over the protocol: asked of the right text, answered in its positions."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from dockwright.lsp import client as clients
from dockwright.lsp import requests
from dockwright.text.lines import LineIndex
from tests.support.client import Client, Session

URI = "file:///project/Dockerfile"
TEXT = "# one 😀\n# two\nFROM alpine:3.20 AS 😀a\nRUN x \\\n  y\n"

DOCUMENT = {"textDocument": {"uri": URI}}
POSITION = {**DOCUMENT, "position": {"line": 2, "character": 1}}

NAMED = {**DOCUMENT, "position": {"line": 2, "character": 21}}

# Each request about a document, with params that it can be asked with.
ASKED: dict[str, dict[str, Any]] = {
    "textDocument/hover": POSITION,
    "textDocument/completion": POSITION,
    "textDocument/declaration": NAMED,
    "textDocument/definition": NAMED,
    "textDocument/documentHighlight": NAMED,
    "textDocument/documentLink": DOCUMENT,
    "textDocument/documentSymbol": DOCUMENT,
    "textDocument/foldingRange": DOCUMENT,
    "textDocument/formatting": {**DOCUMENT, "options": {"tabSize": 4, "insertSpaces": True}},
    "textDocument/onTypeFormatting": {**POSITION, "ch": "\n", "options": {"tabSize": 4, "insertSpaces": True}},
    "textDocument/rangeFormatting": {
        **DOCUMENT,
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}},
        "options": {"tabSize": 4, "insertSpaces": True},
    },
    "textDocument/rangesFormatting": {
        **DOCUMENT,
        "ranges": [{"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}],
        "options": {"tabSize": 4, "insertSpaces": True},
    },
    "textDocument/prepareCallHierarchy": NAMED,
    "textDocument/codeLens": DOCUMENT,
    "textDocument/inlayHint": {
        **DOCUMENT,
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}},
    },
    "textDocument/prepareRename": NAMED,
    "textDocument/references": {**NAMED, "context": {"includeDeclaration": True}},
    "textDocument/rename": {**NAMED, "newName": "b"},
    "textDocument/signatureHelp": {**DOCUMENT, "position": {"line": 2, "character": 5}},
    "textDocument/semanticTokens/full": DOCUMENT,
    "textDocument/semanticTokens/full/delta": {**DOCUMENT, "previousResultId": "1"},
    "textDocument/semanticTokens/range": {
        **DOCUMENT,
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}},
    },
    "textDocument/selectionRange": {**DOCUMENT, "positions": [{"line": 2, "character": 1}]},
}


def place(start: tuple[int, int], end: tuple[int, int]) -> dict[str, Any]:
    return {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }


def result(client: Session, method: str, params: Any = DOCUMENT) -> Any:
    return client.ask(method, params)["result"]


def test_everything_that_is_asked_for_is_here():
    elsewhere = {
        "textDocument/diagnostic",
        "textDocument/codeAction",
        "codeAction/resolve",
        "completionItem/resolve",
        "textDocument/linkedEditingRange",
        "workspace/symbol",
        "callHierarchy/incomingCalls",
        "callHierarchy/outgoingCalls",
        "inlayHint/resolve",
        "codeLens/resolve",
        "workspace/diagnostic",
        "workspace/executeCommand",
    }
    assert requests.ALL.keys() - elsewhere == ASKED.keys()


@pytest.mark.parametrize("method", ASKED)
def test_a_text_that_is_not_open_or_not_ours_has_no_answer(method):
    client = Session()
    assert result(client, method, ASKED[method]) is None
    client.open(TEXT, language="markdown")
    assert result(client, method, ASKED[method]) is None
    assert client.heard("window/logMessage") == []


@pytest.mark.parametrize("method", ASKED)
@pytest.mark.parametrize("params", [None, {}, {"textDocument": {}}, {"textDocument": {"uri": None}}])
def test_malformed_params_are_refused(method, params):
    assert Session().ask(method, params)["error"]["code"] == -32602


@pytest.mark.parametrize("method", ASKED)
def test_a_failure_costs_only_its_own_answer(method, monkeypatch, caplog):
    client = Session()
    client.open(TEXT)

    class Broken:
        is_analysed = True
        lines = LineIndex(TEXT)
        uri = URI
        version = 1

        @property
        def document(self) -> Any:
            raise RuntimeError("the cause")

    with monkeypatch.context() as broken, caplog.at_level(logging.CRITICAL):
        broken.setattr(client.server.session.texts, "get", lambda uri: Broken())
        assert result(client, method, ASKED[method]) is None
    assert client.heard("window/logMessage") == [{"type": 1, "message": f"{method} failed: RuntimeError: the cause"}]
    assert result(client, method, ASKED[method]) is not None


def test_hover():
    client = Session({"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}})
    assert client.said[0]["result"]["capabilities"]["hoverProvider"] is True
    client.open(TEXT)
    found = result(client, "textDocument/hover", {**DOCUMENT, "position": {"line": 2, "character": 22}})
    assert found["range"] == place((2, 20), (2, 23))
    assert found["contents"]["kind"] == "markdown"
    assert "😀a" in found["contents"]["value"]
    # Behind the end of the file there is nothing to say.
    assert result(client, "textDocument/hover", {**DOCUMENT, "position": {"line": 99, "character": 0}}) is None


def test_a_hover_tells_what_is_found_there():
    client = Session({"textDocument": {"hover": {"contentFormat": ["markdown"]}}})
    client.open("FROM alpine:3.20\nADD a /b\n")
    at = {**DOCUMENT, "position": {"line": 1, "character": 1}}
    assert "- ADD a /b\n+ COPY a /b\n" in result(client, "textDocument/hover", at)["contents"]["value"]
    change = {"range": place((1, 8), (1, 8)), "text": "c"}
    client.change(URI, 2, change)
    assert "+ COPY a /bc\n" in result(client, "textDocument/hover", at)["contents"]["value"]


def test_what_a_copy_takes_from_the_disk_and_what_is_left_out(tmp_path: Path):
    (tmp_path / ".dockerignore").write_text("*.log\n!keep.log\n")
    (tmp_path / "src").mkdir()
    for name in ("src/a.py", "src/b.log", "app.log", "keep.log"):
        (tmp_path / name).write_text("x")
    client = Session({"textDocument": {"hover": {"contentFormat": ["markdown"]}}}, rootUri=tmp_path.as_uri())
    uri = client.open("FROM 😀\nCOPY src app.log *.log none /x/\n", (tmp_path / "Dockerfile").as_uri())

    def said(character: int) -> str:
        at = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": character}}
        return str(client.ask("textDocument/hover", at)["result"]["contents"]["value"]).partition("\n\n---")[0]

    assert said(5) == (
        "`src`, a folder of the build context: 2 files, 2 bytes, without what `.dockerignore` leaves out."
    )
    assert said(10) == "`app.log` is not in the build context: `.dockerignore` leaves it out by `*.log`."
    assert said(18) == "What matches `*.log` in the build context: 1 file, 1 byte\n\n- `keep.log`: 1 file, 1 byte"
    assert said(24) == "`none` is not there: the build context is taken to be the folder of this file."


def test_hover_for_a_client_without_markdown():
    client = Session({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})
    client.open(TEXT)
    contents = result(client, "textDocument/hover", POSITION)["contents"]
    assert contents["kind"] == "plaintext"
    assert "```" not in contents["value"]
    assert "FROM [--platform=<platform>]" in contents["value"]


@pytest.mark.parametrize(
    "position", [None, {}, {"line": 0}, {"line": -1, "character": 0}, {"line": 0, "character": True}]
)
def test_a_malformed_position_is_refused(position):
    client = Session()
    client.open(TEXT)
    assert client.ask("textDocument/hover", {**DOCUMENT, "position": position})["error"]["code"] == -32602


def completions(client: Session, text: str, line: int, character: int) -> dict[str, dict[str, Any]]:
    """The completions of a place, by label."""
    client.open(text)
    found = result(client, "textDocument/completion", {**DOCUMENT, "position": {"line": line, "character": character}})
    assert found.keys() == {"isIncomplete", "items"}
    return {it["label"]: it for it in found["items"]}


EXPANDING: dict[str, Any] = {
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}}
}


def test_completion_of_an_instruction_and_its_documentation():
    client = Session(EXPANDING)
    offered = client.said[0]["result"]["capabilities"]["completionProvider"]
    assert offered["resolveProvider"] is True
    assert {"-", "=", "$"} <= set(offered["triggerCharacters"])
    item = completions(client, "FROM 😀\nWOR\n", 1, 3)["WORKDIR"]
    assert item["textEdit"]["range"] == place((1, 0), (1, 3))
    resolved = client.ask("completionItem/resolve", item)["result"]
    assert resolved["documentation"]["kind"] == "markdown"
    assert "WORKDIR" in resolved["documentation"]["value"]
    assert {key: resolved[key] for key in item} == item


def test_completion_behind_wide_characters_edits_where_the_client_sees_it():
    stages = completions(Session(EXPANDING), "FROM a AS base\nFROM b\nCOPY --chown=😀 --from=b x y\n", 2, 24)
    assert stages["base"]["textEdit"]["range"]["end"]["character"] == 24


def test_snippets_come_from_us_unless_the_client_has_them():
    ours = completions(Session(EXPANDING), "", 0, 0)
    snippets = [it for it in ours.values() if it["kind"] == 15]
    assert snippets
    assert all(it["insertTextFormat"] == 2 for it in snippets)
    theirs = completions(Session(EXPANDING, initializationOptions={"snippets": "client"}), "", 0, 0)
    assert not [it for it in theirs.values() if it["kind"] == 15]
    assert "FROM" in theirs
    # A client that cannot expand placeholders gets none.
    plain = completions(Session(), "", 0, 0)
    assert [it for it in plain.values() if it["kind"] == 15]
    assert not [it for it in plain.values() if "insertTextFormat" in it or "${1" in it["textEdit"]["newText"]]


@pytest.mark.parametrize(
    "item", [{"label": "x"}, {"label": "x", "data": None}, {"label": "x", "data": {"key": "no:such"}}]
)
def test_an_item_without_documentation_resolves_to_itself(item):
    assert result(Session(), "completionItem/resolve", item) == item


@pytest.mark.parametrize("item", [None, [], {"label": "x", "data": {"key": 3}}, {"label": "x", "data": [1]}])
def test_an_item_that_we_never_gave_is_refused(item):
    assert Session().ask("completionItem/resolve", item)["error"]["code"] == -32602


def test_symbols_for_a_client_that_knows_trees():
    client = Session({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}})
    assert client.said[0]["result"]["capabilities"]["documentSymbolProvider"] is True
    client.open(TEXT)
    (stage,) = result(client, "textDocument/documentSymbol")
    assert (stage["name"], stage["detail"]) == ("😀a", "alpine:3.20")
    assert stage["range"] == place((2, 0), (4, 3))
    assert stage["selectionRange"] == place((2, 20), (2, 23))
    assert [it["name"] for it in stage["children"]] == ["RUN"]


def test_symbols_for_a_client_that_knows_lists():
    client = Session()
    client.open(TEXT)
    stage, run = result(client, "textDocument/documentSymbol")
    assert "children" not in stage
    assert (run["containerName"], run["location"]) == ("😀a", {"uri": URI, "range": place((3, 0), (4, 3))})


def test_folds():
    client = Session()
    assert client.said[0]["result"]["capabilities"]["foldingRangeProvider"] is True
    client.open(TEXT)
    assert result(client, "textDocument/foldingRange") == [
        {"startLine": 0, "endLine": 1, "startCharacter": 0, "endCharacter": 5, "kind": "comment"},
        {"startLine": 2, "endLine": 4, "startCharacter": 0, "endCharacter": 3},
        {"startLine": 3, "endLine": 4, "startCharacter": 0, "endCharacter": 3},
    ]
    lines = Session({"textDocument": {"foldingRange": {"lineFoldingOnly": True, "rangeLimit": 1}}})
    lines.open(TEXT)
    assert result(lines, "textDocument/foldingRange") == [{"startLine": 0, "endLine": 1, "kind": "comment"}]


LINKS = {"textDocument": {"definition": {"linkSupport": True}, "rename": {"prepareSupport": True}}}
STAGES = "FROM alpine AS 😀 \nFROM alpine AS a\nFROM a\nCOPY --from=a x y\n"


def test_definition_and_references():
    offered = Session(LINKS).said[0]["result"]["capabilities"]
    providers = ("definitionProvider", "declarationProvider", "referencesProvider", "documentHighlightProvider")
    assert all(offered[it] is True for it in providers)
    params = {**DOCUMENT, "position": {"line": 3, "character": 12}}
    client = Session()
    client.open(STAGES)
    name = {"uri": URI, "range": place((1, 15), (1, 16))}
    assert result(client, "textDocument/definition", params) == [name]
    assert result(client, "textDocument/declaration", params) == [name]
    found = result(client, "textDocument/references", {**params, "context": {"includeDeclaration": False}})
    assert [it["range"] for it in found] == [place((2, 5), (2, 6)), place((3, 12), (3, 13))]
    found = result(client, "textDocument/documentHighlight", params)
    assert [it["kind"] for it in found] == [3, 2, 2]


def test_definition_for_a_client_that_knows_links():
    client = Session(LINKS)
    client.open(STAGES)
    found = result(client, "textDocument/definition", {**DOCUMENT, "position": {"line": 3, "character": 12}})
    assert found == [
        {
            "originSelectionRange": place((3, 12), (3, 13)),
            "targetUri": URI,
            "targetRange": place((1, 0), (1, 16)),
            "targetSelectionRange": place((1, 15), (1, 16)),
        }
    ]


def test_rename_and_why_not():
    client = Session(LINKS)
    assert client.said[0]["result"]["capabilities"]["renameProvider"] == {"prepareProvider": True}
    assert Session().said[0]["result"]["capabilities"]["renameProvider"] is True
    client.open(STAGES)
    params = {**DOCUMENT, "position": {"line": 2, "character": 5}}
    assert result(client, "textDocument/prepareRename", params) == {"range": place((2, 5), (2, 6)), "placeholder": "a"}
    changes = result(client, "textDocument/rename", {**params, "newName": "b"})["changes"][URI]
    places = [place((1, 15), (1, 16)), place((2, 5), (2, 6)), place((3, 12), (3, 13))]
    assert changes == [{"range": it, "newText": "b"} for it in places]
    refused = client.ask("textDocument/rename", {**params, "newName": "alpine"})["error"]
    assert refused == {"code": -32803, "message": "Line 1 takes `alpine` for an image."}
    refused = client.ask("textDocument/prepareRename", {**DOCUMENT, "position": {"line": 0, "character": 6}})["error"]
    assert refused["message"] == "`alpine` is an image, and called so where it comes from."


def test_signatures_for_clients_old_and_new():
    asked = {**DOCUMENT, "position": {"line": 0, "character": 10}}
    old = Session()
    assert " " in old.said[0]["result"]["capabilities"]["signatureHelpProvider"]["triggerCharacters"]
    old.open("COPY 😀 b\n")
    found = result(old, "textDocument/signatureHelp", asked)
    assert (found["activeSignature"], found["activeParameter"]) == (0, 3)
    (signature,) = found["signatures"]
    assert signature["label"] == "COPY [flags] source ... dest"
    assert signature["parameters"][3]["label"] == "dest"
    assert signature["documentation"]["kind"] == "plaintext"
    information = {
        "parameterInformation": {"labelOffsetSupport": True},
        "activeParameterSupport": True,
        "documentationFormat": ["markdown"],
    }
    new = Session({"textDocument": {"signatureHelp": {"signatureInformation": information}}})
    new.open("RUN --mount=type=cache,wrong a\n")
    asked["position"]["character"] = 27
    found = result(new, "textDocument/signatureHelp", asked)
    (signature,) = found["signatures"]
    assert signature["parameters"][0]["label"] == [12, 22]
    # Of what is typed no part is known, so none is marked.
    assert signature["activeParameter"] == found["activeParameter"] == len(signature["parameters"])
    assert signature["documentation"]["kind"] == "markdown"


def test_images_of_the_workspace_are_completed(tmp_path: Path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "Dockerfile").write_text("FROM example.com/team/base:7\n")
    with Client() as client:
        folders = [{"uri": tmp_path.as_uri(), "name": "it"}]
        client.initialize({}, workspaceFolders=folders)
        uri = client.open("FROM \n", (tmp_path / "Dockerfile").as_uri())
        place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 5}}
        found: dict[str, Any] = {"isIncomplete": True}
        while found["isIncomplete"]:
            found = client.ask("textDocument/completion", place)["result"]
    first = found["items"][0]
    assert (first["label"], first["textEdit"]["newText"]) == ("example.com/team/base:7",) * 2


def test_a_blank_asks_for_little():
    client = Session(EXPANDING)
    client.open("FROM a\nRUN apt-get \nCOPY \n")
    for line, character, expected in ((1, 12, False), (2, 5, True)):
        position = {**DOCUMENT, "position": {"line": line, "character": character}}
        for context, is_blank in (
            (None, False),
            ({"triggerKind": 1}, False),
            ({"triggerKind": 2, "triggerCharacter": " "}, True),
        ):
            found = result(client, "textDocument/completion", {**position, "context": context})
            assert bool(found["items"]) is (expected or not is_blank)


def test_a_rule_in_a_comment_is_described():
    client = Session(EXPANDING)
    item = completions(client, "FROM a\n# hadolint ignore=DL30\nADD x /y\n", 1, 22)["DL3020"]
    resolved = client.ask("completionItem/resolve", item)["result"]
    assert "add-instead-of-copy" in resolved["documentation"]["value"]


def test_links(tmp_path):
    (tmp_path / "a b.txt").write_text("")
    uri = (tmp_path / "Dockerfile").as_uri()
    client = Session({"textDocument": {"documentLink": {"tooltipSupport": True}}})
    client.open('FROM node:1\nCOPY ["a b.txt", "/x"]\n', uri)
    found = result(client, "textDocument/documentLink", {"textDocument": {"uri": uri}})
    image = "https://hub.docker.com/_/node/"
    assert found == [
        {"range": place((0, 5), (0, 9)), "target": image, "tooltip": "node on Docker Hub"},
        {
            "range": place((1, 7), (1, 14)),
            "target": (tmp_path / "a b.txt").as_uri(),
            "tooltip": "a b.txt in the build context",
        },
    ]
    client = Session()
    client.open("FROM node:1\n", uri)
    found = result(client, "textDocument/documentLink", {"textDocument": {"uri": uri}})
    assert found == [{"range": place((0, 5), (0, 9)), "target": image}]


def test_linked_editing():
    client = Session()
    client.open(STAGES)
    found = result(client, "textDocument/linkedEditingRange", {**DOCUMENT, "position": {"line": 2, "character": 5}})
    assert found["ranges"] == [place((1, 15), (1, 16)), place((2, 5), (2, 6)), place((3, 12), (3, 13))]
    client.notify("textDocument/didClose", DOCUMENT)
    assert result(client, "textDocument/linkedEditingRange", POSITION) is None


def test_selection_ranges_nest():
    client = Session()
    client.open(STAGES)
    places = [{"line": 3, "character": 12}, {"line": 0, "character": 0}]
    first, second = result(client, "textDocument/selectionRange", {**DOCUMENT, "positions": places})
    assert first["range"] == place((3, 12), (3, 13))
    assert first["parent"]["range"] == place((3, 5), (3, 13))
    assert second["range"] == place((0, 0), (0, 4))
    refused = client.ask("textDocument/selectionRange", {**DOCUMENT, "positions": [{"line": 0}]})["error"]
    assert refused["code"] == -32602


def test_workspace_symbols_of_all_open_texts():
    client = Session()
    client.open(STAGES)
    client.open("FROM scratch AS above\n", "file:///project/other%20file")
    client.open("FROM scratch AS a\n", "file:///project/notes.md", language="markdown")
    found = result(client, "workspace/symbol", {"query": "a"})
    assert [(it["name"], it["containerName"]) for it in found] == [
        ("a", "Dockerfile"),
        ("a", "Dockerfile"),
        ("above", "other file"),
    ]
    assert found[0]["location"] == {"uri": URI, "range": place((1, 15), (1, 16))}
    assert client.ask("workspace/symbol", {})["error"]["code"] == -32602


def test_the_call_hierarchy_of_stages():
    client = Session()
    client.open(STAGES)
    (item,) = result(client, "textDocument/prepareCallHierarchy", {**DOCUMENT, "position": {"line": 1, "character": 3}})
    assert (item["name"], item["detail"], item["selectionRange"]) == ("a", "alpine", place((1, 15), (1, 16)))
    (call,) = result(client, "callHierarchy/incomingCalls", {"item": item})
    assert (call["from"]["name"], call["fromRanges"]) == ("stage 2", [place((2, 5), (2, 6)), place((3, 12), (3, 13))])
    (back,) = result(client, "callHierarchy/outgoingCalls", {"item": call["from"]})
    assert back["to"] == item
    assert client.ask("callHierarchy/outgoingCalls", {"item": {"uri": URI}})["error"]["code"] == -32602
    client.notify("textDocument/didClose", DOCUMENT)
    assert result(client, "callHierarchy/outgoingCalls", {"item": item}) is None


EVERYTHING = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
HINTS = {"inlayHint": {"resolveSupport": {"properties": ["tooltip"]}}, "codeLens": {}}


def test_signatures_are_not_shown_unasked_inside_a_script():
    client = Session()
    client.open("RUN a b\n")
    asked = {**DOCUMENT, "position": {"line": 0, "character": 7}}
    typed = {"triggerKind": 2, "triggerCharacter": " ", "isRetrigger": False}
    assert result(client, "textDocument/signatureHelp", {**asked, "context": typed}) is None
    assert result(client, "textDocument/signatureHelp", {**asked, "context": {"triggerKind": 1}}) is not None


def test_hints_and_what_is_said_of_them_later():
    client = Session({"textDocument": HINTS})
    capabilities = client.said[0]["result"]["capabilities"]
    assert capabilities["inlayHintProvider"] == capabilities["codeLensProvider"] == {"resolveProvider": True}
    uri = client.open("ARG A=😀\nFROM b AS c\nENV 😀=$A\nFROM c\nCOPY --from=0 /x /\n")
    (found,) = result(client, "textDocument/inlayHint", {**DOCUMENT, "range": EVERYTHING})
    assert found["position"] == {"line": 4, "character": 13}
    assert found["label"] == "= c"
    assert "tooltip" not in found
    resolved = client.ask("inlayHint/resolve", found)["result"]
    assert "line 2" in resolved["tooltip"]["value"]
    client.change(uri, 2, {"text": "FROM a\n"})
    assert client.ask("inlayHint/resolve", found)["error"]["code"] == -32801


def test_a_client_that_cannot_ask_later_is_told_at_once():
    client = Session({"textDocument": {"inlayHint": {}}})
    assert client.said[0]["result"]["capabilities"]["inlayHintProvider"] == {"resolveProvider": False}
    assert "codeLensProvider" not in client.said[0]["result"]["capabilities"]
    client.open("FROM a\nCOPY --from=0 /x /\n")
    (found,) = result(client, "textDocument/inlayHint", {**DOCUMENT, "range": EVERYTHING})
    assert found["tooltip"]["value"].startswith("Stage 0")


def test_lenses_say_their_words_when_they_come_into_view():
    client = Session({"textDocument": HINTS}, initializationOptions={"showReferencesCommand": "show"})
    uri = client.open("FROM 😀 AS a\nFROM a\nUSER b\n")
    used, image = result(client, "textDocument/codeLens")
    assert "command" not in used
    command = client.ask("codeLens/resolve", used)["result"]["command"]
    assert (command["title"], command["command"]) == ("1 reference", "show")
    where, start, (location,) = command["arguments"]
    assert (where, start["line"]) == (uri, 0)
    assert location == {"uri": uri, "range": place((1, 5), (1, 6))}
    assert client.ask("codeLens/resolve", image)["result"]["command"] == {"title": "final image: b", "command": ""}
    client.change(uri, 2, {"text": "FROM a\n"})
    assert client.ask("codeLens/resolve", used)["error"]["code"] == -32801


def test_kinds_that_settings_switch_off_are_not_shown():
    refreshed = {"workspace": {"inlayHint": {"refreshSupport": True}, "codeLens": {"refreshSupport": True}}}
    client = Session({"textDocument": HINTS, **refreshed})
    client.open("FROM a AS b\nFROM b\nCOPY --from=0 /x /\n")
    assert len(result(client, "textDocument/codeLens")) == 2
    settings = {"dockwright": {"inlayHints": {"stages": False}, "codeLenses": {"image": False}}}
    client.notify("workspace/didChangeConfiguration", {"settings": settings})
    assert len(client.heard("workspace/inlayHint/refresh")) == len(client.heard("workspace/codeLens/refresh")) == 1
    assert result(client, "textDocument/inlayHint", {**DOCUMENT, "range": EVERYTHING}) == []
    assert len(result(client, "textDocument/codeLens")) == 1


@pytest.mark.parametrize("method", ["inlayHint/resolve", "codeLens/resolve"])
@pytest.mark.parametrize("params", [None, [], {}, {"data": {"uri": 3}}])
def test_what_we_never_gave_cannot_be_resolved(method, params):
    assert Session().ask(method, params)["error"]["code"] == -32602


def test_lines_of_a_heredoc_are_not_indented():
    support = {"completion": {"completionItem": {"insertTextModeSupport": {"valueSet": [1, 2]}}}}
    for capabilities, mode in (({}, None), ({"textDocument": support}, 1)):
        item = completions(Session(capabilities), "FROM a\n  RUN <<\n", 1, 8)["<<EOF"]
        assert "\n" in item["textEdit"]["newText"]
        assert item.get("insertTextMode") == mode


def test_a_folder_may_be_named_by_its_path_alone(tmp_path: Path):
    assert clients.read({"capabilities": {}, "rootPath": str(tmp_path)}).workspace_folders == (tmp_path.as_uri(),)
    assert clients.read({"capabilities": {}, "rootPath": "", "rootUri": None}).workspace_folders == ()
