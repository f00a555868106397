"""A RUN without a sandbox.

`--security=insecure` lets the step do what a privileged container may: mount, load modules, look at the builder's
devices. BuildKit asks for the entitlement `security.insecure`, and whatever the step runs can take the builder over.

```dockerfile bad
FROM debian:12
RUN --security=insecure make test
```
```dockerfile good
FROM debian:12
RUN make test
```

The fix drops the flag, which the step may need; so it has to be asked for.

## References

- [Dockerfile reference: RUN --security](https://docs.docker.com/reference/dockerfile/#run---security)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_flag
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DD060", "S6502"), mentions=("--security",))
def insecure_run(run: ast.Run) -> Iterator[Diagnostic]:
    flag = run.flag("security")
    if flag is not None and flag.plain == "insecure":
        fix = Fix("Run it in the sandbox", (without_flag(run, flag),), Safety.UNSAFE)
        yield Diagnostic(flag.range, "`--security=insecure` lets the step do all that root on the builder may", (fix,))
