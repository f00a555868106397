"""An instruction before the first `FROM`.

Only `ARG` may stand there, to be used by the `FROM` lines. Everything else belongs to a stage, and before the first
`FROM` there is none.

```dockerfile bad
LABEL org.opencontainers.image.title=app
FROM alpine:3.20
```
```dockerfile good
ARG VERSION=3.20
FROM alpine:${VERSION}
LABEL org.opencontainers.image.title=app
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast


@rule(
    on=Document,
    severity=Severity.ERROR,
    ambiguous=True,
    aliases=(
        "DL3061",
        "EI0002",
        "DF037",
        "from_first",
    ),
)
def instruction_before_from(document: Document) -> Iterator[Diagnostic]:
    # Without any FROM that is what is wrong, and one finding says it all.
    if not document.stages:
        return
    for instruction in document.instructions:
        if isinstance(instruction, ast.From):
            return
        if not isinstance(instruction, ast.Arg | ast.Unknown):
            yield Diagnostic(
                instruction.keyword.range, f"{instruction.name} before the first FROM; only ARG may stand there"
            )
