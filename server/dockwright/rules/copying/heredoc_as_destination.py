"""A heredoc where the destination belongs.

`COPY` and `ADD` take heredocs as sources: the text becomes a file. The last word is the destination, and a heredoc
cannot be one.

```dockerfile bad
FROM alpine:3.20
COPY /etc/motd <<EOF
hello
EOF
```
```dockerfile good
FROM alpine:3.20
COPY <<EOF /etc/motd
hello
EOF
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Transfer, severity=Severity.ERROR)
def heredoc_as_destination(transfer: ast.Transfer) -> Iterator[Diagnostic]:
    if "<<" not in transfer.unit.text:
        return
    last = transfer.destination
    if last is not None and transfer.heredoc_of(last) is not None:
        yield Diagnostic(last.range, f"A heredoc cannot be the destination of {transfer.name}, only a source")
