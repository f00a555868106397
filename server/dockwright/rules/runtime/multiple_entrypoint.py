"""Several ENTRYPOINT instructions in one stage.

A container starts one program. The last ENTRYPOINT of a stage names it, and those above it do nothing. A stage that
builds on another may well give its own; that is no second one.

The finding stands on the one that does nothing, and the fix deletes it. What ONBUILD defers does not count.

```dockerfile bad
FROM alpine:3.20
ENTRYPOINT ["/bin/app"]
ENTRYPOINT ["/bin/app", "--verbose"]
```
```dockerfile good
FROM alpine:3.20
ENTRYPOINT ["/bin/app", "--verbose"]
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
        "DL4004",
        "MultipleInstructionsDisallowed",
        "DS-0007",
        "MULTIPLE_INSTRUCTIONS",
        "EI0001",
        "DD037",
        "DF039",
        "S6589",
        "dockerfile.correctness.multiple-entrypoint-instructions",
        "6938958b",
    ),
)
def multiple_entrypoint(stage: Stage) -> Iterator[Diagnostic]:
    return replaced_by_later(stage, ast.Entrypoint)
