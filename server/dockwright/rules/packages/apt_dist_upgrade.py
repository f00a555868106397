"""`apt-get dist-upgrade` of the whole base image.

What the image holds then depends on the day of its build, and everything that was replaced stays in the layers below. A
newer tag of the base image brings the same packages, once for all who build on it. It
may also remove packages to make room for others, which is meant for the move to another release.

The rule is off by default: where the base image is rebuilt too rarely, security fixes are worth more than repeatable
builds. An upgrade of single, named packages is never reported.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get dist-upgrade -y && apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

The fix takes the command out of its chain, with the RUN where that runs nothing else. It has to be asked for, as the
upgrade may be wanted.

## References

- [apt-get(8)](https://manpages.debian.org/stable/apt/apt-get.8.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.package_findings import upgraded
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_NAMES = ("dist-upgrade", "full-upgrade")


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=(
        "DS-0024",
        "ER0006",
        "DD013",
        "682fe378",
        "AC_DOCKER_0052",
        "apt-get-dist-upgrade",
    ),
    default=False,
    mentions=("apt",),
)
def apt_dist_upgrade(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each upgrade of all that is installed."""
    yield from upgraded(run, state, _NAMES, "apt")
