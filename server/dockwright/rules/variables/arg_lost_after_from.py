"""A global ARG used in a stage that does not repeat it.

An ARG above the first FROM is seen by FROM alone. A stage gets its value only after a bare `ARG NAME` of its own;
without that the name is empty there, with no error. The same holds for `TARGETARCH` and the other platform arguments,
which the builder declares in the global scope.

In RUN the shell looks the name up, so a RUN that sets it itself is left alone, and so is a name that the base image
sets or may set.

The fix adds the ARG below FROM. It is one to be asked for: a value that was empty until now gets set.

```dockerfile bad
ARG VERSION=1.2
FROM alpine:3.20
ENV APP_VERSION=$VERSION
```
```dockerfile good
ARG VERSION=1.2
FROM alpine:3.20
ARG VERSION
ENV APP_VERSION=$VERSION
```

## References

- [Docker: UndefinedVar](https://docs.docker.com/reference/build-checks/undefined-var/)
- [Dockerfile reference: scope of ARG](https://docs.docker.com/reference/dockerfile/#scope)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.undefined import EXPANDING, lost_arguments
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.lines import line_end_of


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("UndefinedVar", "S6579"),
)
def arg_lost_after_from(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each use of a global ARG that the stage does not have."""
    for instruction in stage.instructions if document.global_arguments else ():
        if "$" not in instruction.unit.text or not isinstance(instruction, EXPANDING):
            continue
        for reference in lost_arguments(instruction, document.state_before(instruction)):
            declared = _declaration(document, reference.name)
            related = (Related(declared.range, "Only FROM sees this ARG"),) if declared is not None else ()
            message = f"`{reference.name}` is a global ARG, which this stage sees only after `ARG {reference.name}`"
            yield Diagnostic(reference.range, message, (_fix(stage, reference.name),), related)


def _declaration(document: Document, name: str) -> ast.Pair | None:
    pairs = [pair for arg in document.global_arguments for pair in arg.pairs if pair.name.text == name]
    return pairs[-1] if pairs else None


def _fix(stage: Stage, name: str) -> Fix:
    start = stage.instruction
    keyword = "arg" if start.keyword.text.islower() else "ARG"
    edit = insert(start.full_range.end, f"{keyword} {name}{line_end_of(start.unit.text)}")
    return Fix(f"Add ARG {name} below FROM", (edit,), Safety.UNSAFE)
