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

The fix swaps a single path with the heredoc. It is safe, as the file could not be built before.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(on=ast.Transfer, severity=Severity.ERROR, fix=Safety.SAFE)
def heredoc_as_destination(transfer: ast.Transfer) -> Iterator[Diagnostic]:
    if "<<" not in transfer.unit.text:
        return
    last = transfer.destination
    if last is not None and transfer.heredoc_of(last) is not None:
        message = f"A heredoc cannot be the destination of {transfer.name}, only a source"
        yield Diagnostic(last.range, message, _fixes(transfer, last))


def _fixes(transfer: ast.Transfer, last: ast.Word | ast.Element) -> tuple[Fix, ...]:
    path, *others = transfer.sources
    if others or transfer.exec_form is not None or transfer.heredoc_of(path) is not None:
        return ()
    text = transfer.unit.text
    first, second = (it.range.shifted(-transfer.start).slice(text) for it in (path, last))
    if "://" in first or "\n" in first or "\n" in second:
        return ()
    return (Fix("Write the heredoc first", (Edit(path.range, second), Edit(last.range, first))),)
