"""`yum install` of packages in whatever version is newest.

Two builds of the same file, a month apart, may install two versions. With the version in the file a build either gives
the same again or fails.

The rule is off by default, as that failing is the price: distributions drop old versions from their archives, security
fixes reach only who raises the number by hand, and what the packages depend on is not pinned either. A base image named
by its digest does more for less.

```dockerfile bad
FROM amazonlinux:2
RUN yum install -y httpd
```
```dockerfile good
FROM amazonlinux:2
RUN yum install -y httpd-2.4.62
```

The version stands behind the name: `httpd-2.4.62`, or `nodejs:20` for a module. Files, addresses, groups and names in
variables are left alone.

## References

- [yum(8)](https://man7.org/linux/man-pages/man8/yum.8.html)
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
        "DL3033",
        "DD032",
        "6452c424",
        "AC_DOCKER_0033",
    ),
    default=False,
    mentions=("yum",),
)
def yum_pin_version(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each installation, at its first package without a version."""
    yield from installed_unpinned(run, state, "yum")
