"""A `RUN --network` that does not exist.

The network of a command is `default`, `none` or `host`.

```dockerfile bad
FROM alpine:3.20
RUN --network=nonet apk add curl
```
```dockerfile good
FROM alpine:3.20
RUN --network=none make test
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
def run_network_invalid(run: ast.Run) -> Iterator[Diagnostic]:
    if "--network" not in run.unit.text:
        return
    known = INSTRUCTIONS["RUN"].flag("network")
    flag = run.flag("network")
    if known is None or flag is None or flag.value is None or flag.plain in known.values:
        return
    where = flag.value.range if flag.plain else flag.range
    near = nearest(flag.plain or "", known.values)
    yield Diagnostic(where, f"There is no network `{flag.plain}`, only default, none and host{hint(near)}")
