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

The rule is off by default, as this is a matter of taste. The fix moves the instruction with the comments directly above
it. It is safe: only what describes the image moves. Where what stands between changes what it means, as a `SHELL` does
for a shell form or an `ENV` for a variable of `STOPSIGNAL`, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import moved_below
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast

_ORDER: tuple[type[ast.Instruction], ...] = (ast.Stopsignal, ast.Healthcheck, ast.Entrypoint, ast.Cmd)


@rule(on=Stage, severity=Severity.HINT, fix=Safety.SAFE, aliases=("tally/epilogue-order",), default=False)
def runtime_instructions_last(stage: Stage, document: Document) -> Iterator[Diagnostic]:
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
            found.append(Diagnostic(instruction.keyword.range, message, _fixes(stage, instruction, document)))
        elif lowest is None or isinstance(lowest, _ORDER):
            lowest = instruction
    yield from reversed(found)


def _fixes(stage: Stage, instruction: ast.Instruction, document: Document) -> tuple[Fix, ...]:
    below = [it for it in stage.instructions if it.start > instruction.start]
    if any(isinstance(it, type(instruction) | ast.Unknown) for it in below):
        # Of two of a kind the later one counts.
        return ()
    if isinstance(instruction, ast.Stopsignal):
        if "$" in instruction.unit.text:
            return ()
    elif any(isinstance(it, ast.Shell) for it in below):
        # That reads what is written in shell form.
        return ()
    last = next(it for it in reversed(below) if _rank(it) < _rank(instruction))
    edits = moved_below(document, instruction, last)
    return (Fix(f"Move it below the {last.name}", edits),) if edits is not None else ()


def _rank(instruction: ast.Instruction) -> int:
    """Where in the order it belongs; what is not among them comes first."""
    return next((index for index, it in enumerate(_ORDER) if isinstance(instruction, it)), -1)
