"""A stage that takes files from itself.

`COPY --from` and `RUN --mount` with `from` take files out of another stage. A stage that names itself waits for its own
end, and BuildKit refuses it.

```dockerfile bad
FROM alpine:3.20 AS build
COPY --from=build /app /srv/app
```
```dockerfile good
FROM alpine:3.20 AS build
RUN cp -r /app /srv/app
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, UseKind


@rule(
    on=Stage,
    severity=Severity.ERROR,
    ambiguous=True,
    aliases=(
        "DL3023",
        "DS-0006",
        "EC0001",
        "DF050",
        "generic.dockerfile.correctness.copy-from-own-alias",
        "cdddb86f",
    ),
)
def copy_from_self(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for use in stage.uses:
        if use.stage is stage and use.kind is not UseKind.BASE:
            what = "copies" if use.kind is UseKind.COPY else "mounts"
            yield Diagnostic(use.range, f"This stage {what} from itself")
