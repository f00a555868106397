"""`apt-get install` of packages in whatever version is newest.

Two builds of the same file, a month apart, may install two versions. With the version in the file a build either gives
the same again or fails.

The rule is off by default, as that failing is the price: distributions drop old versions from their archives, security
fixes reach only who raises the number by hand, and what the packages depend on is not pinned either. A base image named
by its digest does more for less.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.*
```

A version may end in a wildcard, which outlives security updates. Files, addresses, groups and names in variables are
left alone.

## References

- [apt-get(8)](https://manpages.debian.org/stable/apt/apt-get.8.en.html)
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
        "DL3008",
        "ER0012",
        "DD022",
        "DF005",
        "965a08d7",
        "pin-package-manager-versions-apt-get",
    ),
    default=False,
    mentions=("apt",),
)
def apt_pin_version(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each installation, at its first package without a version."""
    yield from installed_unpinned(run, state, "apt")
