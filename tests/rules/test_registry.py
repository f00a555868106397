"""Rules are found wherever the package lies."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import dockwright
from dockwright.lint.diagnostic import Severity
from dockwright.rules.registry import all_rules, rules_named


def test_rules_are_found_inside_a_zip(tmp_path: Path):
    package = Path(dockwright.__file__).parent
    archive = tmp_path / "dockwright.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(package.rglob("*.py")):
            packed.write(path, path.relative_to(package.parent))
    probe = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        "from dockwright.rules import registry\n"
        "print(registry.__file__)\n"
        "print(*[rule.id for rule in registry.all_rules()])\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    where, ids = done.stdout.splitlines()
    assert where.startswith(str(archive))
    assert ids.split() == [rule.id for rule in all_rules()]


def test_rules_are_found_by_any_name():
    for name in ("add-instead-of-copy", "DL3020", "dl3020"):
        assert [rule.id for rule in rules_named(name)] == ["add-instead-of-copy"]
    assert rules_named("no-such-rule") == ()


def test_only_a_failing_build_without_a_fix_is_ambiguous():
    for rule in all_rules():
        assert not rule.ambiguous or (rule.severity is Severity.ERROR and rule.fix is None), rule.id
