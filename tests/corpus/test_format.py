"""Real files, laid out: they say what they said, and a second run finds nothing to do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from dockwright.formatter.format import format_edits
from dockwright.formatter.options import Options
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import apply
from tests.support.formatting import as_buildkit_reads
from tests.support.shared import corpus

FILES = corpus()
_PARTS = 16
each_part = pytest.mark.parametrize("part", [FILES[number::_PARTS] for number in range(_PARTS)], ids=range(_PARTS))

OTHER_CHOICES: Mapping[str, Options] = {
    "starts": Options(keyword_case="lower", indent_style="tab", operators="start"),
    "ends": Options(keyword_case="keep", indent_width=2, operators="end", pairs="keep"),
}


@each_part
def test_the_layout_settles_and_buildkit_reads_the_same(part: list[Path]):
    for path in part:
        before = path.read_bytes().decode("utf-8")
        after = apply(before, format_edits(Document.parse(before)))
        assert not format_edits(Document.parse(after)), path
        assert as_buildkit_reads(before) == as_buildkit_reads(after), path


@pytest.mark.parametrize("options", OTHER_CHOICES.values(), ids=OTHER_CHOICES)
def test_other_choices_settle_as_well(options: Options):
    for path in FILES[::12]:
        before = path.read_bytes().decode("utf-8")
        after = apply(before, format_edits(Document.parse(before), options))
        assert not format_edits(Document.parse(after), options), path


def test_the_shell_reads_the_same():
    shfmt = _shfmt()
    asked = 0
    for path in FILES[::8]:
        document = Document.parse(path.read_bytes().decode("utf-8"))
        after = Document.parse(apply(document.text, format_edits(document, OTHER_CHOICES["starts"])))
        for old, new in zip(_scripts(document), _scripts(after), strict=True):
            if old != new:
                asked += 1
                assert _as_shfmt_reads(shfmt, old) == _as_shfmt_reads(shfmt, new), path
    assert asked > 100


def _shfmt() -> str:
    beside = Path(sys.executable).with_name("shfmt")
    found = str(beside) if beside.exists() else shutil.which("shfmt")
    if found is None:
        pytest.skip("shfmt (the package shfmt-py) is not installed")
    return found


def _scripts(document: Document) -> list[str]:
    """What a shell gets of each RUN, without those in heredocs, which stay as they are."""
    return [
        it.command.text
        for it in document.instructions
        if isinstance(it, ast.Run) and isinstance(it.command, ast.ShellForm) and not it.heredocs
    ]


def _as_shfmt_reads(shfmt: str, script: str) -> object:
    """The syntax tree that shfmt makes of a script, without places and comments; `None` where it refuses it."""
    done = subprocess.run([shfmt, "--to-json", "-ln", "bash"], input=script.encode(), capture_output=True, check=False)
    return _without_places(json.loads(done.stdout)) if done.returncode == 0 else None


def _without_places(value: object) -> object:
    if isinstance(value, list):
        return [_without_places(it) for it in value]
    if not isinstance(value, dict):
        return value
    kept = {key: it for key, it in value.items() if not (isinstance(it, dict) and "Offset" in it)}
    return {key: _without_places(it) for key, it in kept.items() if key not in ("Comments", "Last")}
