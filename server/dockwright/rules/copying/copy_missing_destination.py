"""`COPY` or `ADD` with one path, or none.

Both need at least a source and a destination.

```dockerfile bad
FROM alpine:3.20
WORKDIR /srv
COPY app.py
```
```dockerfile good
FROM alpine:3.20
WORKDIR /srv
COPY app.py ./
```

The fix names the working directory, where the stage has chosen one. It is a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert


@rule(
    on=ast.Transfer,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "ARGUMENT_REQUIRES_AT_LEAST_TWO",
        "AddMissingArguments",
        "CopyMissingArguments",
    ),
)
def copy_missing_destination(transfer: ast.Transfer, state: State) -> Iterator[Diagnostic]:
    if transfer.destination is not None:
        return
    if not transfer.sources:
        yield Diagnostic(transfer.keyword.range, f"{transfer.name} needs a source and a destination")
    else:
        message = f"{transfer.name} needs a destination, too"
        yield Diagnostic(transfer.sources[0].range, message, _fixes(transfer, state))


def _fixes(transfer: ast.Transfer, state: State) -> tuple[Fix, ...]:
    if state.workdir_unit is None or transfer.heredocs or transfer.flag("from") is not None:
        return ()
    source = transfer.sources[0]
    directory = "." if source.value == "." else "./"
    text = f', "{directory}"' if isinstance(source, ast.Element) else f" {directory}"
    return (Fix("Copy to the working directory", (insert(source.range.end, text),), Safety.UNSAFE),)
