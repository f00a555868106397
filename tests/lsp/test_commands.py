"""Commands: what they tell, what they have the editor change, and how they end where that cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dockwright.ide import analysis
from dockwright.text.edits import Edit, apply
from dockwright.text.lines import LineIndex, Position, Unit
from tests.support.client import Client, Session

TEXT = "FROM alpine:3.20\nMAINTAINER Jané 😀\nADD app.py /srv/\nUSER 1000\n"
UNORDERED = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "."]\n'

EDITING: dict[str, Any] = {
    "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}},
    "window": {"workDoneProgress": True},
}


def run(client: Session, command: str, *arguments: Any, **more: Any) -> dict[str, Any]:
    """Run a command that needs nothing of the editor; the whole answer."""
    return client.ask("workspace/executeCommand", {"command": command, "arguments": list(arguments), **more})


def changed(text: str, edit: dict[str, Any]) -> str:
    lines = LineIndex(text)
    ((document),) = edit["documentChanges"]

    def at(position: dict[str, int]) -> Position:
        return Position(position["line"], position["character"])

    return apply(
        text,
        [
            Edit(lines.range(at(it["range"]["start"]), at(it["range"]["end"]), Unit.UTF16), it["newText"])
            for it in document["edits"]
        ],
    )


def begin(client: Session, command: str, *arguments: Any) -> dict[str, Any] | None:
    """Run a command; what it asks the editor to change, if anything."""
    client._last += 1
    params = {"command": command, "arguments": list(arguments)}
    client.server.feed({"jsonrpc": "2.0", "id": client._last, "method": "workspace/executeCommand", "params": params})
    asked = [it for it in client.said if it.get("method") == "workspace/applyEdit"]
    return asked[-1] if asked else None


def ended(client: Session) -> dict[str, Any] | None:
    """The answer to the command that was begun last."""
    return next((it for it in client.said if it.get("id") == client._last and "method" not in it), None)


def test_they_are_offered_where_they_can_be_run():
    def offered(capabilities: dict[str, Any]) -> list[str]:
        found: list[str] = Session(capabilities).said[0]["result"]["capabilities"]["executeCommandProvider"]["commands"]
        return found

    telling = ["dockwright.explainRule", "dockwright.syntaxTree"]
    assert offered({}) == telling
    assert offered(EDITING) == ["dockwright.fixAll", "dockwright.orderForTheCache", *telling]


@pytest.mark.parametrize("name", ["maintainer-deprecated", "DL4000", "dl4000"])
def test_a_rule_is_explained_by_any_of_its_names(name: str):
    page = run(Session(), "dockwright.explainRule", name)["result"]
    assert page.startswith("# maintainer-deprecated\n")
    assert "```dockerfile" in page


def test_one_of_shellcheck_s_codes_is_explained():
    assert run(Session(), "dockwright.explainRule", "SC2164")["result"].startswith("# SC2164\n")


def test_a_tree_is_shown():
    client = Session()
    uri = client.open("FROM a AS b\n")
    assert run(client, "dockwright.syntaxTree", uri)["result"].splitlines()[0] == "From 0..11 'FROM a AS b'"


@pytest.mark.parametrize(
    ("command", "arguments", "code", "words"),
    [
        ("dockwright.fixAl", [], -32602, "there is no command 'dockwright.fixAl'; did you mean 'dockwright.fixAll'?"),
        ("dockwright.explainRule", [], -32602, "params.arguments[0]: expected the name of a rule"),
        ("dockwright.explainRule", ["latest-tga"], -32803, "There is no rule 'latest-tga'; did you mean 'latest-tag'?"),
        ("dockwright.syntaxTree", [3], -32602, "params.arguments[0]: expected the URI of a text"),
        ("dockwright.fixAll", ["file:///x"], -32803, "Not open: file:///x."),
        ("dockwright.fixAll", ["file:///project/Dockerfile", 3], -32602, 'an object such as {"unsafe": true}'),
        ("dockwright.fixAll", ["file:///project/Dockerfile", {"unsafe": "yes"}], -32602, '{"unsafe": true}'),
        ("dockwright.fixAll", ["file:///project/README.md"], -32803, "No Dockerfile, or too long"),
        ("dockwright.orderForTheCache", ["file:///project/Dockerfile"], -32602, "arguments[1]: expected a position"),
        ("dockwright.orderForTheCache", ["file:///project/Dockerfile", {"line": 1}], -32602, "position.character"),
    ],
)
def test_what_cannot_be_done_is_said(command: str, arguments: list[Any], code: int, words: str):
    client = Session(EDITING)
    client.open(TEXT)
    client.open(TEXT, "file:///project/README.md", "markdown")
    error = run(client, command, *arguments)["error"]
    assert error["code"] == code
    assert words in error["message"]


def test_arguments_may_be_missing_or_odd():
    client = Session(EDITING)
    for params in ({"command": "dockwright.fixAll"}, {"command": 3}, {"command": "dockwright.fixAll", "arguments": 3}):
        assert client.ask("workspace/executeCommand", params)["error"]["code"] == -32602


def test_all_that_is_safe_is_fixed_in_this_very_version():
    client = Session(EDITING)
    uri = client.open(TEXT)
    asked = begin(client, "dockwright.fixAll", uri)
    assert asked is not None
    assert asked["params"]["label"] == "Fix all that is safe to fix"
    assert asked["params"]["edit"]["documentChanges"][0]["textDocument"] == {"uri": uri, "version": 1}
    fixed = changed(TEXT, asked["params"]["edit"])
    assert "MAINTAINER" not in fixed
    assert "COPY app.py /srv/" in fixed
    # The command ends when the editor has done its part.
    assert ended(client) is None
    client.server.feed({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": True}})
    found = ended(client)
    assert found is not None
    assert found["result"] == {"applied": True}


def test_unsafe_fixes_have_to_be_asked_for():
    text = "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nUSER 1000\n"
    safe, unsafe = (
        begin(client := Session(EDITING), "dockwright.fixAll", client.open(text), {"unsafe": it})
        for it in (False, True)
    )
    assert safe is None
    assert unsafe is not None
    assert "--no-install-recommends" in changed(text, unsafe["params"]["edit"])


def test_nothing_to_fix_is_no_error():
    client = Session(EDITING)
    uri = client.open("FROM alpine:3.20\nUSER 1000\n")
    assert run(client, "dockwright.fixAll", uri)["result"] == {"applied": False}
    assert run(client, "dockwright.orderForTheCache", uri, {"line": 1, "character": 0})["result"] == {"applied": False}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"result": {"applied": False, "failureReason": "it is locked"}}, "did not change the text: it is locked."),
        ({"result": {"applied": False}}, "did not change the text."),
        ({"result": None}, "did not change the text."),
        ({"error": {"code": -32603, "message": "no way"}}, "did not change the text: no way."),
    ],
)
def test_an_editor_that_does_not_make_the_edits(answer: dict[str, Any], words: str):
    client = Session(EDITING)
    asked = begin(client, "dockwright.fixAll", client.open(TEXT))
    assert asked is not None
    client.server.feed({"jsonrpc": "2.0", "id": asked["id"], **answer})
    found = ended(client)
    assert found is not None
    assert (found["error"]["code"], words in found["error"]["message"]) == (-32803, True)


def test_an_editor_that_lets_nobody_edit():
    client = Session()
    error = run(client, "dockwright.fixAll", client.open(TEXT))["error"]
    assert (error["code"], "workspace/applyEdit" in error["message"]) == (-32803, True)


def test_a_stage_is_put_in_order(tmp_path: Path):
    for name, text in {"package.json": "{}", "package-lock.json": "{}", "index.js": ""}.items():
        (tmp_path / name).write_text(text)
    client = Session(EDITING)
    uri = client.open(UNORDERED, (tmp_path / "Dockerfile").as_uri())
    asked = begin(client, "dockwright.orderForTheCache", uri, {"line": 3, "character": 0})
    assert asked is not None
    ordered = changed(UNORDERED, asked["params"]["edit"])
    assert ordered.index("RUN npm ci") < ordered.index("COPY . .")
    assert asked["params"]["label"].startswith("Order for the cache")


def test_a_defect_of_ours_is_an_error(monkeypatch: pytest.MonkeyPatch):
    def failing(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("on purpose")

    client = Session(EDITING)
    monkeypatch.setattr(analysis, "all_fixed", failing)
    error = run(client, "dockwright.fixAll", client.open(TEXT))["error"]
    assert (error["code"], "the server's log says why" in error["message"]) == (-32803, True)


LONG = TEXT + "RUN apt-get install -y curl\nRUN cd /srv && ls\nADD b /b/\n" * 700


def test_a_text_that_changed_meanwhile_is_left_alone():
    with Client() as client:
        client.initialize(EDITING)
        uri = client.open(TEXT)
        # The two arrive together, so that the text is another one before its fixes are worked out.
        asked = client.begin("workspace/executeCommand", {"command": "dockwright.fixAll", "arguments": [uri]})
        client.change(uri, 2, {"text": TEXT + "\n"})
        answer = client.answer(asked)
        assert answer["error"]["code"] == -32801
        assert not [it for it in client.silence() if it.get("method") == "workspace/applyEdit"]


@pytest.mark.parametrize("is_named", [True, False])
def test_a_long_text_s_progress_is_shown_and_can_be_cancelled(is_named: bool):
    with Client() as client:
        client.initialize(EDITING)
        uri = client.open(LONG)
        params = {"command": "dockwright.fixAll", "arguments": [uri], **({"workDoneToken": "mine"} if is_named else {})}
        asked = client.begin("workspace/executeCommand", params)
        token = "mine"
        if not is_named:
            created = client.next("window/workDoneProgress/create")
            token = created["params"]["token"]
            client.send({"jsonrpc": "2.0", "id": created["id"], "result": None})
        shown = client.next("$/progress")["params"]
        assert shown["token"] == token
        assert shown["value"] == {"kind": "begin", "title": "Fixing", "cancellable": True, "percentage": 0}
        client.notify("window/workDoneProgress/cancel", {"token": token})
        assert client.answer(asked)["error"]["code"] == -32800
        assert client.next("$/progress")["params"]["value"] == {"kind": "end"}
        # Others are answered all the while.
        assert client.ask("workspace/executeCommand", {"command": "dockwright.explainRule", "arguments": ["DL3006"]})[
            "result"
        ]


def test_a_client_without_progress_gets_none():
    with Client() as client:
        client.initialize({"workspace": EDITING["workspace"]})
        uri = client.open(TEXT * 500)
        asked = client.begin("workspace/executeCommand", {"command": "dockwright.syntaxTree", "arguments": [uri]})
        client.answer(asked)
        asked = client.begin("workspace/executeCommand", {"command": "dockwright.fixAll", "arguments": [uri]})
        client.notify("$/cancelRequest", {"id": asked})
        assert client.answer(asked)["error"]["code"] == -32800
        assert not [it for it in client.silence() if "rogress" in it.get("method", "")]
