"""The arrows between floors, as pyproject.toml states them."""

from __future__ import annotations

import subprocess
import sys

from tests.support.shared import ROOT

# In a process of its own, since the linter switches off every logger there is.
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_imports_keep_the_contracts():
    command = [sys.executable, "-X", "utf8", "-c", f"import sys; sys.path.insert(0, 'server'); {LINT}"]
    linted = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert linted.returncode == 0, linted.stdout + linted.stderr
