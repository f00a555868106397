"""The page for users says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from dockwright.formatter.format import format_edits
from dockwright.formatter.options import DEFAULT
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from dockwright.workspace.config import Configuration, read_configuration
from dockwright.workspace.layout import LAYOUT_SETTINGS
from tests.support.shared import ROOT

PAGE = (ROOT / "docs/formatting.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found: list[str] = re.findall(rf"(?s)```{language}\n(.*?)```", PAGE)
    return found


def test_its_example():
    before, after = blocks("dockerfile")
    assert apply(before, format_edits(Document.parse(before))) == after


def test_its_settings_are_the_defaults(tmp_path: Path):
    path = tmp_path / "dockwright.toml"
    path.write_text(blocks("toml")[0])
    configuration = read_configuration(str(path))
    assert isinstance(configuration, Configuration)
    expected = {name: getattr(DEFAULT, name) for name in (it.key.replace("-", "_") for it in LAYOUT_SETTINGS)}
    assert dict(configuration.layout) == expected
