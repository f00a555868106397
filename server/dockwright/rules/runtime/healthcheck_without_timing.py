"""A health check that leaves its times to the defaults.

Without flags a health check runs every 30 seconds, may take 30 seconds, and counts from the start: a program that needs
a minute to come up is unhealthy before it is ready. The flags say what the program needs.

```dockerfile bad
FROM nginx:1.27
HEALTHCHECK CMD curl -f http://localhost/
```
```dockerfile good
FROM nginx:1.27
HEALTHCHECK --interval=30s --timeout=30s --start-period=0s --retries=3 CMD curl -f http://localhost/
```

The rule asks for `--interval`, `--timeout`, `--start-period` and `--retries`. The fix writes
down what holds without them, for you to change; it has to be asked for, since by itself that says nothing new.

## References

- [Dockerfile reference: HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_DEFAULTS = {"interval": "30s", "timeout": "30s", "start-period": "0s", "retries": "3"}


@rule(on=ast.Healthcheck, severity=Severity.HINT, fix=Safety.UNSAFE, default=False)
def healthcheck_without_timing(instruction: ast.Healthcheck) -> Iterator[Diagnostic]:
    if instruction.is_none or instruction.kind is None:
        return
    missing = [name for name in _DEFAULTS if instruction.flag(name) is None]
    if not missing:
        return
    place = instruction.flags[-1].range.end if instruction.flags else instruction.keyword.range.end
    flags = "".join(f" --{name}={_DEFAULTS[name]}" for name in missing)
    fix = Fix("Write the defaults down", (insert(place, flags),), Safety.UNSAFE)
    names = ", ".join(f"`--{name}`" for name in missing)
    yield Diagnostic(instruction.keyword.range, f"HEALTHCHECK without {names} takes the defaults", (fix,))
