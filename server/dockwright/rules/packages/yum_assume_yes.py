"""`yum install` without `-y`.

yum asks before it installs, upgrades or removes anything. In a build nobody answers, yum takes that for a no, and the
build fails.

```dockerfile bad
FROM amazonlinux:2
RUN yum install httpd
```
```dockerfile good
FROM amazonlinux:2
RUN yum install -y httpd
```

The rule is silent where an answer comes from elsewhere: through a pipe, by `assumeyes` in `yum.conf`, or perhaps in a
variable.

The fix is safe: a build that passed without the flag was never asked. It has to be asked for where a failure does not
stop the build, as before `|| true`: there it brings in what was left out.

## References

- [yum(8)](https://man7.org/linux/man-pages/man8/yum.8.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.package_findings import asks_in_vain
from dockwright.lint.rule import rule
from dockwright.semantic.configured import RPM_ASSUME_YES, configured_by
from dockwright.semantic.installing import site_of, unanswered
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.ERROR,
    fix=Safety.SAFE,
    aliases=(
        "DL3030",
        "DF027",
        "dockerfile.best-practice.missing-yum-assume-yes-switch",
        "6e19193a",
        "AC_DOCKER_0004",
        "yumInstallForceYes",
    ),
    mentions=("yum",),
)
def yum_assume_yes(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each operation that asks in vain."""
    site = site_of(run, state)
    if site is None or RPM_ASSUME_YES in state.configured | configured_by(run):
        return
    for operation in unanswered(site, "yum"):
        yield asks_in_vain(operation, state)
