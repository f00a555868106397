"""The images that closed Dockerfiles of a workspace use, offered where an image is typed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.support.client import Session


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def on(*folders: Path) -> Session:
    return Session(workspaceFolders=[{"uri": it.as_uri(), "name": it.name} for it in folders])


def offered(client: Session, uri: str, line: int = 0) -> list[str]:
    """What is offered at the end of a line, once the other files have been read."""
    params = {"textDocument": {"uri": uri}, "position": {"line": line, "character": 99}}
    client.ask("textDocument/completion", params)
    client.server.session.neighbours.wait()
    found: dict[str, Any] = client.ask("textDocument/completion", params)["result"]
    assert not found["isIncomplete"]
    return [it["label"] for it in found["items"]]


def test_images_of_closed_files_in_all_folders_come_first(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "two"
    write(one / "a" / "Dockerfile", "FROM registry.example/common:1\n")
    write(one / "b" / "Dockerfile", "FROM registry.example/common:1\nFROM registry.example/only:2\n")
    write(two / "c.dockerfile", "ARG TAG=3\nFROM --platform=linux/amd64 registry.example/other:${TAG} AS x\nFROM x\n")
    client = on(one, two)
    uri = client.open("FROM registry.example/\n", (one / "Dockerfile").as_uri())
    assert offered(client, uri) == [
        "registry.example/common:1", "registry.example/only:2", "registry.example/other:3",
    ]  # fmt: skip
    copied = client.open("FROM a\nCOPY --from=registry.\n", (two / "Dockerfile").as_uri())
    assert "registry.example/only:2" in offered(client, copied, 1)


def test_folders_that_come_and_go_are_followed(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "two"
    write(one / "Dockerfile", "FROM registry.example/one:1\n")
    write(two / "Dockerfile", "FROM registry.example/two:2\n")
    client = on(one)
    uri = client.open("FROM registry.example/\n", "untitled:Untitled-1")
    assert offered(client, uri) == ["registry.example/one:1"]
    event = {"added": [{"uri": two.as_uri(), "name": "two"}], "removed": [{"uri": one.as_uri(), "name": "one"}]}
    client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
    assert offered(client, uri) == ["registry.example/two:2"]


def test_closed_files_are_read_by_the_library_that_others_read_them_by(tmp_path: Path):
    sys.modules.pop("dockerfile_parse", None)
    write(tmp_path / "Dockerfile", "FROM registry.example/one:1\n")
    client = on(tmp_path)
    uri = client.open("FROM registry.example/\n", "untitled:Untitled-1")
    assert offered(client, uri) == ["registry.example/one:1"]
    assert "dockerfile_parse" in sys.modules


def test_build_contexts_of_the_files_that_start_the_build(tmp_path: Path):
    inner = tmp_path / "services" / "web"
    write(tmp_path / "docker-bake.hcl", 'target "web" {\n  contexts = {\n    assets = "./assets"\n  }\n}\n')
    client = on(tmp_path)
    uri = client.open("FROM a\nCOPY --from=ass\n", (inner / "Dockerfile").as_uri())
    assert offered(client, uri, 1)[0] == "assets"
