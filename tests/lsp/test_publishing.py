"""Diagnostics on their way to the client: pushed or pulled, as rich as it can show, never of an old version."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from dockwright.lint.manual import RULE_PAGES, address
from dockwright.lsp.server import Server
from dockwright.rules.registry import all_rules
from dockwright.workspace.workspace import Snapshot
from tests.support.client import Client, Session

URI = "file:///project/Dockerfile"
TEXT = "FROM alpine:3.20\nMAINTAINER Jane\nUSER 1000\n"
FIXED = "FROM alpine:3.20\nUSER 1000\n"

RICH: dict[str, Any] = {
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "tagSupport": {"valueSet": [1, 2]},
            "versionSupport": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
        }
    }
}
UNREFRESHED: dict[str, Any] = {"textDocument": {**RICH["textDocument"], "diagnostic": {}}}
PULLING: dict[str, Any] = {**UNREFRESHED, "workspace": {"diagnostics": {"refreshSupport": True}}}


def whole(text: str) -> dict[str, Any]:
    return {"text": text}


def published(client: Session) -> list[dict[str, Any]]:
    return client.heard("textDocument/publishDiagnostics")


def maintainer(diagnostics: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = [it for it in diagnostics if it.get("code") == "maintainer-deprecated"]
    return found


def test_what_was_found_where_an_instruction_stands_moves_with_it():
    # A rule that may ask the document is asked about an instruction in its place, and here does not ask.
    client = Session(RICH)
    client.open("# a long comment\n# b\nFROM a\nONBUILD ADD x /y\n")
    end = {"line": 1, "character": 3}
    client.change(URI, 2, {"range": {"start": end, "end": end}, "text": "\n#"})
    lines = [
        it["range"]["start"]["line"]
        for params in published(client)
        for it in params["diagnostics"]
        if it["code"] == "add-instead-of-copy"
    ]
    assert lines == [3, 4]


def test_a_rich_client_gets_everything():
    client = Session(RICH)
    client.open(TEXT)
    (params,) = published(client)
    assert (params["uri"], params["version"]) == (URI, 1)
    found = maintainer(params["diagnostics"])
    assert found.pop("message").startswith("MAINTAINER")
    assert found == {
        "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 10}},
        "severity": 2,
        "source": "dockwright",
        "code": "maintainer-deprecated",
        "codeDescription": {"href": f"{RULE_PAGES}/metadata.md#maintainer-deprecated"},
        "tags": [2],
        "data": {"fixes": [{"title": "Use the label org.opencontainers.image.authors", "safety": "safe"}]},
    }


def test_a_plain_client_gets_what_it_can_show():
    client = Session()
    client.open(TEXT)
    (params,) = published(client)
    assert params.keys() == {"uri", "diagnostics"}
    assert maintainer(params["diagnostics"]).keys() == {"range", "severity", "source", "code", "message"}


def test_related_places_are_told_where_the_client_shows_them(monkeypatch):
    from dockwright.lint.diagnostic import Diagnostic, Related
    from dockwright.text.ranges import TextRange

    found = [Diagnostic(TextRange(0, 4), "an é😀 here", related=(Related(TextRange(5, 6), "there"),))]
    for capabilities, expected in ((RICH, True), ({}, False)):
        client = Session(capabilities)
        monkeypatch.setattr(client.server.session, "diagnostics", lambda snapshot: found)
        client.open("FROM 😀 x\n")
        ((diagnostic,),) = [it["diagnostics"] for it in published(client)]
        assert diagnostic["message"] == "an é😀 here"
        assert ("relatedInformation" in diagnostic) == expected
        if expected:
            place = {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 7}}
            assert diagnostic["relatedInformation"] == [{"location": {"uri": URI, "range": place}, "message": "there"}]


def test_each_rule_has_an_address_on_its_category_s_page():
    for rule in all_rules():
        page, _, anchor = address(rule).removeprefix(f"{RULE_PAGES}/").partition("#")
        assert (page, anchor) == (f"{rule.category}.md", rule.id)


def test_changes_are_published_with_their_version():
    client = Session(RICH)
    uri = client.open(TEXT)
    client.change(uri, 2, whole(FIXED))
    client.change(uri, 7, whole(TEXT))
    assert [it["version"] for it in published(client)] == [1, 2, 7]


def test_what_is_superseded_is_not_worked_out():
    with Client() as client:
        client.initialize(RICH)
        uri = client.open(TEXT)
        assert client.diagnostics()["version"] == 1
        position = {"line": 2, "character": 9}
        change = {"range": {"start": position, "end": position}, "text": "0"}
        burst = b"".join(
            b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
            for version in range(2, 202)
            for body in [
                json.dumps(
                    {
                        "jsonrpc": "2.0",
                        "method": "textDocument/didChange",
                        "params": {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
                    }
                ).encode()
            ]
        )
        client.send_bytes(burst)
        versions = []
        while not versions or versions[-1] != 201:
            versions.append(client.diagnostics()["version"])
        assert versions == sorted(versions)
        assert len(versions) < 50


def test_of_two_documents_each_is_published():
    client = Session(RICH)
    first, second = client.open(TEXT, "file:///a/Dockerfile"), client.open(TEXT, "file:///b/Dockerfile")
    assert [it["uri"] for it in published(client)] == [first, second]
    client.change(first, 2, whole(FIXED))
    assert [it["uri"] for it in published(client)] == [first]


def test_closing_takes_diagnostics_back():
    client = Session(RICH)
    uri = client.open(TEXT)
    published(client)
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert published(client) == [{"uri": uri, "diagnostics": []}]


# Pulled


def pull(client: Session, uri: str = URI, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}, **more})["result"]
    return found


def test_a_client_that_pulls_is_not_pushed_to():
    client = Session(PULLING)
    assert client.said[0]["result"]["capabilities"]["diagnosticProvider"] == {
        "id": "dockwright-diagnostics",
        "identifier": "dockwright",
        "interFileDependencies": False,
        "workspaceDiagnostics": False,
        "workDoneProgress": False,
    }
    client.open(TEXT)
    report = pull(client)
    assert report["kind"] == "full"
    assert maintainer(report["items"])["tags"] == [2]
    client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
    assert published(client) == []


def test_a_client_that_does_not_pull_is_not_invited_to():
    assert "diagnosticProvider" not in Session(RICH).said[0]["result"]["capabilities"]


def test_what_has_not_changed_is_not_sent_again():
    client = Session(PULLING)
    uri = client.open(TEXT)
    first = pull(client)
    assert pull(client, previousResultId=first["resultId"]) == {"kind": "unchanged", "resultId": first["resultId"]}
    # A change that changes no diagnostic.
    client.change(uri, 2, whole(TEXT + "# more\n"))
    assert pull(client, previousResultId=first["resultId"])["kind"] == "unchanged"
    client.change(uri, 3, whole(FIXED))
    second = pull(client, previousResultId=first["resultId"])
    assert second["kind"] == "full"
    assert second["resultId"] != first["resultId"]
    # A name that we never gave, or of another document.
    assert pull(client, previousResultId="x")["kind"] == "full"
    assert pull(client, previousResultId=7)["kind"] == "full"


def test_a_document_that_is_not_open_has_no_diagnostics():
    assert pull(Session(PULLING), "file:///none") == {"kind": "full", "items": []}


# Failing


def test_a_failure_costs_only_its_own_answer(monkeypatch, caplog):
    client = Session(RICH)
    uri = client.open(TEXT)
    published(client)

    def fail(snapshot: Snapshot) -> None:
        raise RuntimeError("the cause")

    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(client.server.session, "diagnostics", fail)
        client.change(uri, 2, whole(FIXED))
        client.change(uri, 2, whole(FIXED))
    # What was published stays; the client's log names the failure in a line, ours tells all of it, and both once.
    assert published(client) == []
    (line,) = client.heard("window/logMessage")
    assert line == {"type": 1, "message": "textDocument/publishDiagnostics failed: RuntimeError: the cause"}
    assert "Traceback" in caplog.text
    assert client.heard("window/showMessage") == []
    client.change(uri, 3, whole(TEXT))
    assert [it["version"] for it in published(client)] == [3]


def test_a_failing_request_whose_answer_may_not_be_null_is_refused(monkeypatch, caplog):
    client = Session(PULLING)
    client.open(TEXT)

    def fail(snapshot: Snapshot) -> None:
        raise RuntimeError("the cause")

    with caplog.at_level(logging.CRITICAL):
        monkeypatch.setattr(client.server.session, "diagnostics", fail)
        answer = client.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}})
    assert answer["error"] == {"code": -32803, "message": "textDocument/diagnostic failed; the server's log says why"}
    assert len(client.heard("window/logMessage")) == 1


def test_a_result_that_is_no_json_is_a_failure_like_any_other(caplog):
    client = Session()
    client.server.feature("test/odd")(lambda params: object())
    client.server.feature("test/fine")(lambda params: "fine")
    with caplog.at_level(logging.CRITICAL):
        assert client.ask("test/odd")["result"] is None
    assert client.ask("test/fine")["result"] == "fine"


def test_a_server_that_cannot_be_furnished_still_answers(monkeypatch, caplog):
    def broken(self: Server) -> None:
        raise ImportError("a module is missing")

    monkeypatch.setattr(Server, "_begin", broken)
    with caplog.at_level(logging.CRITICAL):
        client = Session()
        client.open(TEXT)
        for _ in range(3):
            answer = client.ask("textDocument/hover", {})
            assert answer["error"] == {"code": -32603, "message": "the server failed; its log says why"}
        (line,) = client.heard("window/logMessage")
        assert "a module is missing" in line["message"]
        assert client.ask("shutdown")["result"] is None


# Settings


def codes(client: Session) -> list[set[str]]:
    return [{it["code"] for it in params["diagnostics"]} for params in published(client)]


CONFIGURABLE: dict[str, Any] = {
    **RICH,
    "workspace": {
        "configuration": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}


def answer(client: Session, method: str, result: Any) -> list[dict[str, Any]]:
    """Answer all requests `method` of the server."""
    asked = [it for it in client.said if it.get("method") == method]
    client.said = [it for it in client.said if it not in asked]
    for it in asked:
        client.server.feed({"jsonrpc": "2.0", "id": it["id"], "result": result})
    return asked


def test_settings_are_asked_for_and_obeyed():
    client = Session(CONFIGURABLE)
    client.open(TEXT)
    assert "maintainer-deprecated" in codes(client)[-1]
    (asked,) = answer(client, "workspace/configuration", [{"ignore": ["DL4000"], "trace": {"server": "off"}}])
    assert asked["params"] == {"items": [{"section": "dockwright"}]}
    assert "maintainer-deprecated" not in codes(client)[-1]
    # The client only says that something has changed; the settings are asked for again.
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    answer(client, "workspace/configuration", [{"ignore": [], "severity": {"maintainer-deprecated": "error"}}])
    assert maintainer(published(client)[-1]["diagnostics"])["severity"] == 1
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    answer(client, "workspace/configuration", [None])
    assert maintainer(published(client)[-1]["diagnostics"])["severity"] == 2


@pytest.mark.parametrize("settings", [{"dockwright": {"ignore": ["DL4000"]}}, {"ignore": ["DL4000"]}])
def test_settings_that_are_pushed_are_obeyed(settings):
    client = Session(RICH)
    client.open(TEXT)
    client.notify("workspace/didChangeConfiguration", {"settings": settings})
    assert "maintainer-deprecated" not in codes(client)[-1]


def test_settings_may_come_with_initialize():
    client = Session(RICH, initializationOptions={"settings": {"ignore": ["metadata"]}})
    client.open(TEXT)
    assert "maintainer-deprecated" not in codes(client)[-1]


@pytest.mark.parametrize("settings", [{"ignore": 3}, {"severity": {"x": "fatal"}}, {"rules": []}])
def test_wrong_settings_are_said_and_do_no_harm(settings):
    client = Session(RICH)
    client.open(TEXT)
    client.notify("workspace/didChangeConfiguration", {"settings": settings})
    assert "maintainer-deprecated" in codes(client)[-1]
    assert client.heard("window/logMessage")[-1]["message"].startswith("settings of the editor: ")


def test_a_configuration_that_is_refused_or_odd_does_no_harm():
    client = Session(CONFIGURABLE)
    client.open(TEXT)
    for result in (None, [], {}, 3):
        client.notify("workspace/didChangeConfiguration", {})
        answer(client, "workspace/configuration", result)
    client.notify("workspace/didChangeConfiguration", {})
    (asked,) = [it for it in client.said if it.get("method") == "workspace/configuration"]
    client.server.feed({"jsonrpc": "2.0", "id": asked["id"], "error": {"code": -32601, "message": "no"}})
    client.server.feed({"jsonrpc": "2.0", "id": asked["id"], "result": None})
    assert "maintainer-deprecated" in codes(client)[-1]
    assert not [it for it in client.heard("window/logMessage") if it["type"] == 1]


def test_a_project_s_file_is_read_again_when_it_changes(tmp_path: Path):
    client = Session(CONFIGURABLE)
    answer(client, "workspace/configuration", [{"ignore": ["ALL"]}])
    (asked,) = answer(client, "client/registerCapability", None)
    methods = [it["method"] for it in asked["params"]["registrations"]]
    assert methods == ["workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles"]
    globs = [it["globPattern"] for it in asked["params"]["registrations"][1]["registerOptions"]["watchers"]]
    assert {"**/dockwright.toml", "**/pyproject.toml", "**/.hadolint.yaml", "**/.dockerignore"} <= set(globs)

    client.open(TEXT, (tmp_path / "Dockerfile").as_uri())
    assert codes(client) == [set()]
    settings = tmp_path / "dockwright.toml"
    settings.write_text('select = ["maintainer-deprecated"]\n')
    changed = {"changes": [{"uri": settings.as_uri(), "type": 1}]}
    client.notify("workspace/didChangeWatchedFiles", changed)
    assert codes(client) == [{"maintainer-deprecated"}]
    settings.write_text("select = 3\n")
    client.notify("workspace/didChangeWatchedFiles", changed)
    assert codes(client) == [set()]
    assert "dockwright.toml" in client.heard("window/logMessage")[-1]["message"]


def test_the_editor_s_settings_go_on_top_of_the_project_s(tmp_path: Path):
    settings = "select = ['maintainer-deprecated']\nseverity = { DL4000 = 'hint' }\nignore = ['latest-tga']\n"
    (tmp_path / "dockwright.toml").write_text(settings)
    client = Session(RICH)
    client.open(TEXT, (tmp_path / "Dockerfile").as_uri())
    assert [it["severity"] for it in published(client)[-1]["diagnostics"]] == [4]
    client.open(TEXT, (tmp_path / "Dockerfile.b").as_uri())
    (said,) = client.heard("window/logMessage")
    assert "did you mean 'latest-tag'?" in said["message"]
    client.notify("textDocument/didClose", {"textDocument": {"uri": (tmp_path / "Dockerfile.b").as_uri()}})
    client.notify("workspace/didChangeConfiguration", {"settings": {"severity": {"DL4000": "error"}, "select": []}})
    assert [it["severity"] for it in published(client)[-1]["diagnostics"]] == [1]
    client.notify("workspace/didChangeConfiguration", {"settings": {"ignore": ["metadata", "DL4000"]}})
    assert codes(client)[-1] == set()


def test_whether_comments_count_is_a_setting():
    client = Session(RICH)
    client.open("FROM scratch\n# dockwright: ignore\nMAINTAINER Jane\nUSER 1000\n")
    assert codes(client)[-1] == set()
    client.notify("workspace/didChangeConfiguration", {"settings": {"inlineIgnores": False}})
    assert "maintainer-deprecated" in codes(client)[-1]


def test_a_pulling_client_is_asked_to_pull_again():
    client = Session(PULLING)
    client.open(TEXT)
    client.notify("workspace/didChangeConfiguration", {"settings": {"ignore": ["ALL"]}})
    assert len(client.heard("workspace/diagnostic/refresh")) == 1
    assert published(client) == []
    assert pull(client)["items"] == []


def test_a_client_that_cannot_be_asked_to_pull_again_is_told():
    client = Session(UNREFRESHED)
    client.open(TEXT)
    client.notify("workspace/didChangeConfiguration", {"settings": {"ignore": ["ALL"]}})
    assert client.heard("workspace/diagnostic/refresh") == []
    assert codes(client)[-1] == set()


def test_an_untitled_text_has_the_editor_s_settings():
    client = Session(RICH)
    client.open(TEXT, "untitled:Untitled-1")
    assert "maintainer-deprecated" in codes(client)[-1]
