"""Names over the wire, while the text changes."""

from __future__ import annotations

from pathlib import Path
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


def test_a_source_leads_to_the_file_beside_the_dockerfile(tmp_path: Path):
    (tmp_path / "a b").mkdir()
    place = tmp_path / "a b" / "main.py"
    place.write_text("print()")
    with Client() as client:
        client.initialize()
        uri = client.open('FROM alpine\nCOPY ["./main.py", "/"]\n', (tmp_path / "a b" / "Dockerfile").as_uri())
        (found,) = asked(client, uri, "definition", 1, 9)
        assert found == {
            "uri": place.as_uri(),
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        }
