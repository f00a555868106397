"""The wheel and the sdist hold what they need, and what is installed from them works without this checkout."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from dockwright import __version__
from tests.support.client import framed
from tests.support.packages import distribution, installed, run, succeed
from tests.support.shared import ROOT

INFORMATION = f"dockwright-{__version__}.dist-info/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return distribution("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return distribution("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def programs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs lie that one of the two installs."""
    return installed(request.getfixturevalue(request.param), tmp_path_factory.mktemp("environment"))


def ours(folder: str) -> set[str]:
    """The files of the project in a folder, by their paths from it."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."]
    names = succeed(listing, ROOT / folder).split("\0")
    return {name for name in names if name and (ROOT / folder / name).is_file()}


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_the_program_its_data_and_the_snippets(wheel: Path):
    held = contents(wheel)
    program = {name for name in held if not name.startswith(INFORMATION)}
    assert program == {f"dockwright/{it}" for it in ours("server/dockwright")} | {
        f"dockwright/snippets/{it}" for it in ours("snippets")
    }
    # Should the listing ever come out empty: these are read by name.
    assert program >= {
        f"dockwright/{it}" for it in ("py.typed", "snippets/dockerfile.json", "catalog/official-tags.json")
    }
    assert held[f"{INFORMATION}licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert b"dockwright = dockwright.__main__:main" in held[f"{INFORMATION}entry_points.txt"]
    assert f"\nVersion: {__version__}\n" in held[f"{INFORMATION}METADATA"].decode()


def test_the_wheel_is_right_for_every_machine(wheel: Path):
    assert wheel.name == f"dockwright-{__version__}-py3-none-any.whl"


def test_the_sdist_makes_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path):
    succeed(["tar", "-xzf", sdist], tmp_path)
    (source,) = tmp_path.iterdir()
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml"} <= {it.name for it in source.iterdir()}
    assert contents(distribution("wheel", tmp_path / "dist", source)) == contents(wheel)


def test_what_is_installed_works(programs: Path, tmp_path: Path):
    dockwright = programs / "dockwright"
    project = tmp_path / "project"
    project.mkdir()
    (project / "Dockerfile").write_text("FROM node:latest\nADD app.py /srv/\n")
    assert succeed([dockwright, "--version"], project) == f"dockwright {__version__}\n"
    where = succeed([programs / "python", "-c", "import dockwright; print(dockwright.__file__)"], project)
    assert Path(where.strip()).is_relative_to(programs.parent)
    # Which tags there are is read from a table; that of a fix is.
    found = run([dockwright, "check", "--output-format", "json"], project)
    fixes = {it["code"]: it["fix"] for it in json.loads(found.stdout)}
    assert found.returncode == 1
    assert fixes["latest-tag"]["title"].startswith("Use the tag ")
    assert fixes["add-instead-of-copy"]["safety"] == "safe"
    # .editorconfig and .hadolint.yaml are read by packages of others.
    (project / ".editorconfig").write_text("root = true\n[*]\nindent_size = 3\n")
    (project / ".hadolint.yaml").write_text("ignored: [DL3007]\n")
    (project / "Dockerfile").write_text("FROM node:latest\nRUN a && \\\n  b\n")
    assert "\n+   b\n" in run([dockwright, "format", "--diff"], project).stdout
    assert "latest-tag" not in run([dockwright, "check"], project).stdout


def test_the_server_that_is_installed_completes_snippets(programs: Path, tmp_path: Path):
    document = {"uri": "file:///project/Dockerfile", "languageId": "dockerfile", "version": 1, "text": "FROM a\nh"}
    position = {"textDocument": {"uri": document["uri"]}, "position": {"line": 1, "character": 1}}
    capabilities = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}
    start = {"processId": None, "rootUri": None, "capabilities": capabilities}
    messages = (
        {"id": 1, "method": "initialize", "params": start},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": document}},
        {"id": 2, "method": "textDocument/completion", "params": position},
        {"id": 3, "method": "shutdown"},
        {"method": "exit"},
    )
    given = b"".join(framed({"jsonrpc": "2.0", **it}) for it in messages)
    said = succeed([programs / "dockwright", "lsp"], tmp_path, given)
    answers = {it["id"]: it for it in map(json.loads, _bodies(said)) if "id" in it}
    assert answers[1]["result"]["serverInfo"] == {"name": "dockwright", "version": __version__}
    offered = answers[2]["result"]
    items = offered["items"] if isinstance(offered, dict) else offered
    snippets = json.loads((ROOT / "snippets" / "dockerfile.json").read_text(encoding="utf-8"))
    prefixes = {prefix for it in snippets.values() for prefix in it["prefix"]}
    assert prefixes & {it["label"] for it in items}


def _bodies(said: str) -> list[bytes]:
    """The messages in what a server has said."""
    bodies = []
    left = said.encode()
    while left:
        head, _, left = left.partition(b"\r\n\r\n")
        length = int(head.rpartition(b" ")[2])
        bodies.append(left[:length])
        left = left[length:]
    return bodies
