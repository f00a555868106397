"""What a container starts with stands in the middle of a stage, or in another order than agreed.

`STOPSIGNAL`, `HEALTHCHECK`, `ENTRYPOINT` and `CMD` only describe how the image is run. At the end of the stage and in
this order, whoever reads the file finds them at once.

```dockerfile bad
FROM alpine:3.20
CMD ["--help"]
ENTRYPOINT ["/bin/tool"]
COPY tool /bin/
```
```dockerfile good
FROM alpine:3.20
COPY tool /bin/
ENTRYPOINT ["/bin/tool"]
CMD ["--help"]
```

The rule is off by default, as this is a matter of taste. There is no fix: whether what stands between changes what they
mean, as a `SHELL` or an `ENV` does, is yours to see.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast

_ORDER: tuple[type[ast.Instruction], ...] = (ast.Stopsignal, ast.Healthcheck, ast.Entrypoint, ast.Cmd)


@rule(on=Stage, severity=Severity.HINT, aliases=("tally/epilogue-order",), default=False)
def runtime_instructions_last(stage: Stage) -> Iterator[Diagnostic]:
    lowest: ast.Instruction | None = None
    found: list[Diagnostic] = []
    for instruction in reversed(stage.instructions):
        if isinstance(instruction, ast.Onbuild | ast.Unknown):
            continue
        if not isinstance(instruction, _ORDER):
            if lowest is None or isinstance(lowest, _ORDER):
                lowest = instruction
            continue
        if lowest is not None and _rank(instruction) > _rank(lowest):
            message = f"{instruction.name} stands above {lowest.name}"
            found.append(Diagnostic(instruction.keyword.range, message))
        elif lowest is None or isinstance(lowest, _ORDER):
            lowest = instruction
    yield from reversed(found)


def _rank(instruction: ast.Instruction) -> int:
    """Where in the order it belongs; what is not among them comes first."""
    return next((index for index, it in enumerate(_ORDER) if isinstance(instruction, it)), -1)
