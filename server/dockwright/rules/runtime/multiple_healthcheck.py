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
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete


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
    """Yield a diagnostic for each HEALTHCHECK but the last one of a stage."""
    found = (
        (it for it in stage.instructions if isinstance(it, ast.Healthcheck)) if ast.Healthcheck in stage.kinds else ()
    )
    for useless, later in pairwise(found):
        fix = Fix("Delete this HEALTHCHECK", (delete(useless.full_range),))
        related = (Related(later.keyword.range, "This HEALTHCHECK replaces it"),)
        message = "A later HEALTHCHECK of this stage replaces this one"
        yield Diagnostic(useless.range, message, (fix,), related, (Tag.UNNECESSARY,))
