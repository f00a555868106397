"""A flag without the value that it needs.

All flags but the boolean ones are written `--name=value`, with `=` and without a blank: BuildKit takes
`--from build` for a flag without a value and a file called `build`.

```dockerfile bad
FROM alpine:3.20
COPY --from build /app /app
```
```dockerfile good
FROM alpine:3.20 AS build
FROM scratch
COPY --from=build /app /app
```

A boolean flag may stand alone, but where there is an `=`, a value must follow: `--link` or `--link=true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog import instructions
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Instruction,
    severity=Severity.ERROR,
    aliases=("FLAG_MISSING_VALUE", "FLAG_MISSING_DURATION"),
    mentions=("--",),
)
def flag_missing_value(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    if "--" not in instruction.unit.text or not instruction.flags:
        return
    known = instructions.instruction(instruction.name)
    if known is None or _is_none(instruction):
        return
    for flag in instruction.flags:
        kind = known.flag(flag.name)
        if kind is None:
            continue
        if kind.takes_value and flag.value is None:
            yield Diagnostic(flag.range, f"`--{flag.name}` needs a value: `{kind.usage}`")
        elif not kind.takes_value and flag.plain == "":
            yield Diagnostic(flag.range, f"`--{flag.name}=` needs true or false behind its `=`")


def _is_none(instruction: ast.Instruction) -> bool:
    """Whether it is a `HEALTHCHECK NONE`, whose flags BuildKit never looks at."""
    if not isinstance(instruction, ast.Healthcheck) or instruction.kind is None:
        return False
    return instruction.kind.text.upper() == "NONE"
