"""A `RUN --security` that does not exist.

A command runs in the `sandbox`, or `insecure` with all privileges.

```dockerfile bad
FROM alpine:3.20
RUN --security=unsafe make test
```
```dockerfile good
FROM alpine:3.20
RUN --security=insecure make test
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import INSTRUCTIONS
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.spelling import hint, nearest


@rule(on=ast.Run, severity=Severity.ERROR)
def run_security_invalid(run: ast.Run) -> Iterator[Diagnostic]:
    if "--security" not in run.unit.text:
        return
    known = INSTRUCTIONS["RUN"].flag("security")
    flag = run.flag("security")
    if known is None or flag is None or flag.value is None or flag.plain in known.values:
        return
    where = flag.value.range if flag.plain else flag.range
    near = nearest(flag.plain or "", known.values)
    yield Diagnostic(where, f"`--security` is sandbox or insecure, not `{flag.plain}`{hint(near)}")
