r"""Labels of one instruction that are not in order.

In alphabetical order a label is found at once, and a change adds or moves one line. The rule looks at each `LABEL` by
itself. It is silent where a name is given twice or holds a variable.

The fix puts the pairs in order, each where another one stood. It is not offered where a pair goes over several lines or
comments stand between them, which would stay behind.

```dockerfile bad
FROM alpine:3.20
LABEL com.example.tier="1" \
      com.example.team="storage"
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
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=ast.Label,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/labels/prefer-stable-order",),
    default=False,
)
def label_order(label: ast.Label) -> Iterator[Diagnostic]:
    names = [it.name.value or "" for it in label.pairs]
    if len(names) < 2 or "" in names or len(set(names)) < len(names):
        return
    for (before, name), pair in zip(pairwise(names), label.pairs[1:], strict=True):
        if name < before:
            yield Diagnostic(pair.name.range, f"The label `{name}` comes before `{before}`", _fixes(label, names))
            return


def _fixes(label: ast.Label, names: list[str]) -> tuple[Fix, ...]:
    text, base = label.unit.text, label.start
    pairs = [it.range for it in label.pairs]
    written = [it.shifted(-base).slice(text) for it in pairs]
    if label.comments or any("\n" in it for it in written):
        return ()
    ordered = [written[index] for index in sorted(range(len(names)), key=names.__getitem__)]
    edits = [Edit(place, new) for place, old, new in zip(pairs, written, ordered, strict=True) if old != new]
    return (Fix("Put the labels in order", tuple(edits)),)
