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
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_OCTAL = re.compile(r"0*[0-7]{1,4}")
_SYMBOLS = re.compile(r"[ugoa]*(?:[-+=][rwxXstugo]*)+(?:,[ugoa]*(?:[-+=][rwxXstugo]*)+)*")


@rule(on=ast.Transfer, severity=Severity.ERROR, mentions=("--chmod",))
def chmod_flag_invalid(transfer: ast.Transfer, state: State) -> Iterator[Diagnostic]:
    if "--chmod" not in transfer.unit.text:
        return
    flag = transfer.flag("chmod")
    if flag is None or flag.value is None or not flag.plain:
        return
    mode = state.expand(flag.plain, transfer.escape).text
    if not mode or _OCTAL.fullmatch(mode) or _SYMBOLS.fullmatch(mode):
        return
    yield Diagnostic(flag.value.range, f"`{mode}` is no mode: an octal number up to 7777, or symbols such as `u=rwX`")
