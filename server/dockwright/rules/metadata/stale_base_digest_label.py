"""A label that names a digest of the base image which FROM does not.

`org.opencontainers.image.base.digest` tells scanners what an image was built on. Without the same digest in FROM, it is
right only until the next push of the tag.

```dockerfile bad
FROM alpine:3.22
LABEL org.opencontainers.image.base.digest="sha256:5e3cb6efa51fb1a40deb8f8b0b1dd5de9ed6b5bc3f4ec8e2ba6cbd5f4d9d6e53"
```
```dockerfile good
FROM alpine:3.22
```

The rule is silent where the label's value comes from a variable, or what the stage is built on is not known.

The fix deletes the label. It has to be asked for, as something may read it.

## References

- [OCI image annotations](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_part
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_LABEL = "org.opencontainers.image.base.digest"


@rule(
    on=ast.Label,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("tally/labels/no-stale-base-digest",),
    default=False,
    mentions=(_LABEL,),
)
def stale_base_digest_label(label: ast.Label, state: State) -> Iterator[Diagnostic]:
    reference = state.base.reference
    if reference is None or not state.is_last or label.is_trigger:
        return
    pairs = [it.range for it in label.pairs]
    for index, pair in enumerate(label.pairs):
        value = pair.value.value if pair.value is not None else None
        if pair.name.value != _LABEL or value is None or value == reference.digest:
            continue
        edit = without_part(label, pairs, index) if len(pairs) > 1 or not label.comments else None
        fixes = (Fix("Delete the label", (edit,), Safety.UNSAFE),) if edit is not None else ()
        named = "names another digest" if reference.digest is not None else "names no digest"
        yield Diagnostic(pair.range, f"The label holds a digest of the base image, and FROM {named}", fixes)
