"""A `RUN --network` that does not exist.

The network of a command is `default`, `none` or `host`.

```dockerfile bad
FROM alpine:3.20
RUN --network=nonet make test
```
```dockerfile good
FROM alpine:3.20
RUN --network=none make test
```

The fix takes the network whose name is nearest, a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.findings import value_not_listed
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run, severity=Severity.ERROR, fix=Safety.UNSAFE, mentions=("--network",), aliases=("RunInvalidNetworkFlag",)
)
def run_network_invalid(run: ast.Run) -> Iterator[Diagnostic]:
    if "--network" in run.unit.text:
        yield from value_not_listed(run, "network", "There is no network `{}`, only default, none and host")
