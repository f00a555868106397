"""A boolean flag with a value that is neither true nor false.

`--link`, `--parents`, `--keep-git-dir` and `--unpack` take `true` and `false`, in any case, and nothing else; alone
they mean true.

```dockerfile bad
FROM alpine:3.20
COPY --link=yes a /b
```
```dockerfile good
FROM alpine:3.20
COPY --link=true a /b
```

The fix knows what `yes`, `1` and `on` and their opposites mean. It has to be asked for, as it reads the author's mind.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog import instructions
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=ast.Instruction,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=("FLAG_EXPECTED_BOOLEAN_VALUE", "FLAG_INVALID_LINK_VALUE"),
    mentions=("--",),
)
def flag_not_boolean(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    if "--" not in instruction.unit.text or not instruction.flags:
        return
    known = instructions.instruction(instruction.name)
    for flag in instruction.flags:
        kind = known.flag(flag.name) if known is not None else None
        if kind is None or kind.takes_value or flag.value is None or not flag.plain:
            continue
        if flag.plain.lower() in ("true", "false"):
            continue
        meant = instructions.MEANT_BOOLEANS.get(flag.plain.lower())
        fixes: tuple[Fix, ...] = ()
        if meant is not None:
            fixes = (Fix(f"Write {meant}", (Edit(flag.value.range, meant),), Safety.UNSAFE),)
        yield Diagnostic(flag.value.range, f"`--{flag.name}` is true or false, not `{flag.plain}`", fixes)
