"""`zypper install` of packages in whatever version is newest.

Two builds of the same file, a month apart, may install two versions. With the version in the file a build either gives
the same again or fails.

The rule is off by default, as that failing is the price: distributions drop old versions from their archives, security
fixes reach only who raises the number by hand, and what the packages depend on is not pinned either. A base image named
by its digest does more for less.

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper --non-interactive install curl
```
```dockerfile good
FROM opensuse/leap:15.6
RUN zypper --non-interactive install curl=8.6.0
```

A range such as `"curl>=8"` counts as a version too; quote it, or the shell takes it for a redirection. Files,
addresses, groups and names in variables are left alone.

## References

- [zypper(8)](https://en.opensuse.org/SDB:Zypper_manual)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.package_findings import installed_unpinned
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    aliases=(
        "DL3037",
        "562952e4",
    ),
    default=False,
    mentions=("zypper",),
)
def zypper_pin_version(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each installation, at its first package without a version."""
    yield from installed_unpinned(run, state, "zypper")
