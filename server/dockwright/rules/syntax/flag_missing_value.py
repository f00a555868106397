"""A flag without the value that it needs.

All flags but the boolean ones are written `--name=value`, with `=` and without a blank: BuildKit takes
`--from build` for a flag without a value and a file called `build`.

```dockerfile bad
FROM alpine:3.20 AS build
FROM scratch
COPY --from build /app /app
```
```dockerfile good
FROM alpine:3.20 AS build
FROM scratch
COPY --from=build /app /app
```

A boolean flag may stand alone, but where there is an `=`, a value must follow: `--link` or `--link=true`.

The fix joins the flag with the word behind it, where that is a value that the flag may have and enough remains behind,
and takes an `=` with nothing behind it away. It is safe, as the file could not be built before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog import instructions
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete
from dockwright.text.ranges import TextRange

_BEHIND = re.compile(r"([ \t]+)([^\s\\`]+)[ \t]+\S")
_DURATION = re.compile(r"(?:[0-9.]+(?:ns|us|ms|s|m|h))+")
_VALUES = {
    "from": re.compile(r"[A-Za-z0-9][\w./:@-]*"),
    "platform": re.compile(r"(?:\$\w+|\$\{\w+\}|(?:linux|windows)/[\w/]+)"),
    "chown": re.compile(r"[\w-]+(?::[\w-]+)?"),
    "chmod": re.compile(r"[0-7]{3,4}"),
    "checksum": re.compile(r"sha256:[0-9a-f]{64}"),
    "mount": re.compile(r"type=(?:bind|cache|secret|ssh|tmpfs)(?:,\S*)?"),
    "network": re.compile(r"none|host|default"),
    "security": re.compile(r"insecure|sandbox"),
    "interval": _DURATION,
    "timeout": _DURATION,
    "start-period": _DURATION,
    "start-interval": _DURATION,
    "retries": re.compile(r"[0-9]+"),
}
"""What is a value of a flag beyond doubt."""


@rule(
    on=ast.Instruction,
    severity=Severity.ERROR,
    fix=Safety.SAFE,
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
            message = f"`--{flag.name}` needs a value: `{kind.usage}`"
            yield Diagnostic(flag.range, message, _joined(instruction, flag))
        elif not kind.takes_value and flag.plain == "":
            message = f"`--{flag.name}=` needs true or false behind its `=`"
            yield Diagnostic(flag.range, message, _without_equals(instruction, flag))


def _is_none(instruction: ast.Instruction) -> bool:
    """Whether it is a `HEALTHCHECK NONE`, whose flags BuildKit never looks at."""
    if not isinstance(instruction, ast.Healthcheck) or instruction.kind is None:
        return False
    return instruction.kind.text.upper() == "NONE"


def _joined(instruction: ast.Instruction, flag: ast.Flag) -> tuple[Fix, ...]:
    """The fix that makes a value of the word behind a flag, on its line and with something behind it."""
    known = _VALUES.get(flag.name)
    found = _BEHIND.match(instruction.unit.text, flag.range.end - instruction.start)
    if known is None or found is None or known.fullmatch(found[2]) is None or flag is not instruction.flags[-1]:
        return ()
    if isinstance(instruction, ast.Transfer) and len(instruction.paths) < 3:
        return ()
    blanks = TextRange(*found.span(1)).shifted(instruction.start)
    return (Fix("Write an = before the value", (Edit(blanks, "="),)),)


def _without_equals(instruction: ast.Instruction, flag: ast.Flag) -> tuple[Fix, ...]:
    end = flag.range.end
    equals = TextRange(end - 1, end)
    if equals.shifted(-instruction.start).slice(instruction.unit.text) != "=":
        return ()
    return (Fix("Take the = away", (delete(equals),)),)
