"""A flag that its instruction does not have.

Each instruction has flags of its own, and BuildKit refuses any other: `--chown` belongs to `COPY` and `ADD`,
`--checksum` to `ADD` only, `--mount` to `RUN`. A flag has to stand before the arguments.

```dockerfile bad
FROM alpine:3.20
COPY --chwon=app:app . /srv
```
```dockerfile good
FROM alpine:3.20
COPY --chown=app:app . /srv
```

`CMD --help` is no way to give a program its flags either: BuildKit takes `--help` for a flag of `CMD`. The exec form,
`CMD ["--help"]`, says what is meant.

The fix puts the nearest flag in the place of the unknown one. What was meant is a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog import instructions
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import hint, nearest


@rule(
    on=ast.Instruction,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "UNKNOWN_ADD_FLAG",
        "UNKNOWN_COPY_FLAG",
        "UNKNOWN_FROM_FLAG",
        "UNKNOWN_HEALTHCHECK_FLAG",
        "AddInvalidFlag",
        "CopyInvalidFlag",
    ),
    mentions=("--",),
)
def unknown_flag(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    if "--" not in instruction.unit.text or not instruction.flags:
        return
    known = instructions.instruction(instruction.name)
    if known is None or not known.refuses_unknown_flags:
        return
    if isinstance(instruction, ast.Healthcheck) and instruction.is_none:
        return
    given = {flag.name for flag in instruction.flags}
    for flag in instruction.flags:
        if known.flag(flag.name) is not None:
            continue
        near = nearest(flag.name, (it.name for it in known.flags if it.name not in given or it.repeatable))
        yield Diagnostic(
            flag.name_range,
            f"{instruction.name} has no flag `--{flag.name}`{hint(near, '--') or _elsewhere(flag.name)}",
            _fixes(flag, near),
        )


def _fixes(flag: ast.Flag, near: str | None) -> tuple[Fix, ...]:
    start, end = flag.name_range
    # Written over two lines, its letters are not all in one place.
    if near is None or end - start != len(flag.name) + 2:
        return ()
    return (Fix(f"Replace it by --{near}", (Edit(TextRange(start + 2, end), near),), Safety.UNSAFE),)


def _elsewhere(name: str) -> str:
    owners = [it.name for it in instructions.INSTRUCTIONS.values() if it.flag(name) is not None]
    return f"; it is a flag of {' and '.join(owners)}" if owners else ""
