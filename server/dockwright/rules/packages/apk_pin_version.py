"""`apk add` of packages in whatever version is newest.

Two builds of the same file, a month apart, may install two versions. With the version in the file a build either gives
the same again or fails.

The rule is off by default, as that failing is the price: distributions drop old versions from their archives, security
fixes reach only who raises the number by hand, and what the packages depend on is not pinned either. A base image named
by its digest does more for less.

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache curl
```
```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache "curl=~8.9"
```

`=~8.9` asks for any build of 8.9 and outlives rebuilds of the package. Files, addresses, groups and names in variables
are left alone.

## References

- [Alpine wiki: package pinning](https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper#Package_pinning)
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
        "DL3018",
        "ER0015",
        "DD027",
        "DF052",
        "d3499f6d",
        "pin-package-manager-versions-apk",
    ),
    default=False,
    mentions=("apk",),
)
def apk_pin_version(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each installation, at its first package without a version."""
    yield from installed_unpinned(run, state, "apk")
