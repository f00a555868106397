"""A `HEALTHCHECK` that BuildKit cannot read.

After its flags comes `CMD` and a command, or `NONE`. `--retries` is a whole number, not negative.

```dockerfile bad
FROM nginx:1.27
HEALTHCHECK curl -f http://localhost/
```
```dockerfile good
FROM nginx:1.27
HEALTHCHECK CMD curl -f http://localhost/
```

The fix puts the missing `CMD` in, or the nearest word in the place of a mistyped one. What was meant is a guess, so it
has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.spelling import hint, nearest


@rule(
    on=ast.Healthcheck,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "INVALID_SYNTAX",
        "UNKNOWN_TYPE",
        "HEALTHCHECK_CMD_ARGUMENT_MISSING",
        "FLAG_AT_LEAST_ONE",
        "HealthcheckMissingCmd",
        "healthcheck_options_missing_args",
    ),
)
def healthcheck_invalid(instruction: ast.Healthcheck) -> Iterator[Diagnostic]:
    kind = instruction.kind
    if kind is None or instruction.is_none:
        return
    yield from _retries(instruction)
    if kind.text.upper() != "CMD":
        near = nearest(kind.text, ("CMD", "NONE"))
        fixes = replaced_by(kind.range, near)
        if not fixes:
            fixes = (Fix("Insert CMD", (insert(kind.range.start, "CMD "),), Safety.UNSAFE),)
        yield Diagnostic(kind.range, f"HEALTHCHECK takes CMD or NONE here, not `{kind.text}`{hint(near)}", fixes)
        return
    exec_form = instruction.exec_form
    if len(instruction.words) == 1:
        yield Diagnostic(kind.range, "HEALTHCHECK CMD needs a command")
    elif exec_form is not None and not exec_form.elements:
        yield Diagnostic(exec_form.range, "HEALTHCHECK CMD needs a command, and this list is empty")


def _retries(instruction: ast.Healthcheck) -> Iterator[Diagnostic]:
    flag = instruction.flag("retries")
    if flag is None or flag.value is None or not flag.plain:
        return
    text = flag.plain
    digits = text[1:] if text[0] in "+-" else text
    if not digits.isascii() or not digits.isdecimal():
        yield Diagnostic(flag.value.range, f"`--retries` is a whole number, not `{text}`")
    elif text.startswith("-") and digits.strip("0"):
        yield Diagnostic(flag.value.range, "`--retries` cannot be negative")
    elif len(digits.lstrip("0")) > 10 or int(digits) >= 1 << 31:
        yield Diagnostic(flag.value.range, "`--retries` is too large")
