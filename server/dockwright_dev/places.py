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
