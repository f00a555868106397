"""A label that is set again in the same stage.

An image has one value for each label. The last one of a stage counts, and those above it do nothing. A stage that
builds on another may well set its label anew; that is no second one.

The fix deletes the pair that does nothing. Nothing in a build reads labels, so the image stays the same. It is not
offered where a comment stands in between. Names with a variable or a template's braces in them
are not judged.

```dockerfile bad
FROM alpine:3.20
LABEL com.example.team="storage" com.example.tier="1"
LABEL com.example.team="network"
```
```dockerfile good
FROM alpine:3.20
LABEL com.example.tier="1"
LABEL com.example.team="network"
```

## References

- [Dockerfile reference: LABEL](https://docs.docker.com/reference/dockerfile/#label)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_part
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=("tally/labels/no-duplicate-keys",),
    mentions=("label",),
)
def duplicate_label_key(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each pair whose label a later one of the stage sets again."""
    set_last: dict[str, tuple[ast.Label, int]] = {}
    if ast.Unknown in stage.kinds:
        # Probably a template, which chooses one of the two.
        return
    for label in stage.all_of(ast.Label):
        for index, pair in enumerate(label.pairs):
            name = pair.name.value
            if not name or "{" in name or "}" in name:
                continue
            if name in set_last:
                yield _finding(*set_last[name], pair)
            set_last[name] = label, index


def _finding(label: ast.Label, index: int, later: ast.Pair) -> Diagnostic:
    pair = label.pairs[index]
    edit = without_part(label, [it.range for it in label.pairs], index)
    fixes = (Fix("Delete this value", (edit,)),) if edit is not None else ()
    message = f"The label `{pair.name.value}` is set again in this stage"
    related = (Related(later.name.range, "This value replaces it"),)
    return Diagnostic(pair.range, message, fixes, related, (Tag.UNNECESSARY,))
