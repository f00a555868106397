"""A label of the schema without a value.

A label that an image has to have says something only with a value. An empty one satisfies a check for its name, and
whoever reads it learns nothing.

The schema is the option `label-schema` of `missing-labels`. A value with a variable in it is not judged.

```dockerfile bad settings={"label-schema": {"com.example.team": "text"}}
FROM alpine:3.20
LABEL com.example.team=""
```
```dockerfile good settings={"label-schema": {"com.example.team": "text"}}
FROM alpine:3.20
LABEL com.example.team="storage"
```

## References

- [Docker: object labels](https://docs.docker.com/engine/manage-resources/labels/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.label_schema import LabelSchema
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Label, severity=Severity.WARNING, aliases=("DL3051",))
def label_empty(label: ast.Label, schema: LabelSchema) -> Iterator[Diagnostic]:
    if not schema.types:
        return
    for pair in label.pairs:
        if pair.name.value in schema.types and pair.value is not None and pair.value.value == "":
            yield Diagnostic(pair.range, f"The label `{pair.name.value}` is empty")
