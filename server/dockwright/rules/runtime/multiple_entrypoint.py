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
        "DL4004",
        "DS-0007",
        "MULTIPLE_INSTRUCTIONS",
        "DD037",
        "DF039",
        "EI0001",
        "S6589",
    ),
)
def multiple_entrypoint(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each ENTRYPOINT but the last one of a stage."""
    found = (it for it in stage.instructions if isinstance(it, ast.Entrypoint)) if ast.Entrypoint in stage.kinds else ()
    for useless, later in pairwise(found):
        fix = Fix("Delete this ENTRYPOINT", (delete(useless.full_range),))
        related = (Related(later.keyword.range, "This ENTRYPOINT replaces it"),)
        message = "A later ENTRYPOINT of this stage replaces this one"
        yield Diagnostic(useless.range, message, (fix,), related, (Tag.UNNECESSARY,))
