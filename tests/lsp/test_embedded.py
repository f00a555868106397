"""The server inside another program: called by functions, without threads, programs or more disk than it is lent."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dockwright.lsp.embedded import Embedded
from tests.support.client import Editor, framed

CAPABILITIES = {
    "textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        "completion": {"completionItem": {"snippetSupport": True}},
        "publishDiagnostics": {},
    }
}
NODE = "FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"


class Program(Editor):
    """What a server is embedded in: what it says is kept, and what it puts off is done when the test says so."""

    def __init__(self, reach: Callable[[str], bool] = lambda folder: False, **more: Any) -> None:
        self.said: list[dict[str, Any]] = []
        self.waiting: list[Callable[[], None]] = []
        self.exit_codes: list[int] = []
        self.server = Embedded(
            lambda text: self.said.append(json.loads(text)), self.waiting.append, reach, self.exit_codes.append
        )
        self._last = 0
        self.ask("initialize", {"capabilities": CAPABILITIES, **more})
        self.notify("initialized", {})

    def ask(self, method: str, params: Any = None) -> Any:
        """Send a request; its result."""
        self._last += 1
        self.server.take(json.dumps({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}))
        return next(it for it in self.said if it.get("id") == self._last)["result"]

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.server.take(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}))

    def settle(self) -> None:
        """Do what was put off."""
        while self.waiting:
            self.waiting.pop(0)()

    def published(self) -> list[list[str]]:
        """The codes of each publication since this was last asked."""
        self.settle()
        found = [it["params"] for it in self.said if it.get("method") == "textDocument/publishDiagnostics"]
        self.said = [it for it in self.said if it.get("method") != "textDocument/publishDiagnostics"]
        return [[diagnostic["code"] for diagnostic in it["diagnostics"]] for it in found]


@pytest.fixture(autouse=True)
def _as_in_webassembly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **named: Any) -> None:
        raise RuntimeError("can't start new thread")

    def fail(*arguments: Any, **named: Any) -> None:
        raise AssertionError("a program was to be started")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    monkeypatch.setattr(subprocess.Popen, "__init__", fail)


def titles(program: Program, uri: str) -> list[str]:
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    params = {"textDocument": {"uri": uri}, "range": everything, "context": {"diagnostics": []}}
    return [it["title"] for it in program.ask("textDocument/codeAction", params)]


def completions(program: Program, uri: str, line: int, character: int) -> list[str]:
    params = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    found = program.ask("textDocument/completion", params)
    return [it["label"] for it in (found["items"] if isinstance(found, dict) else found)]


def test_what_follows_from_a_burst_of_messages_is_worked_out_once():
    program = Program()
    uri = program.open("FROM a\nMAINTAINER me\n")
    program.change(uri, 2, {"text": "FROM a:1\nMAINTAINER me\n"})
    program.change(uri, 3, {"text": "FROM a:1\n"})
    assert program.published() == [[]]
    program.change(uri, 4, {"text": "FROM a:1\nMAINTAINER me\n"})
    assert program.published() == [["maintainer-deprecated"]]


@pytest.mark.parametrize(
    "uri", ["vscode-vfs://github/some/one/Dockerfile", "untitled:Dockerfile", "file:///Dockerfile"]
)
def test_open_texts_are_enough_for_most_questions(uri: str):
    program = Program()
    program.open(NODE, uri)
    (codes,) = program.published()
    assert "copy-source-before-deps" in codes
    assert any(it.startswith("Copy package*.json before npm ci") for it in titles(program, uri))
    position = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}}
    assert "base image" in json.dumps(program.ask("textDocument/hover", position))
    assert "WORKDIR" in completions(program, uri, 4, 0)
    assert program.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert [it["name"] for it in program.ask("workspace/symbol", {"query": ""})] == ["node:20"]


def test_without_a_disk_a_path_means_nothing(tmp_path: Path):
    (tmp_path / "dockwright.toml").write_text('ignore = ["ALL"]\n')
    (tmp_path / "other.Dockerfile").write_text("FROM private.example/image:1\n")
    program = Program(workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "here"}])
    uri = program.open("FROM \nMAINTAINER me\nCOPY absent.txt /\n", (tmp_path / "Dockerfile").as_uri())
    assert ["maintainer-deprecated" in it for it in program.published()] == [True]
    assert "private.example/image:1" not in completions(program, uri, 0, 5)


def test_folders_that_are_lent_are_read(tmp_path: Path):
    (tmp_path / "dockwright.toml").write_text('ignore = ["maintainer-deprecated"]\n')
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "other.Dockerfile").write_text("FROM private.example/image:1\n")
    asked: list[str] = []

    def reach(folder: str) -> bool:
        asked.append(folder)
        return folder == str(tmp_path)

    program = Program(reach, workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "here"}])
    uri = program.open(NODE + "MAINTAINER me\nFROM ", (tmp_path / "Dockerfile").as_uri())
    (codes,) = program.published()
    assert "copy-source-before-deps" in codes
    assert "maintainer-deprecated" not in codes
    assert "Copy package.json and package-lock.json before npm ci" in titles(program, uri)
    assert "private.example/image:1" in completions(program, uri, 5, 5)
    assert set(asked) == {str(tmp_path)}


def test_closed_files_are_looked_at_though_nothing_runs_beside(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM a:1 AS stage\nMAINTAINER me\n")
    folders = [{"uri": tmp_path.as_uri(), "name": "here"}]
    program = Program(
        lambda folder: True,
        workspaceFolders=folders,
        capabilities={"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}},
        initializationOptions={"settings": {"workspaceDiagnostics": True}},
    )
    (report,) = program.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
    assert [it["code"] for it in report["items"]] == ["maintainer-deprecated"]
    assert [it["name"] for it in program.ask("workspace/symbol", {"query": ""})] == ["stage"]


def test_messages_may_come_in_a_stream():
    program = Program()
    data = framed({"jsonrpc": "2.0", "id": 7, "method": "workspace/symbol", "params": {"query": ""}})
    for byte in data + data.replace(b'"id": 7', b'"id": 8'):
        program.server.feed(bytes([byte]))
    assert [it["id"] for it in program.said if it.get("result") == []] == [7, 8]


def test_exit_is_left_to_the_program():
    program = Program()
    program.ask("shutdown")
    program.notify("exit")
    assert program.exit_codes == [0]


def test_what_is_no_message_is_answered_and_does_no_harm():
    program = Program()
    program.server.take("no JSON")
    program.server.take(b"\xff")
    assert [it["error"]["code"] for it in program.said if "error" in it] == [-32700, -32700]
    assert program.ask("workspace/symbol", {"query": ""}) == []
