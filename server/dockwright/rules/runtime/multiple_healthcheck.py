"""Several HEALTHCHECK instructions in one stage.

A container has one health check. The last HEALTHCHECK of a stage is it, and those above it do nothing. A stage that
builds on another may well give its own; that is no second one.

The finding stands on the one that does nothing, and the fix deletes it. What ONBUILD defers does not count.

```dockerfile bad
FROM alpine:3.20
HEALTHCHECK NONE
HEALTHCHECK CMD ["/bin/app", "--health"]
```
```dockerfile good
FROM alpine:3.20
HEALTHCHECK CMD ["/bin/app", "--health"]
```

## References

- [Docker: MultipleInstructionsDisallowed](https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.findings import replaced_by_later
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=(
        "MultipleInstructionsDisallowed",
        "DL3012",
        "DS-0023",
        "MULTIPLE_INSTRUCTIONS",
        "DD049",
        "DF041",
        "EI0001",
    ),
)
def multiple_healthcheck(stage: Stage) -> Iterator[Diagnostic]:
    return replaced_by_later(stage, ast.Healthcheck)
