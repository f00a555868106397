"""`COPY` or `ADD` with one path, or none.

Both need at least a source and a destination.

```dockerfile bad
FROM alpine:3.20
COPY app.py
```
```dockerfile good
FROM alpine:3.20
COPY app.py /srv/
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Transfer,
    severity=Severity.ERROR,
    aliases=(
        "ARGUMENT_REQUIRES_AT_LEAST_TWO",
        "AddMissingArguments",
        "CopyMissingArguments",
    ),
)
def copy_missing_destination(transfer: ast.Transfer) -> Iterator[Diagnostic]:
    if transfer.destination is not None:
        return
    if not transfer.sources:
        yield Diagnostic(transfer.keyword.range, f"{transfer.name} needs a source and a destination")
    else:
        yield Diagnostic(transfer.sources[0].range, f"{transfer.name} needs a destination, too")
