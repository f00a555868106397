"""Stages that need each other.

Each stage has to be built after the ones that it builds on, copies from or mounts. Where these lead back to the stage
itself there is no order, and BuildKit refuses the file.

```dockerfile bad
FROM alpine:3.20 AS one
COPY --from=two /a /a

FROM alpine:3.20 AS two
COPY --from=one /b /b
```
```dockerfile good
FROM alpine:3.20 AS one
RUN touch /a

FROM alpine:3.20 AS two
COPY --from=one /a /a
```

The finding stands where the circle leads down, to a stage further below.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Related, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage


@rule(on=Stage, severity=Severity.ERROR, ambiguous=True, aliases=("tally/circular-stage-deps",))
def circular_stage_dependency(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for use in stage.uses:
        other = use.stage
        if other is not None and other.index > stage.index and other.needs(stage):
            back = tuple(
                Related(it.range, "This leads back")
                for it in other.uses
                if it.stage is not None and it.stage.needs(stage)
            )
            yield Diagnostic(use.range, f"`{use.text}` itself needs this stage, so neither can be built", related=back)
