"""A label that the schema does not know.

With `strict-labels` the schema is all that there may be: a label outside of it is a name mistyped, or one that nobody
agreed on. The schema is the option `label-schema` of `missing-labels`. A name with a variable in it is not judged.

```dockerfile bad settings={"strict-labels": true, "label-schema": {"com.example.team": "text"}}
FROM alpine:3.20
LABEL com.example.taem="storage"
```
```dockerfile good settings={"strict-labels": true, "label-schema": {"com.example.team": "text"}}
FROM alpine:3.20
LABEL com.example.team="storage"
```

## References

- [Docker: object labels](https://docs.docker.com/engine/manage-resources/labels/)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.label_schema import LabelSchema
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.spelling import hint, nearest


@dataclass(frozen=True)
class Options(LabelSchema):
    """What a user may choose."""

    strict_labels: bool = field(default=False, metadata={"description": "Allow no labels but those of the schema."})


@rule(on=ast.Label, severity=Severity.INFORMATION, aliases=("DL3050",))
def superfluous_labels(label: ast.Label, options: Options) -> Iterator[Diagnostic]:
    if not options.strict_labels:
        return
    for pair in label.pairs:
        name = pair.name.value
        if name is not None and name not in options.types:
            yield Diagnostic(pair.name.range, f"The schema has no label `{name}`{hint(nearest(name, options.types))}")
