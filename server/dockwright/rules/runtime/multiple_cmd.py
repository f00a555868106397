"""Several CMD instructions in one stage.

A container has one default command. The last CMD of a stage is it, and those above it do nothing, whatever stands
between them. A stage that builds on another may well give its own; that is no second one.

The finding stands on the one that does nothing, and the fix deletes it. What ONBUILD defers does not count.

```dockerfile bad
FROM alpine:3.20
CMD ["nginx"]
CMD ["nginx", "-g", "daemon off;"]
```
```dockerfile good
FROM alpine:3.20
CMD ["nginx", "-g", "daemon off;"]
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
        "DL4003",
        "MultipleInstructionsDisallowed",
        "DS-0016",
        "MULTIPLE_INSTRUCTIONS",
        "EI0001",
        "DD036",
        "DF038",
        "S6589",
        "generic.dockerfile.correctness.multiple-cmd-instructions",
        "41c195f4",
        "AC_DOCKER_0053",
    ),
)
def multiple_cmd(stage: Stage) -> Iterator[Diagnostic]:
    return replaced_by_later(stage, ast.Cmd)
