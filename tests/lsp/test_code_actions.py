"""Code actions over the protocol: of the kinds that are asked for, their edits when they are chosen."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from dockwright.ide import analysis
from dockwright.text.edits import Edit, apply
from dockwright.text.lines import LineIndex, Position, Unit
from tests.support.client import Session

URI = "file:///project/Dockerfile"
TEXT = "FROM alpine:3.20\nMAINTAINER Jané 😀\nADD app.py /srv/\nUSER 1000\n"

LITERALS: dict[str, Any] = {
    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
    "isPreferredSupport": True,
}
EAGER: dict[str, Any] = {"textDocument": {"codeAction": LITERALS}}
LAZY: dict[str, Any] = {
    "textDocument": {"codeAction": {**LITERALS, "dataSupport": True, "resolveSupport": {"properties": ["edit"]}}},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}


def place(line: int, start: int, end: int) -> dict[str, Any]:
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}


def actions(client: Session, range: Any = WHOLE, **context: Any) -> list[dict[str, Any]]:
    params = {"textDocument": {"uri": URI}, "range": range, "context": {"diagnostics": [], **context}}
    found: list[dict[str, Any]] = client.ask("textDocument/codeAction", params)["result"]
    return found


def titled(found: list[dict[str, Any]], title: str) -> dict[str, Any]:
    (one,) = [it for it in found if it["title"] == title]
    return one


def applied(changes: list[dict[str, Any]], text: str = TEXT) -> str:
    lines = LineIndex(text)

    def at(position: dict[str, int]) -> Position:
        return Position(position["line"], position["character"])

    return apply(
        text,
        [
            Edit(lines.range(at(it["range"]["start"]), at(it["range"]["end"]), Unit.UTF16), it["newText"])
            for it in changes
        ],
    )


def test_a_fix_carries_its_edits_and_its_diagnostic():
    client = Session(EAGER)
    client.open(TEXT)
    (params,) = client.heard("textDocument/publishDiagnostics")
    fix = titled(actions(client, place(1, 3, 3)), "Use the label org.opencontainers.image.authors")
    assert fix["kind"] == "quickfix"
    assert fix["isPreferred"] is True
    # The client finds the squiggle by equality with what was published.
    assert fix["diagnostics"] == [it for it in params["diagnostics"] if it["code"] == "maintainer-deprecated"]
    after = applied(fix["edit"]["changes"][URI])
    assert after == TEXT.replace("MAINTAINER Jané 😀", 'LABEL org.opencontainers.image.authors="Jané 😀"')


def test_what_stands_left_of_an_edit_counts_in_utf_16():
    text = 'FROM debian:12\nRUN echo "é😀" && apt-get install curl && echo 😀\n'
    client = Session(EAGER)
    client.open(text)
    fix = titled(actions(client, only=["quickfix"]), "Add -y")
    (edit,) = fix["edit"]["changes"][URI]
    assert edit["range"]["start"]["character"] == len(text.splitlines()[1].partition(" curl")[0]) + 1
    assert applied([edit], text) == text.replace("install", "install -y")


def test_only_what_touches_the_range_is_offered():
    client = Session(EAGER)
    client.open(TEXT)
    on_add = {it["title"] for it in actions(client, place(2, 0, 0), only=["quickfix"])}
    assert "Ignore add-instead-of-copy on this line" in on_add
    assert not [it for it in on_add if "maintainer" in it]
    assert actions(client, place(3, 9, 9), only=["quickfix"]) == []


def test_kinds_are_filtered_as_paths():
    client = Session(EAGER)
    client.open(TEXT)
    kinds = {"quickfix", "source.fixAll.dockwright"}
    for only in ("source", "source.fixAll", "source.fixAll.dockwright"):
        assert [it["kind"] for it in actions(client, only=[only])] == ["source.fixAll.dockwright"]
    for only in ("source.fix", "refactor", "source.fixAll.eslint", "quick"):
        assert actions(client, only=[only]) == []
    assert {it["kind"] for it in actions(client, only=[""])} == kinds
    assert {it["kind"] for it in actions(client, only=["quickfix", "source"])} == kinds


def test_to_fix_all_is_worked_out_unasked_only_for_a_client_that_asks_for_edits_later():
    for capabilities, kinds in ((EAGER, {"quickfix"}), (LAZY, {"quickfix", "source.fixAll.dockwright"})):
        client = Session(capabilities)
        client.open(TEXT)
        assert {it["kind"] for it in actions(client)} == kinds


def test_fix_all_settles_the_file():
    client = Session(EAGER)
    client.open(TEXT)
    (fix_all,) = actions(client, only=["source.fixAll"])
    after = applied(fix_all["edit"]["changes"][URI])
    assert "MAINTAINER" not in after
    assert "COPY app.py /srv/" in after
    client.change(URI, 2, {"text": after})
    assert actions(client, only=["source.fixAll"]) == []


@pytest.mark.parametrize("capabilities", [EAGER, LAZY], ids=["eager", "lazy"])
def test_all_problems_of_a_rule_are_fixed_by_one_action(capabilities):
    text = TEXT.replace("USER 1000\n", "ADD b.py /srv/\n")
    client = Session(capabilities)
    client.open(text)
    action = titled(actions(client, place(2, 1, 1)), "Fix all add-instead-of-copy problems in this file")
    assert action["kind"] == "quickfix"
    assert "isPreferred" not in action
    if capabilities is LAZY:
        assert "edit" not in action
        (change,) = client.ask("codeAction/resolve", action)["result"]["edit"]["documentChanges"]
        edits = change["edits"]
    else:
        edits = action["edit"]["changes"][URI]
    assert applied(edits, text) == text.replace("ADD", "COPY")


@pytest.mark.parametrize("where", ["on this line", "in this file"])
def test_ignoring_silences(where):
    client = Session(EAGER)
    client.open(TEXT)
    client.heard("textDocument/publishDiagnostics")
    action = titled(actions(client, place(2, 1, 1)), f"Ignore add-instead-of-copy {where}")
    assert "isPreferred" not in action
    client.change(URI, 2, {"text": applied(action["edit"]["changes"][URI])})
    (params,) = client.heard("textDocument/publishDiagnostics")
    codes = {it["code"] for it in params["diagnostics"]}
    assert "add-instead-of-copy" not in codes
    assert "maintainer-deprecated" in codes


def test_edits_come_when_the_action_is_chosen_and_name_their_version():
    client = Session(LAZY)
    assert client.said[0]["result"]["capabilities"]["codeActionProvider"]["resolveProvider"] is True
    client.open(TEXT)
    (fix_all,) = actions(client, only=["source.fixAll"])
    assert "edit" not in fix_all
    resolved = client.ask("codeAction/resolve", fix_all)["result"]
    assert resolved["title"] == fix_all["title"]
    (change,) = resolved["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": URI, "version": 1}
    assert "MAINTAINER" not in applied(change["edits"])


def test_each_action_resolves_to_its_own_edits():
    lazy, eager = Session(LAZY), Session(EAGER)
    lazy.open(TEXT)
    eager.open(TEXT)
    for chosen, given in zip(actions(lazy), actions(eager, only=[""]), strict=True):
        assert chosen["title"] == given["title"]
        (change,) = lazy.ask("codeAction/resolve", chosen)["result"]["edit"]["documentChanges"]
        assert change["edits"] == given["edit"]["changes"][URI]


def test_an_action_is_found_again_among_others_and_none_takes_its_place():
    client = Session(LAZY)
    client.open(TEXT)
    found = actions(client)
    # Fewer are offered from now on, as more may be once ShellCheck has answered.
    client.notify("workspace/didChangeConfiguration", {"settings": {"ignore": ["maintainer-deprecated"]}})
    (change,) = client.ask("codeAction/resolve", titled(found, "Use COPY"))["result"]["edit"]["documentChanges"]
    assert applied(change["edits"]) == TEXT.replace("ADD", "COPY")
    gone = titled(found, "Use the label org.opencontainers.image.authors")
    assert client.ask("codeAction/resolve", gone)["error"]["code"] == -32801


def test_an_action_of_an_older_text_is_refused():
    client = Session(LAZY)
    client.open(TEXT)
    (fix_all,) = actions(client, only=["source.fixAll"])
    client.change(URI, 2, {"text": "# new\n" + TEXT})
    assert client.ask("codeAction/resolve", fix_all)["error"] == {
        "code": -32801,
        "message": "the text has changed since; ask again",
    }
    client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
    assert client.ask("codeAction/resolve", fix_all)["error"]["code"] == -32801


@pytest.mark.parametrize("data", [None, {}, {"uri": URI, "version": 1}, {"uri": URI, "version": 1, "start": -1}])
def test_an_action_that_we_never_gave_is_refused(data):
    client = Session(LAZY)
    client.open(TEXT)
    assert client.ask("codeAction/resolve", {"title": "x", "data": data})["error"]["code"] == -32602
    data = {"uri": URI, "version": 1, "start": 0, "end": 9, "number": 99}
    assert client.ask("codeAction/resolve", {"title": "x", "data": data})["error"]["code"] == -32801


def test_a_client_that_knows_only_commands_gets_none():
    client = Session({"textDocument": {"codeAction": {}}})
    client.open(TEXT)
    assert "codeActionProvider" not in client.said[0]["result"]["capabilities"]
    assert actions(client) == []


def test_a_text_that_is_not_open_has_no_actions():
    assert actions(Session(EAGER)) == []


@pytest.mark.parametrize("range", [None, {}, {"start": {"line": 0, "character": 0}}, "x", place(0, -1, 0)])
def test_a_malformed_range_is_refused(range):
    client = Session(EAGER)
    client.open(TEXT)
    params = {"textDocument": {"uri": URI}, "range": range, "context": {"diagnostics": []}}
    assert client.ask("textDocument/codeAction", params)["error"]["code"] == -32602


def test_odd_diagnostics_in_the_context_do_no_harm():
    client = Session(EAGER)
    client.open(TEXT)
    odd = [{"range": 3, "severity": 99, "code": [], "message": None}, None]
    assert actions(client, diagnostics=odd, triggerKind=77, only=["source.fixAll", 3])


def test_a_failing_feature_answers_null_and_the_others_go_on(monkeypatch, caplog):
    client = Session(EAGER)
    client.open(TEXT)

    def fail(*arguments: Any) -> Any:
        raise RuntimeError("the cause")

    with caplog.at_level(logging.CRITICAL), monkeypatch.context() as broken:
        broken.setattr(analysis, "code_actions", fail)
        assert actions(client) is None
    assert client.heard("window/logMessage") == [
        {"type": 1, "message": "textDocument/codeAction failed: RuntimeError: the cause"}
    ]
    assert client.heard("window/showMessage") == []
    assert actions(client)
