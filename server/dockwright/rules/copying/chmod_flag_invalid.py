"""A `--chmod` that is no mode.

A mode is an octal number up to 7777, such as `755`, or says it in symbols as `chmod` does: `u=rwX,go=rX`.

```dockerfile bad
FROM alpine:3.20
COPY --chmod=rwxr-xr-x run.sh /usr/local/bin/
```
```dockerfile good
FROM alpine:3.20
COPY --chmod=755 run.sh /usr/local/bin/
```

The fix writes what `ls -l` shows as the number that it stands for, and `0o755` as `755`. It is safe, as the file could
not be built before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_OCTAL = re.compile(r"0*[0-7]{1,4}")
_LISTED = re.compile(r"((?:[r-][w-][x-]){3})")
_PREFIXED = re.compile(r"0[oO]([0-7]{3,4})")
_SYMBOLS = re.compile(r"[ugoa]*(?:[-+=][rwxXstugo]*)+(?:,[ugoa]*(?:[-+=][rwxXstugo]*)+)*")


@rule(on=ast.Transfer, severity=Severity.ERROR, fix=Safety.SAFE, mentions=("--chmod",))
def chmod_flag_invalid(transfer: ast.Transfer, state: State) -> Iterator[Diagnostic]:
    if "--chmod" not in transfer.unit.text:
        return
    flag = transfer.flag("chmod")
    if flag is None or flag.value is None or not flag.plain:
        return
    mode = state.expand(flag.plain, transfer.escape).text
    if not mode or _OCTAL.fullmatch(mode) or _SYMBOLS.fullmatch(mode):
        return
    message = f"`{mode}` is no mode: an octal number up to 7777, or symbols such as `u=rwX`"
    yield Diagnostic(flag.value.range, message, _fixes(flag.value, mode))


def _fixes(word: ast.Word, mode: str) -> tuple[Fix, ...]:
    number = _number(mode)
    # Only where it stands as it is: not in a variable, between quotes or on two lines.
    if number is None or word.text != mode or word.range.length != len(mode):
        return ()
    return (Fix(f"Write {number}", (Edit(word.range, number),)),)


def _number(mode: str) -> str | None:
    if prefixed := _PREFIXED.fullmatch(mode):
        return prefixed[1]
    listed = _LISTED.fullmatch(mode)
    if listed is None:
        return None
    bits = "".join("0" if it == "-" else "1" for it in listed[1])
    return f"{int(bits, 2):03o}"
