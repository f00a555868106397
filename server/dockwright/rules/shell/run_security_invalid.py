"""A `RUN --security` that does not exist.

A command runs in the `sandbox`, or `insecure` with all privileges.

```dockerfile bad
FROM alpine:3.20
RUN --security=insecur make test
```
```dockerfile good
FROM alpine:3.20
RUN --security=insecure make test
```

The fix takes the one whose name is nearest, a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.findings import value_not_listed
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    mentions=("--security",),
    aliases=("RunInvalidSecurityFlag",),
)
def run_security_invalid(run: ast.Run) -> Iterator[Diagnostic]:
    if "--security" in run.unit.text:
        yield from value_not_listed(run, "security", "`--security` is sandbox or insecure, not `{}`")
