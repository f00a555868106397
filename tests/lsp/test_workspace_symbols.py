"""The names in all Dockerfiles of a workspace, open or not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from dockwright.lsp import closed_files, workspace_symbols
from dockwright.lsp.background import Cancelled, Work
from dockwright.workspace import closed
from tests.support.client import Client, Session


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path.as_uri()


def on(*folders: Path) -> dict[str, Any]:
    return {"workspaceFolders": [{"uri": it.as_uri(), "name": it.name} for it in folders]}


def found(client: Client | Session, query: str = "", **more: Any) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = client.ask("workspace/symbol", {"query": query, **more})["result"]
    return answer


def names(client: Client | Session, query: str = "") -> list[str]:
    return [it["name"] for it in found(client, query)]


def test_closed_files_of_all_folders(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "two"
    uri = write(one / "a b" / "Dockerfile", "ARG VERSION=1\nFROM alpine AS build\n")
    write(two / "api.dockerfile", "\nFROM scratch AS rebuild\n")
    write(tmp_path / "outside" / "Dockerfile", "FROM scratch AS never-build\n")
    with Client() as client:
        assert client.initialize({}, **on(one, two))["workspaceSymbolProvider"] == {"workDoneProgress": True}
        (build, rebuild) = found(client, "build")
        assert (build["name"], build["containerName"]) == ("build", "Dockerfile")
        assert build["location"] == {
            "uri": uri,
            "range": {"start": {"line": 1, "character": 15}, "end": {"line": 1, "character": 20}},
        }
        assert (rebuild["name"], rebuild["containerName"]) == ("rebuild", "api.dockerfile")
        assert names(client) == ["VERSION", "build", "rebuild"]
        assert names(client, "nothing") == []


def test_what_no_check_looks_at_is_not_searched(tmp_path: Path):
    for name in ("mine", "ignored", "vendor", "node_modules"):
        write(tmp_path / name / "Dockerfile", f"FROM scratch AS {name}\n")
    write(tmp_path / ".gitignore", "ignored/\n")
    write(tmp_path / "dockwright.toml", 'exclude = ["vendor/"]\n')
    (tmp_path / ".git").mkdir()
    assert names(Session(**on(tmp_path))) == ["mine"]


def test_what_is_open_counts_as_it_is_in_the_editor(tmp_path: Path):
    uri = write(tmp_path / "Dockerfile", "FROM scratch AS saved\n")
    write(tmp_path / "b" / "Dockerfile", "FROM scratch AS other\n")
    client = Session(**on(tmp_path))
    client.open("FROM scratch AS typed\n", uri)
    assert names(client) == ["typed", "other"]
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert sorted(names(client)) == ["other", "saved"]


@pytest.mark.parametrize("watches", [True, False])
def test_a_search_follows_the_disk(tmp_path: Path, watches: bool, monkeypatch: pytest.MonkeyPatch):
    # Of a client that watches no files nothing is known for longer than a moment; here that is over at once.
    monkeypatch.setattr(closed_files, "_WALK_HOLDS_SECONDS", {True: 60.0, False: 0.0})
    place = tmp_path / "Dockerfile"
    uri = write(place, "FROM scratch AS before\n")
    watching = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": watches}}}
    client = Session(watching, **on(tmp_path))
    assert names(client) == ["before"]
    write(place, "FROM scratch AS after-it\n")
    assert names(client) == ["after-it"]
    added = write(tmp_path / "new" / "Dockerfile", "FROM scratch AS new\n")
    os.unlink(place)
    if watches:
        changes = [{"uri": added, "type": 1}, {"uri": uri, "type": 3}]
        client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert names(client) == ["new"]


def test_folders_come_and_go(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "two"
    write(one / "Dockerfile", "FROM scratch AS first\n")
    write(two / "Dockerfile", "FROM scratch AS second\n")
    client = Session(**on(one))
    assert names(client) == ["first"]
    event = {"added": [{"uri": two.as_uri(), "name": "two"}], "removed": [{"uri": one.as_uri(), "name": "one"}]}
    client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
    assert names(client) == ["second"]


def test_a_file_in_a_folder_within_a_folder_is_found_once(tmp_path: Path):
    write(tmp_path / "inner" / "Dockerfile", "FROM scratch AS once\n")
    assert names(Session(**on(tmp_path, tmp_path / "inner"))) == ["once"]


def test_odd_files_cost_nothing_but_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / "a" / "Dockerfile", "FROM scratch AS whole\n")
    write(tmp_path / "b" / "Dockerfile", "FROM scratch AS failing\n")
    write(tmp_path / "c" / "Dockerfile", f"FROM scratch AS long\n{'#' * 200}\n")
    (tmp_path / "d.dockerfile").write_bytes(b"\xff\0")
    monkeypatch.setattr(workspace_symbols, "LONGEST_FILE", 200)
    searched = workspace_symbols.analysis.workspace_symbols

    def failing(document: Any) -> Any:
        if "failing" in document.text:
            raise ZeroDivisionError("on purpose")
        return searched(document)

    monkeypatch.setattr(workspace_symbols.analysis, "workspace_symbols", failing)
    client = Session(**on(tmp_path))
    assert names(client) == ["whole"]
    assert [it["message"] for it in client.heard("window/logMessage")] == [
        "workspace/symbol failed: ZeroDivisionError: on purpose"
    ]


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in "abc":
        write(tmp_path / name / "Dockerfile", f"FROM scratch AS {name}\n")
    monkeypatch.setattr(workspace_symbols, "MOST_NAMES", 2)
    client = Session(**on(tmp_path))
    assert names(client) == ["a", "b"]
    # What lies too far for the list is near enough for a longer query.
    assert names(client, "c") == ["c"]
    monkeypatch.setattr(closed_files, "MOST_FILES", 1)
    assert names(Session(**on(tmp_path))) == ["a"]
    monkeypatch.setattr(workspace_symbols, "_MOST_SECONDS", 0.0)
    assert names(Session(**on(tmp_path))) == []


def test_a_search_can_be_cancelled_and_shows_how_it_goes(tmp_path: Path):
    for number in range(400):
        write(tmp_path / str(number) / "Dockerfile", "FROM scratch AS stage\n" + "RUN true\n" * 200)
    with Client() as client:
        client.initialize({}, **on(tmp_path))
        asked = client.begin("workspace/symbol", {"query": "", "workDoneToken": "w"})
        assert client.next("$/progress")["params"]["value"]["kind"] == "begin"
        client.notify("$/cancelRequest", {"id": asked})
        assert client.answer(asked)["error"]["code"] == -32800
        # The next search is none the worse for it.
        assert len(names(client, "stage")) == 400


def test_a_search_that_is_cancelled_finds_the_files_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / "Dockerfile", "FROM scratch AS there\n")
    walks: list[bool] = []
    walk, go_on = closed.find, Work.go_on

    def counted(*arguments: Any) -> Any:
        walks.append(True)
        return walk(*arguments)

    def cancelled(work: Work) -> None:
        if walks:
            raise Cancelled
        go_on(work)

    monkeypatch.setattr(closed, "find", counted)
    client = Session(**on(tmp_path))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Work, "go_on", cancelled)
        client.server.feed({"jsonrpc": "2.0", "id": "first", "method": "workspace/symbol", "params": {"query": ""}})
    assert names(client) == ["there"]
    assert len(walks) == 1
