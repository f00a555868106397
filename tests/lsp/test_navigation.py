"""Names over the wire, while the text changes."""

from __future__ import annotations

from typing import Any

from tests.support.client import Client

TEXT = "FROM golang AS build\nFROM alpine\nCOPY --from=build a b\n"


def asked(client: Client, uri: str, method: str, line: int, character: int, **more: Any) -> Any:
    place = {"line": line, "character": character}
    answer = client.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": place, **more})
    return answer.get("result", answer.get("error"))


def test_a_stage_is_renamed_and_then_found_by_its_new_name():
    with Client() as client:
        client.initialize({"general": {"positionEncodings": ["utf-8"]}})
        uri = client.open(TEXT)
        edits = asked(client, uri, "rename", 2, 14, newName="compile")["changes"][uri]
        assert [it["range"]["start"] for it in edits] == [{"line": 0, "character": 15}, {"line": 2, "character": 12}]
        client.change(uri, 2, *({"range": it["range"], "text": it["newText"]} for it in reversed(edits)))
        (found,) = asked(client, uri, "definition", 2, 14)
        assert found["range"]["end"] == {"line": 0, "character": 22}
        # Half-typed: nothing is called so any more.
        client.change(uri, 3, {"range": found["range"], "text": ""})
        assert asked(client, uri, "definition", 2, 14) == []
        assert asked(client, uri, "rename", 1, 6, newName="x")["code"] == -32803
