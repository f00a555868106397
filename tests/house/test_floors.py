"""The arrows between floors, as pyproject.toml states them."""

from __future__ import annotations

import pytest
from importlinter.cli import lint_imports

from tests.support.shared import ROOT


def test_imports_keep_the_contracts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0
