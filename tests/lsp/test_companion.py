"""ShellCheck beside the server: off the keystroke's path, only where it may run, and never about an old text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.client import Client, Session
from tests.support.shellcheck import pretender

RICH: dict[str, Any] = {
    "textDocument": {
        "publishDiagnostics": {"versionSupport": True, "codeDescriptionSupport": True},
        "codeAction": {"codeActionLiteralSupport": {}},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
PULLING: dict[str, Any] = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}
TEXT = "FROM debian:12\nUSER 1\nRUN cd /a; ls\n"
OTHER = "FROM debian:12\nUSER 1\nRUN cd /a; ls\nRUN cd /b; ls\n"


def codes(params: dict[str, Any]) -> list[str]:
    return [it["code"] for it in params["diagnostics"] if it["code"].startswith("SC")]


def options(program: str | None = None, **more: Any) -> dict[str, Any]:
    settings = {"select": ["shellcheck"], **({"shellcheck": program} if program is not None else {})}
    return {"initializationOptions": {"settings": settings, **more}}


def counting(folder: Path, body: str = "") -> str:
    """A program that finds nothing, and writes down the scripts that it was given."""
    log = "open(os.path.join(os.path.dirname(sys.argv[0]), 'log'), 'a').write(''.join(texts.values()) + '---')\n"
    return pretender(folder, log + (body or "print(json.dumps({'comments': []}))\n"))


def test_findings_come_in_a_second_push():
    with Client() as client:
        client.initialize(RICH, **options())
        client.open(TEXT)
        first, second = client.diagnostics(), client.diagnostics()
        assert (first["version"], codes(first)) == (1, [])
        assert (second["version"], codes(second)) == (1, ["SC2164"])
        (found,) = second["diagnostics"]
        assert found["range"] == {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 9}}
        assert found["severity"] == 2
        assert found["codeDescription"]["href"].endswith("/wiki/SC2164")


def test_what_is_known_comes_at_once_and_only_what_is_new_is_asked(tmp_path: Path):
    with Client() as client:
        client.initialize(RICH, **options(counting(tmp_path)))
        uri = client.open(TEXT)
        client.diagnostics()
        client.diagnostics()
        client.change(uri, 2, {"text": OTHER})
        client.diagnostics()
        client.diagnostics()
        # The same instructions elsewhere are nothing new.
        client.change(uri, 3, {"text": "# a comment\n" + OTHER})
        assert client.diagnostics()["version"] == 3
        client.change(uri, 4, {"text": TEXT})
        assert client.diagnostics()["version"] == 4
    asked = (tmp_path / "log").read_text().split("---")
    assert [it.splitlines()[1:] for it in asked if it] == [["cd /a; ls"], ["cd /b; ls"]]


def test_known_findings_stay_on_screen_while_others_are_looked_for():
    with Client() as client:
        client.initialize(RICH, **options())
        uri = client.open(TEXT)
        client.diagnostics()
        client.diagnostics()
        client.change(uri, 2, {"text": OTHER})
        assert codes(client.diagnostics()) == ["SC2164"]
        assert codes(client.diagnostics()) == ["SC2164", "SC2164"]


def test_its_replacements_are_quick_fixes():
    with Client() as client:
        client.initialize(RICH, **options())
        uri = client.open(TEXT)
        client.diagnostics()
        client.diagnostics()
        place = {"line": 2, "character": 5}
        context = {"diagnostics": [], "only": ["quickfix"]}
        actions = client.ask(
            "textDocument/codeAction",
            {"textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": context},
        )["result"]
        assert [it["title"] for it in actions] == [
            "Insert || exit",
            "Ignore SC2164 on this line",
            "Ignore SC2164 in this file",
        ]
        end = {"line": 2, "character": 9}
        (change,) = actions[0]["edit"]["documentChanges"]
        assert change["edits"] == [{"range": {"start": end, "end": end}, "newText": " || exit"}]
        assert "isPreferred" not in actions[0]


def test_a_client_that_pulls_is_told_to_pull_again():
    with Client() as client:
        client.initialize(PULLING, **options())
        uri = client.open(TEXT)
        first = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]
        assert first["items"] == []
        client.next("workspace/diagnostic/refresh")
        again = {"textDocument": {"uri": uri}, "previousResultId": first["resultId"]}
        second = client.ask("textDocument/diagnostic", again)["result"]
        assert [it["code"] for it in second["items"]] == ["SC2164"]


def is_asked(uri: str, given: dict[str, Any]) -> bool:
    """Whether anybody is sent to ask ShellCheck about a text that is opened."""
    client = Session(RICH, initializationOptions=given)
    client.server.protocol.later = lambda action: None
    client.open(TEXT, uri)
    client.server.close()
    return client.server.session.companion._thread is not None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, False),
        ({"settings": {"shellcheck": "auto"}}, True),
        ({"settings": {"extend-select": ["SC2086"]}}, True),
        ({"settings": {"shellcheck": "auto"}, "trusted": True}, True),
        ({"settings": {"shellcheck": "auto"}, "trusted": False}, False),
        ({"settings": {"shellcheck": "off"}}, False),
        ({"settings": {"shellcheck": "auto", "ignore": ["shellcheck"]}}, False),
        ({"settings": {"shellcheck": "auto", "select": ["latest-tag"]}}, False),
    ],
)
def test_where_it_is_run(given: dict[str, Any], expected: bool):
    assert is_asked("file:///project/Dockerfile", given) is expected


def test_a_project_can_decline_it_and_not_insist(tmp_path: Path):
    uri = (tmp_path / "Dockerfile").as_uri()
    (tmp_path / "dockwright.toml").write_text('shellcheck = "off"\n')
    assert not is_asked(uri, {})
    (tmp_path / "dockwright.toml").write_text('shellcheck = "auto"\n')
    assert is_asked(uri, {})
    assert not is_asked(uri, {"settings": {"shellcheck": "off"}})


def test_a_server_without_a_loop_does_without_it():
    client = Session(RICH)
    client.open(TEXT)
    assert client.server.session.companion._thread is None


def test_a_hanging_one_holds_nothing_up_and_ends_with_the_server(tmp_path: Path):
    note = "open(os.path.join(os.path.dirname(sys.argv[0]), 'pid'), 'w').write(str(os.getpid()))\n"
    program = pretender(tmp_path, note + "time.sleep(60)\n")
    with Client() as client:
        client.initialize(RICH, **options(program))
        uri = client.open(TEXT)
        client.diagnostics()
        pid = tmp_path / "pid"
        while not (pid.exists() and pid.read_text()):
            client.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}})
        client.change(uri, 2, {"text": OTHER})
        assert client.diagnostics()["version"] == 2
        client.ask("shutdown")
        client.notify("exit")
        assert client.ended() == 0
    if sys.platform == "linux":
        assert not Path(f"/proc/{pid.read_text()}/cmdline").exists() or not _is_alive(pid.read_text())


def _is_alive(pid: str) -> bool:
    # One that has ended and that nobody has asked about yet is a zombie.
    return ") Z " not in Path(f"/proc/{pid}/stat").read_text()


def test_what_goes_wrong_is_said_once(tmp_path: Path):
    program = pretender(tmp_path, "sys.stderr.write('out of luck'); sys.exit(3)\n")
    with Client() as client:
        client.initialize(RICH, **options(program))
        uri = client.open(TEXT)
        said = client.next("window/logMessage")["params"]
        assert said["message"] == f"ShellCheck ({program}) failed: out of luck; that script goes unchecked"
        client.change(uri, 2, {"text": OTHER})
        while client.diagnostics()["version"] != 2:
            pass
        client.ask("shutdown")
        assert [it for it in client.silence() if it.get("method") == "window/logMessage"] == []


def test_one_that_is_named_and_missing_is_one_line(tmp_path: Path):
    with Client() as client:
        client.initialize(RICH, **options(str(tmp_path / "missing")))
        client.open(TEXT)
        client.diagnostics()
        said = client.next("window/logMessage")["params"]
        assert said["message"] == f"ShellCheck: no program: {tmp_path / 'missing'}"
