"""A flag given twice.

BuildKit refuses an instruction with the same flag twice, even where both say the same. Only `RUN --mount`,
`RUN --device` and `--exclude` may be repeated.

```dockerfile bad
FROM alpine:3.20
COPY --link --link a /b
```
```dockerfile good
FROM alpine:3.20
COPY --link a /b
```

Where both have the same value, the fix takes the second away; it is safe, as the file could not be built before. Where
the values differ there is no fix: nobody but the author knows which one is meant.

```dockerfile bad
FROM alpine:3.20
COPY --chown=app --chown=root a /b
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog import instructions
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_flag
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Instruction, severity=Severity.ERROR, fix=Safety.SAFE, aliases=("FLAG_DUPLICATE",), mentions=("--",))
def duplicate_flag(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    if instruction.unit.text.count("--") < 2 or len(instruction.flags) < 2:
        return
    known = instructions.instruction(instruction.name)
    first: dict[str, ast.Flag] = {}
    for flag in instruction.flags:
        flag_kind = known.flag(flag.name) if known is not None else None
        if flag_kind is None or flag_kind.repeatable:
            continue
        earlier = first.setdefault(flag.name, flag)
        if earlier is flag:
            continue
        fixes: tuple[Fix, ...] = ()
        if _says(earlier, flag_kind) == _says(flag, flag_kind):
            fixes = (Fix("Delete the second", (without_flag(instruction, flag),)),)
        yield Diagnostic(
            flag.range,
            f"`--{flag.name}` is given twice",
            fixes,
            related=(Related(earlier.range, "It is given here already"),),
        )


def _says(flag: ast.Flag, kind: instructions.Flag) -> str | None:
    """The flag's value; one that may be true or false says by its name alone that it is true."""
    value = flag.plain
    if kind.takes_value:
        return value
    return "true" if value is None else value.lower()
