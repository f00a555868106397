"""`yum update` of the whole base image.

What the image holds then depends on the day of its build, and everything that was replaced stays in the layers below. A
newer tag of the base image brings the same packages, once for all who build on it.

The rule is off by default: where the base image is rebuilt too rarely, security fixes are worth more than repeatable
builds. An upgrade of single, named packages is never reported.

```dockerfile bad
FROM amazonlinux:2
RUN yum update -y && yum install -y httpd
```
```dockerfile good
FROM amazonlinux:2
RUN yum install -y httpd
```

The fix takes the command out of its chain, with the RUN where that runs nothing else. It has to be asked for, as the
upgrade may be wanted.

## References

- [yum(8)](https://man7.org/linux/man-pages/man8/yum.8.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.package_findings import upgraded
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_NAMES = ("update", "upgrade", "up", "distro-sync", "upgrade-minimal", "update-minimal")


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=(
        "dockerfile.best-practice.avoid-yum-update",
        "8f6456be",
        "AC_DOCKER_0029",
        "yum_update_all",
    ),
    default=False,
    mentions=("yum",),
)
def yum_update(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each upgrade of all that is installed."""
    yield from upgraded(run, state, _NAMES, "yum")
