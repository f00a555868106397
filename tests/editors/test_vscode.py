"""VS Code with the packed extension: the tests of client-vscode/test/vscode, started and waited for."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.shared import ROOT
from tests.support.vscode import PICTURES, Run, installed, packed

ERROR = {"DL3020": "error"}
# A server that tells that it was started.
STARTED = """\
#!/bin/sh
touch '{0}/server-has-run'
exec python3 -I -S '{1}/python/run_server.py' lsp
"""


def write(path: Path, settings: Any) -> None:
    """Write a file of settings."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings), encoding="utf-8")


@pytest.fixture
def run(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A VS Code of this test's own."""
    vscode = installed()
    # Processes that share the work have folders of their own in one that they share.
    base = tmp_path_factory.getbasetemp()
    return Run(vscode, packed((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "packed"), tmp_path)


def test_inside_a_trusted_folder(run: Run):
    assert "the command restarts it" in run.passed("run-inside.js", "trusted")


def test_inside_several_folders(run: Run):
    for name, settings in (("second", {"dockwright.ignore": ["DL3020"]}), ("third", {"dockwright.severity": ERROR})):
        write(run.work / name / ".vscode" / "settings.json", settings)
    (run.work / "first").mkdir()
    write(run.work / "project.code-workspace", {"folders": [{"path": "first"}, {"path": "second"}]})
    assert "each folder's settings hold in it alone" in run.passed("run-inside.js", "folders")


def test_inside_a_folder_that_is_not_trusted(run: Run):
    server = run.project / "server"
    server.write_text(STARTED.format(run.work, run.extension.unpacked), encoding="utf-8")
    server.chmod(0o755)
    run.program("shellcheck", f"#!/bin/sh\ntouch '{run.work}/shellcheck-has-run'\n")
    settings = {"dockwright.server.command": [str(server)], "dockwright.shellcheck": "auto"}
    write(run.project / ".vscode" / "settings.json", settings)
    assert "once the folder is trusted its settings hold" in run.passed("run-inside.js", "untrusted")


def test_inside_with_an_installed_dockwright(run: Run):
    run.program("dockwright", f'#!/bin/sh\nPYTHONPATH={ROOT}/server exec {sys.executable} -m dockwright "$@"\n')
    wanted = "the program that is installed comes before the bundled server"
    assert run.passed("run-inside.js", "installed") == [wanted]


def test_inside_without_a_python(run: Run):
    passed = run.passed("run-inside.js", "pythonless", with_python=False)
    assert passed == ["the bundled server runs without Python, and knows the files of the build context"]


@pytest.mark.parametrize("flavour", ["desktop", "web"])
def test_in_the_window(run: Run, flavour: str):
    passed = run.passed("ui.js", flavour)
    assert "the quick fix puts COPY of package.json before npm ci" in passed


def test_the_picture_that_the_readme_shows(run: Run):
    """It is taken anew each time, and kept with `UPDATE=1`."""
    shutil.copytree(ROOT / "examples" / "node", run.project, dirs_exist_ok=True)
    assert run.passed("picture.js", "picture") == ["a picture is taken"]
    shown = ROOT / "docs" / "images" / "vscode.png"
    if os.environ.get("UPDATE"):
        shutil.copyfile(PICTURES / "readme.png", shown)
    # Width and height stand there.
    assert (PICTURES / "readme.png").read_bytes()[16:24] == shown.read_bytes()[16:24]
