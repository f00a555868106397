"""What the README promises of the demo: findings in the example, and a file that wants little more once it is fixed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dockwright.cli.main import main
from tests.support.shared import ROOT

EXAMPLE = ROOT / "examples" / "node"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example project."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "node"))


def codes(folder: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The rules that find something in a folder."""
    capsys.readouterr()
    assert main(["check", "--output-format", "json", str(folder)]) in (0, 1)
    return {it["code"] for it in json.loads(capsys.readouterr().out)}


def test_the_example_shows_what_such_files_get_wrong(example: Path, capsys: pytest.CaptureFixture[str]):
    assert codes(example, capsys) >= {
        "add-instead-of-copy",
        "apt-get-assume-yes",
        "latest-tag",
        "maintainer-deprecated",
        "missing-user",
        "secret-in-env-or-arg",
        "shell-form-cmd",
        "trailing-comment-as-argument",
    }


def test_fixing_leaves_what_only_a_person_can_decide(example: Path, capsys: pytest.CaptureFixture[str]):
    before = (example / "Dockerfile").read_text(encoding="utf-8")
    main(["fix", "--unsafe", str(example)])
    after = (example / "Dockerfile").read_text(encoding="utf-8")
    assert codes(example, capsys) <= {"secret-in-env-or-arg"}
    # The dependencies are installed before the sources come, by the tool that keeps to the lock file.
    assert before.index("COPY . .") < before.index("npm install")
    assert after.index("npm ci") < after.index("COPY . .")
