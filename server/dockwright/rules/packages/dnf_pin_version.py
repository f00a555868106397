"""`dnf install` of packages in whatever version is newest.

Two builds of the same file, a month apart, may install two versions. With the version in the file a build either gives
the same again or fails.

The rule is off by default, as that failing is the price: distributions drop old versions from their archives, security
fixes reach only who raises the number by hand, and what the packages depend on is not pinned either. A base image named
by its digest does more for less.

```dockerfile bad
FROM fedora:41
RUN dnf install -y httpd
```
```dockerfile good
FROM fedora:41
RUN dnf install -y httpd-2.4.62
```

The version stands behind the name: `httpd-2.4.62`, or `nodejs:20` for a module. Files, addresses, groups and names in
variables are left alone.

## References

- [dnf: specifying packages](https://dnf.readthedocs.io/en/latest/command_ref.html#specifying-packages)
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
        "DL3041",
        "93d88cf7",
    ),
    default=False,
    mentions=("dnf",),
)
def dnf_pin_version(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each installation, at its first package without a version."""
    yield from installed_unpinned(run, state, "dnf", "microdnf")
