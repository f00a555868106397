"""A RUN in the builder's own network.

`--network=host` lets the step reach whatever listens on the builder itself, and be reached there: services that trust
their own machine, the cloud's metadata with its credentials. BuildKit asks for the entitlement `network.host`, and the
build is no longer the same everywhere.

```dockerfile bad
FROM debian:12
RUN --network=host make test
```
```dockerfile good
FROM debian:12
RUN make test
```

The fix takes the flag away. It has to be asked for, since the step may need that network.

## References

- [Dockerfile reference: RUN --network=host](https://docs.docker.com/reference/dockerfile/#run---networkhost)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_flag
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("S6431",), mentions=("--network",))
def host_network_run(run: ast.Run) -> Iterator[Diagnostic]:
    flag = run.flag("network")
    if flag is not None and flag.plain == "host":
        fix = Fix("Leave the builder's network", (without_flag(run, flag),), Safety.UNSAFE)
        yield Diagnostic(flag.range, "`--network=host` lets the step into the builder's own network", (fix,))
