"""Where things lie in a checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "server" / "dockwright" / "rules"
RULE_TESTS = ROOT / "tests" / "rules"
RULE_PAGES = ROOT / "docs" / "rules"
SETTINGS_SCHEMA = ROOT / "docs" / "settings.schema.json"
MANIFEST = ROOT / "client-vscode" / "package.json"
SHARED = ROOT.parent / "shared"


def corpus_files() -> list[Path]:
    """The real Dockerfiles of ../shared, by name; none where they do not lie beside this checkout."""
    return sorted(it for it in (SHARED / "corpus" / "dockerfiles").rglob("*") if it.is_file())
