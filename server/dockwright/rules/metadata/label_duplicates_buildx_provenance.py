"""A label that buildx writes by itself.

With `BUILDX_GIT_LABELS` set, buildx labels each image with the commit that it was made of and the place of its
Dockerfile. A label of the same name in the file is replaced by that, and says something else wherever buildx is not
set up so.

The rule is for projects that build so; it is off by default. With `BUILDX_GIT_LABELS=full` the address of the
repository is written as well, which the option `full` says.

The fix deletes the label. It has to be asked for, since only whoever builds knows what buildx is told.

```dockerfile bad
FROM alpine:3.20
ARG COMMIT
LABEL org.opencontainers.image.revision=$COMMIT com.example.team="storage"
```
```dockerfile good
FROM alpine:3.20
ARG COMMIT
LABEL com.example.team="storage"
```

## References

- [Docker: BUILDX_GIT_LABELS](https://docs.docker.com/build/building/variables/#buildx_git_labels)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.catalog.labels import BUILDX_GIT_LABELS, BUILDX_GIT_SOURCE
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_part
from dockwright.syntax.dockerfile import ast


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    full: bool = field(default=False, metadata={"description": "Whether builds set BUILDX_GIT_LABELS to full."})


@rule(
    on=ast.Label,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/labels/no-buildx-git-overlap",),
    default=False,
    mentions=(*BUILDX_GIT_LABELS, BUILDX_GIT_SOURCE),
)
def label_duplicates_buildx_provenance(label: ast.Label, options: Options) -> Iterator[Diagnostic]:
    for index, pair in enumerate(label.pairs):
        name = pair.name.value
        if name in BUILDX_GIT_LABELS or (options.full and name == BUILDX_GIT_SOURCE):
            edit = None if label.is_trigger else without_part(label, [it.range for it in label.pairs], index)
            fixes = (Fix("Delete this label", (edit,), Safety.UNSAFE),) if edit is not None else ()
            yield Diagnostic(pair.range, f"The label `{name}` is written by buildx", fixes)
