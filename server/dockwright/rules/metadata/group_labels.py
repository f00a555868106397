r"""Labels right below each other in instructions of their own.

Several labels can be set by one `LABEL`, which reads as the one block that they are. It makes no difference to the
image: a `LABEL` adds no layer.

The fix joins an instruction with the one above it. It is not offered where a comment or a blank line stands between
them, nor for the old form without `=`.

```dockerfile bad
FROM alpine:3.20
LABEL com.example.team="storage"
LABEL com.example.tier="1"
```
```dockerfile good
FROM alpine:3.20
LABEL com.example.team="storage" \
      com.example.tier="1"
```

## References

- [Best practices: LABEL](https://docs.docker.com/build/building/best-practices/#label)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import indentation
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/labels/prefer-grouped",),
    default=False,
    mentions=("label",),
)
def group_labels(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each LABEL right below another one."""
    indent = ""
    for above, label in pairwise(stage.instructions if ast.Label in stage.kinds else ()):
        if not isinstance(above, ast.Label):
            indent = ""
        elif isinstance(label, ast.Label):
            # All of a block stand below its first name.
            indent = indent or indentation(above) + " " * (len(above.written) + 1)
            fixes = _fixes(above, label, indent)
            yield Diagnostic(label.keyword.range, "The LABEL above can set this as well", fixes)


def _fixes(above: ast.Label, label: ast.Label, indent: str) -> tuple[Fix, ...]:
    if above.full_range.end != label.start or above.legacy or label.legacy or not above.pairs or not label.pairs:
        return ()
    if any(it.value is None for it in (*above.pairs, *label.pairs)):
        # A word without `=`, perhaps a comment, which BuildKit refuses.
        return ()
    start, end = above.pairs[-1].range.end, label.pairs[0].range.start
    before, after = start - above.start, end - label.start
    # A continuation into nothing, or a comment behind it.
    if above.unit.text[before:].strip() or "\n" in label.unit.text[:after]:
        return ()
    joint = f" {label.escape}{line_end_of(above.unit.text)}{indent}"
    return (Fix("Join it with the LABEL above", (Edit(TextRange(start, end), joint),)),)
