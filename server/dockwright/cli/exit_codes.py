"""What a command's exit code says."""

from __future__ import annotations

CLEAN = 0
"""Nothing was found that is grave enough (`fail-on`); for `fix`, nothing such is left; for `format`, all is done."""

FINDINGS = 1
"""Something was found; for `fix --diff`, `format --diff` and `format --check`, something would change."""

FAILED = 2
"""Something could not be done: a file could not be read, or the command itself made no sense."""
