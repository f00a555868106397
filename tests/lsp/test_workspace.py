"""A whole workspace: what is closed, what is open, the folders and their settings, and what changes on the disk."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from dockwright.lsp import closed_files, unwatched, workspace_diagnostics
from dockwright.lsp.background import Background, Work
from tests.support.client import Client, Session

BAD = "FROM alpine:3.20\nMAINTAINER Jane\nUSER 1000\n"
GOOD = "FROM alpine:3.20\nUSER 1000\n"

PULLING: dict[str, Any] = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}
CONFIGURABLE: dict[str, Any] = {"workspace": {"configuration": True, "workspaceFolders": True}}


def on(*folders: Path, **settings: Any) -> dict[str, Any]:
    """The part of `initialize` that opens some folders with closed files looked at."""
    return {
        "workspaceFolders": [{"uri": it.as_uri(), "name": it.name} for it in folders],
        "initializationOptions": {"workspaceDiagnostics": True, "select": ["maintainer-deprecated"], **settings},
    }


def write(path: Path, text: str = BAD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def pull(client: Client | Session, previous: dict[str, str] | None = None, **more: Any) -> dict[str, dict[str, Any]]:
    """The reports by URI."""
    known = [{"uri": uri, "value": value} for uri, value in (previous or {}).items()]
    answer = client.ask("workspace/diagnostic", {"identifier": "dockwright", "previousResultIds": known, **more})
    return {it["uri"]: it for it in answer["result"]["items"]}


def codes(report: dict[str, Any]) -> list[str]:
    return [it["code"] for it in report["items"]]


def results(reports: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {uri: it["resultId"] for uri, it in reports.items()}


def test_closed_files_are_found_as_the_command_line_finds_them(tmp_path: Path):
    write(tmp_path / "Dockerfile")
    write(tmp_path / "a b" / "api.dockerfile", GOOD)
    write(tmp_path / "ignored" / "Dockerfile")
    write(tmp_path / "node_modules" / "x" / "Dockerfile")
    write(tmp_path / "vendor" / "Dockerfile")
    write(tmp_path / ".gitignore", "ignored/\n")
    write(tmp_path / "dockwright.toml", 'exclude = ["vendor/"]\n')
    (tmp_path / ".git").mkdir()
    with Client() as client:
        offered = client.initialize(PULLING, **on(tmp_path))
        assert offered["diagnosticProvider"]["workspaceDiagnostics"] is True
        found = pull(client)
    assert set(found) == {f"{tmp_path.as_uri()}/Dockerfile", f"{tmp_path.as_uri()}/a%20b/api.dockerfile"}
    assert [(codes(it), it["version"]) for it in found.values()] == [(["maintainer-deprecated"], None), ([], None)]


def test_nobody_looks_at_closed_files_unasked(tmp_path: Path):
    write(tmp_path / "Dockerfile")
    client = Session(PULLING, **on(tmp_path, workspaceDiagnostics=False))
    assert client.said[0]["result"]["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"] is False
    assert pull(client) == {}


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path):
    changing, gone = write(tmp_path / "Dockerfile"), write(tmp_path / "old" / "Dockerfile")
    write(tmp_path / "b" / "Dockerfile")
    client = Session(PULLING, **on(tmp_path))
    first = pull(client)
    assert {it["kind"] for it in pull(client, results(first)).values()} == {"unchanged"}
    changing.write_text(GOOD)
    gone.unlink()
    client.server.session.workspace_diagnostics.changed()
    client.server.session.closed_files.changed()
    second = pull(client, results(first))
    assert second[changing.as_uri()]["items"] == []
    assert second[gone.as_uri()] == {"kind": "full", "items": [], "uri": gone.as_uri(), "version": None}
    assert second[(tmp_path / "b" / "Dockerfile").as_uri()]["kind"] == "unchanged"


def test_what_is_open_counts_as_it_is_in_the_editor(tmp_path: Path):
    uri = write(tmp_path / "Dockerfile").as_uri()
    client = Session(PULLING, **on(tmp_path))
    closed = pull(client)
    assert codes(closed[uri]) == ["maintainer-deprecated"]
    client.open(GOOD, uri)
    elsewhere = client.open(BAD, "file:///elsewhere/Dockerfile")
    shown = client.ask("textDocument/diagnostic", {"textDocument": {"uri": elsewhere}})["result"]
    opened = pull(client, {**results(closed), elsewhere: shown["resultId"]})
    # A text in none of the folders is not the workspace's, and not taken back either.
    assert opened.keys() == {uri}
    assert (opened[uri]["items"], opened[uri]["version"]) == ([], 1)
    assert client.ask(
        "textDocument/diagnostic", {"textDocument": {"uri": uri}, "previousResultId": opened[uri]["resultId"]}
    )["result"] == {"kind": "unchanged", "resultId": opened[uri]["resultId"]}
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert codes(pull(client, results(opened))[uri]) == ["maintainer-deprecated"]


def test_partial_results_come_before_an_empty_answer(tmp_path: Path):
    for number in range(60):
        write(tmp_path / str(number) / "Dockerfile")
    with Client() as client:
        client.initialize(PULLING, **on(tmp_path))
        asked = client.begin(
            "workspace/diagnostic",
            {"previousResultIds": [], "partialResultToken": "part", "workDoneToken": 7},
        )
        assert client.answer(asked)["result"] == {"items": []}
        said = [it["params"] for it in client.silence() if it["method"] == "$/progress"]
    parts = [it["value"]["items"] for it in said if it["token"] == "part"]
    assert (len(parts), sum(map(len, parts))) == (3, 60)
    shown = [it["value"] for it in said if it["token"] == 7]
    assert shown[0] == {"kind": "begin", "title": "Looking at Dockerfiles", "cancellable": True, "percentage": 0}
    assert shown[-1] == {"kind": "end"}
    assert shown[-2] == {"kind": "report", "message": "60 of 60", "percentage": 100}
    assert [it["kind"] for it in shown].count("report") <= 60


@pytest.mark.parametrize("method", ["$/cancelRequest", "window/workDoneProgress/cancel"])
def test_it_can_be_cancelled(tmp_path: Path, method: str):
    # Too much for the moment until the cancellation is here, as who has just opened a text is waited for.
    for number in range(400):
        write(tmp_path / str(number) / "Dockerfile", BAD * 20)
    with Client() as client:
        client.initialize(PULLING, **on(tmp_path))
        client.open(BAD)
        asked = client.begin("workspace/diagnostic", {"previousResultIds": [], "workDoneToken": "w"})
        assert client.next("$/progress")["params"]["value"]["kind"] == "begin"
        client.notify(method, {"id": asked} if method.startswith("$") else {"token": "w"})
        answer = client.answer(asked)
        assert answer["error"]["code"] == -32800
        kinds = [it["params"]["value"]["kind"] for it in client.silence() if it["method"] == "$/progress"]
        assert kinds[-1] == "end"
        # What was found by then is not lost, and the next pull is not disturbed.
        assert len(pull(client)) == 400


def test_keystrokes_do_not_wait_for_it(tmp_path: Path):
    for number in range(150):
        write(tmp_path / str(number) / "Dockerfile", BAD * 50)
    with Client() as client:
        client.initialize(PULLING, **on(tmp_path))
        uri = client.open(BAD)
        asked = client.begin("workspace/diagnostic", {"previousResultIds": []})
        for version in range(2, 12):
            client.change(uri, version, {"text": BAD + "#" * version})
            client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        # It is still at work: all of these were answered first.
        assert not [it for it in client.silence() if it.get("id") == asked and "method" not in it]
        client.notify("$/cancelRequest", {"id": asked})


def test_who_types_is_waited_for_and_a_shutdown_ends_it(tmp_path: Path):
    write(tmp_path / "Dockerfile")
    with Client() as client:
        client.initialize(PULLING, **on(tmp_path))
        uri = client.open(BAD)
        began = time.monotonic()
        asked = client.begin("workspace/diagnostic", {"previousResultIds": []})
        client.answer(asked)
        assert time.monotonic() - began > 0.1
        client.change(uri, 2, {"text": GOOD})
        left = client.begin("workspace/diagnostic", {"previousResultIds": []})
        client.ask("shutdown")
        assert client.answer(left)["error"]["code"] == -32800
        client.notify("exit")
        assert client.ended() == 0


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in "abc":
        write(tmp_path / name / "Dockerfile")
    write(tmp_path / "a" / "Dockerfile", BAD + "#" * 100)
    monkeypatch.setattr(closed_files, "MOST_FILES", 2)
    monkeypatch.setattr(workspace_diagnostics, "LONGEST_FILE", 100)
    client = Session(PULLING, **on(tmp_path))
    known = {(tmp_path / "c" / "Dockerfile").as_uri(): "shown before"}
    found = pull(client, known)
    # What is not looked at for lack of time is not said to be well.
    assert [codes(it) for it in found.values()] == [[], ["maintainer-deprecated"]]
    (said,) = client.heard("window/logMessage")
    assert "the first 2 Dockerfiles count" in said["message"]
    monkeypatch.setattr(workspace_diagnostics, "_MOST_SECONDS", 0.0)
    client.server.session.closed_files.changed()
    assert pull(client, known) == {}


def test_one_file_that_we_fail_on_does_not_cost_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / "a" / "Dockerfile")
    write(tmp_path / "b" / "Dockerfile")
    (tmp_path / "c.dockerfile").write_bytes(b"\xff\0")
    whole = workspace_diagnostics.read

    def failing(path: str) -> Any:
        if os.sep + "a" + os.sep in path:
            raise ZeroDivisionError("on purpose")
        return whole(path)

    monkeypatch.setattr(workspace_diagnostics, "read", failing)
    client = Session(PULLING, **on(tmp_path))
    found = pull(client)
    assert {uri.rpartition("/")[0][-1]: codes(it) for uri, it in found.items() if "/b/" in uri} == {
        "b": ["maintainer-deprecated"]
    }
    assert (len(found), [it["message"] for it in client.heard("window/logMessage")]) == (
        2,
        ["workspace/diagnostic failed: ZeroDivisionError: on purpose"],
    )


@pytest.mark.parametrize("params", [None, {}, {"previousResultIds": 3}, {"previousResultIds": [3, {"uri": 1}]}])
def test_odd_params_are_answered(params: Any, tmp_path: Path):
    write(tmp_path / "Dockerfile")
    client = Session(PULLING, **on(tmp_path))
    answer = client.ask("workspace/diagnostic", params)
    assert "result" in answer or answer["error"]["code"] == -32602


# --- folders and settings ---


def answer(client: Session, method: str, results_for: Any) -> list[Any]:
    """Answer all requests `method` of the server; what they asked."""
    asked = [it for it in client.said if it.get("method") == method]
    client.said = [it for it in client.said if it not in asked]
    for it in asked:
        client.server.feed({"jsonrpc": "2.0", "id": it["id"], "result": results_for(it["params"])})
    return [it["params"] for it in asked]


def shown(client: Session, uri: str) -> set[str]:
    """The codes that were last published for a text."""
    found = [it for it in client.heard("textDocument/publishDiagnostics") if it["uri"] == uri]
    return {it["code"] for it in found[-1]["diagnostics"]} if found else set()


def test_each_folder_has_its_settings_and_they_change_live(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "one" / "two"
    client = Session(CONFIGURABLE, workspaceFolders=[{"uri": one.as_uri(), "name": "one"}])
    settings: dict[str | None, Any] = {one.as_uri(): {"select": ["maintainer-deprecated"]}}

    def given(params: Any) -> Any:
        return [settings.get(it.get("scopeUri")) for it in params["items"]]

    (asked,) = answer(client, "workspace/configuration", given)
    assert asked == {"items": [{"section": "dockwright"}, {"scopeUri": one.as_uri(), "section": "dockwright"}]}
    outer, inner = (client.open(BAD, (it / "Dockerfile").as_uri()) for it in (one, two))
    outside = client.open(BAD, "untitled:Untitled-1")
    published = client.heard("textDocument/publishDiagnostics")
    numbers = {it["uri"]: {one["code"] for one in it["diagnostics"]} for it in published}
    assert numbers[outer] == numbers[inner] == {"maintainer-deprecated"} != numbers[outside]

    # A folder that is opened inside of it takes over.
    settings[two.as_uri()] = {"ignore": ["ALL"]}
    added = {"event": {"added": [{"uri": two.as_uri(), "name": "two"}], "removed": []}}
    client.notify("workspace/didChangeWorkspaceFolders", added)
    answer(client, "workspace/configuration", given)
    assert shown(client, inner) == set()
    settings[one.as_uri()] = {"ignore": ["maintainer-deprecated"]}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    answer(client, "workspace/configuration", given)
    assert "maintainer-deprecated" not in shown(client, outer)

    removed = {"event": {"added": [], "removed": [{"uri": two.as_uri(), "name": "two"}]}}
    client.notify("workspace/didChangeWorkspaceFolders", removed)
    client.notify("textDocument/didChange", {"textDocument": {"uri": inner, "version": 2}, "contentChanges": []})
    (asked,) = answer(client, "workspace/configuration", given)
    assert [it.get("scopeUri") for it in asked["items"]] == [None, one.as_uri()]


@pytest.mark.parametrize("wrap", [lambda it: it, lambda it: {"settings": it}, lambda it: {"dockwright": it}])
def test_initialization_options_are_the_first_settings(wrap: Any):
    client = Session(CONFIGURABLE, initializationOptions=wrap({"select": ["maintainer-deprecated"]}))
    uri = client.open(BAD)
    assert shown(client, uri) == {"maintainer-deprecated"}
    # Asked for what it has set, this editor has set nothing: what it began with holds.
    answer(client, "workspace/configuration", lambda _: [None])
    client.change(uri, 2, {"text": BAD + "\n"})
    assert shown(client, uri) == {"maintainer-deprecated"}
    client.notify("workspace/didChangeConfiguration", {})
    answer(client, "workspace/configuration", lambda _: [{"ignore": ["ALL"]}])
    assert shown(client, uri) == set()


def test_a_folder_has_its_own_settings_from_the_beginning(tmp_path: Path):
    one, two = write(tmp_path / "one" / "Dockerfile"), write(tmp_path / "two" / "Dockerfile")
    select = {"select": ["maintainer-deprecated"]}
    own = {one.parent.as_uri(): {**select, "ignore": ["MAINTAINER-deprecated"]}, two.parent.as_uri(): "not a table"}
    given = {"settings": select, "folderSettings": own}
    client = Session(CONFIGURABLE, **{**on(one.parent, two.parent), "initializationOptions": given})
    assert shown(client, client.open(BAD, one.as_uri())) == set()
    assert shown(client, client.open(BAD, two.as_uri())) == {"maintainer-deprecated"}


def test_closed_files_can_be_switched_on_and_off_for_a_folder(tmp_path: Path):
    one, two = write(tmp_path / "one" / "Dockerfile"), write(tmp_path / "two" / "Dockerfile")
    dynamic = {
        "textDocument": {"diagnostic": {"dynamicRegistration": True}},
        "workspace": {**PULLING["workspace"], **CONFIGURABLE["workspace"]},
    }
    client = Session(dynamic, **{**on(one.parent, two.parent), "initializationOptions": {}})
    wanted = False

    def given(params: Any) -> Any:
        return [
            {"workspaceDiagnostics": wanted and it.get("scopeUri") == one.parent.as_uri()} for it in params["items"]
        ]

    answer(client, "workspace/configuration", given)
    assert client.heard("client/registerCapability") == []
    for wanted, uris in ((True, {one.as_uri()}), (False, set())):
        client.notify("workspace/didChangeConfiguration", {})
        answer(client, "workspace/configuration", given)
        (off,) = client.heard("client/unregisterCapability")
        (again,) = client.heard("client/registerCapability")
        assert off["unregisterations"] == [{"id": "dockwright-diagnostics", "method": "textDocument/diagnostic"}]
        assert again["registrations"][0]["registerOptions"]["workspaceDiagnostics"] is wanted
        assert pull(client).keys() == uris


def test_a_setting_of_the_wrong_type_is_said(tmp_path: Path):
    client = Session(PULLING, **on(tmp_path, workspaceDiagnostics="yes"))
    client.open(BAD)
    (said,) = client.heard("window/logMessage")
    assert said["message"] == "settings of the editor: workspace-diagnostics must be true or false"


# --- what changes on the disk ---


def watched(client: Session, *paths: Path) -> None:
    changes = [{"uri": it.as_uri(), "type": 2} for it in paths]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})


COPYING = 'FROM scratch\nCOPY app /srv/\nCMD ["/srv/app"]\n'


def test_only_what_a_change_on_the_disk_matters_to_is_said_anew(tmp_path: Path):
    client = Session()
    one, two = (client.open(COPYING, (write(tmp_path / it / "Dockerfile", COPYING)).as_uri()) for it in "ab")
    assert "copy-ignored-file" not in shown(client, one)
    ignoring = write(tmp_path / "a" / ".dockerignore", "app\n")
    watched(client, ignoring)
    (said,) = client.heard("textDocument/publishDiagnostics")
    assert said["uri"] == one
    assert "copy-ignored-file" in {it["code"] for it in said["diagnostics"]}
    # What is read by nobody, or says what it said before, is no news.
    watched(client, tmp_path / "a" / "Dockerfile", ignoring, tmp_path / "b" / "yarn.lock", tmp_path / "elsewhere")
    assert client.heard("textDocument/publishDiagnostics") == []
    ignoring.unlink()
    watched(client, ignoring)
    assert [it["uri"] for it in client.heard("textDocument/publishDiagnostics")] == [one]
    assert two != one


def test_a_client_that_pulls_is_told_only_where_it_matters(tmp_path: Path):
    client = Session(PULLING, **on(tmp_path, workspaceDiagnostics=False))
    uri = client.open(COPYING, write(tmp_path / "a" / "Dockerfile", COPYING).as_uri())
    client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    watched(client, write(tmp_path / "b" / "Dockerfile"), tmp_path / "a" / "Dockerfile")
    assert client.heard("workspace/diagnostic/refresh") == []
    watched(client, write(tmp_path / "dockwright.toml", "ignore = []\n"))
    assert client.heard("workspace/diagnostic/refresh") == [None]


def test_a_closed_file_that_changes_is_looked_at_again(tmp_path: Path):
    capabilities = {
        **PULLING,
        "workspace": {**PULLING["workspace"], "didChangeWatchedFiles": {"dynamicRegistration": True}},
    }
    client = Session(capabilities, **on(tmp_path, select=["copy-ignored-file", "maintainer-deprecated"]))
    path = write(tmp_path / "Dockerfile", COPYING)
    first = pull(client)
    assert codes(first[path.as_uri()]) == []
    # What it is read beside counts as well.
    watched(client, write(tmp_path / ".dockerignore", "app\n"))
    assert client.heard("workspace/diagnostic/refresh") == [None]
    assert codes(pull(client, results(first))[path.as_uri()]) == ["copy-ignored-file"]
    added = write(tmp_path / "new" / "Dockerfile")
    watched(client, added)
    assert codes(pull(client)[added.as_uri()]) == ["maintainer-deprecated"]


def test_the_editor_is_asked_to_watch_what_is_read(tmp_path: Path):
    watching = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    (asked,) = Session(watching).heard("client/registerCapability")
    globs = {it["globPattern"] for it in asked["registrations"][0]["registerOptions"]["watchers"]}
    assert {"**/dockwright.toml", "**/.dockerignore", "**/.gitignore", "**/{requirements,constraints}*.txt"} <= globs
    assert "**/{Dockerfile,Containerfile}{.,-,_}*" in globs


@pytest.mark.parametrize("capabilities", [{}, PULLING], ids=["pushes", "pulls"])
def test_a_client_that_watches_nothing(capabilities: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unwatched, "_SECONDS", 0.0)
    client = Session(capabilities, **on(tmp_path, select=["copy-ignored-file", "maintainer-deprecated"]))
    text = f"{COPYING}MAINTAINER Jane\n"
    uri = client.open(text, write(tmp_path / "a" / "Dockerfile", text).as_uri())
    other = client.open(BAD, write(tmp_path / "b" / "Dockerfile").as_uri())

    def found(uri: str) -> list[str]:
        if not capabilities:
            return next(codes({"items": it["diagnostics"]}) for it in reversed(said) if it["uri"] == uri)
        return codes(client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"])

    said = client.heard("textDocument/publishDiagnostics")
    assert found(uri) == found(other) == ["maintainer-deprecated"]
    # What is said anew follows the next sign of life, of whichever text.
    write(tmp_path / "a" / ".dockerignore", "app\n")
    settings = write(tmp_path / "b" / "dockwright.toml", 'ignore = ["maintainer-deprecated"]\n')
    client.notify("textDocument/didSave", {"textDocument": {"uri": other}})
    said += client.heard("textDocument/publishDiagnostics")
    assert (found(uri), found(other)) == (["copy-ignored-file", "maintainer-deprecated"], [])
    settings.unlink()
    client.change(
        uri, 2, {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "\n"}
    )
    said += client.heard("textDocument/publishDiagnostics")
    assert (found(uri), found(other)) == (["copy-ignored-file", "maintainer-deprecated"], ["maintainer-deprecated"])
    assert len(client.heard("workspace/diagnostic/refresh")) == (2 if capabilities else 0)


def test_a_client_that_watches_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unwatched, "_SECONDS", 0.0)
    client = Session({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}, **on(tmp_path))
    uri = client.open(BAD, write(tmp_path / "Dockerfile").as_uri())
    write(tmp_path / "dockwright.toml", 'ignore = ["maintainer-deprecated"]\n')
    client.heard("textDocument/publishDiagnostics")
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert client.heard("textDocument/publishDiagnostics") == []


def test_a_piece_of_work_that_nobody_waits_for_is_not_begun():
    class Protocol:
        def __init__(self) -> None:
            self.later = lambda action: action()

    background = Background(Protocol())  # type: ignore[arg-type]  # all that it needs of a protocol
    going, done = threading.Event(), []

    def hold(work: Work) -> None:
        going.wait(10)

    first = background.begin(hold)
    second = background.begin(lambda work: done.append("second"))
    third = background.begin(lambda work: done.append("third"))
    second.cancel()
    going.set()
    third.result(10)
    assert (first.done(), done) == (True, ["third"])
    background.close()
