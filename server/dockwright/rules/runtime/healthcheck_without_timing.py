"""A health check that leaves its times to the defaults.

Without flags a health check runs every 30 seconds, may take 30 seconds, and counts from the start: a program that needs
a minute to come up is unhealthy before it is ready. The flags say what the program needs.

```dockerfile bad
FROM nginx:1.27
HEALTHCHECK CMD curl -f http://localhost/
```
```dockerfile good
FROM nginx:1.27
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s --retries=3 CMD curl -f http://localhost/
```

The rule asks for `--interval`, `--timeout`, `--start-period` and `--retries`.

## References

- [Dockerfile reference: HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast

_FLAGS = ("interval", "timeout", "start-period", "retries")


@rule(on=ast.Healthcheck, severity=Severity.HINT, default=False)
def healthcheck_without_timing(instruction: ast.Healthcheck) -> Iterator[Diagnostic]:
    if instruction.is_none or instruction.kind is None:
        return
    missing = [f"`--{name}`" for name in _FLAGS if instruction.flag(name) is None]
    if missing:
        yield Diagnostic(instruction.keyword.range, f"HEALTHCHECK without {', '.join(missing)} takes the defaults")
