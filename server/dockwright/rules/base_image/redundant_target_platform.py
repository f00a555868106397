"""`--platform=$TARGETPLATFORM`, which is the default.

FROM takes the image for the platform that is built for; the flag says it again. A default, as in
`${TARGETPLATFORM:-linux/amd64}`, is never used, since BuildKit always sets the variable. `$BUILDPLATFORM` is another
matter, and so is a file that gives `TARGETPLATFORM` a value of its own. The fix deletes the flag; it is safe, as the
image stays the same.

```dockerfile bad
FROM --platform=$TARGETPLATFORM alpine:3.20 AS build
```
```dockerfile good
FROM alpine:3.20 AS build
```

## References

- [Docker: RedundantTargetPlatform](https://docs.docker.com/reference/build-checks/redundant-target-platform/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_flag
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_NAME = "TARGETPLATFORM"


@rule(
    on=ast.From,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("RedundantTargetPlatform", "DL3065"),
    mentions=("--platform",),
)
def redundant_target_platform(instruction: ast.From, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a flag that says what holds without it."""
    flag = instruction.flag("platform")
    value = flag.value if flag is not None else None
    if flag is None or value is None or len(value.variables) != 1 or value.variables[0].name != _NAME:
        return
    variable = value.variables[0]
    if value.text.strip("\"'") != _written(variable) or (variable.operator or "-") not in ("-", ":-"):
        return
    known = state.globals.values.get(_NAME)
    if known is not None and known.origin is not None and not known.unset:
        return
    fix = Fix("Delete the flag", (without_flag(instruction, flag),))
    message = f"FROM takes the same platform without `{flag.text}`"
    yield Diagnostic(flag.range, message, (fix,), tags=(Tag.UNNECESSARY,))


def _written(variable: ast.Variable) -> str:
    return f"${{{_NAME}{variable.operator or ''}{variable.argument or ''}}}" if variable.braced else f"${_NAME}"
