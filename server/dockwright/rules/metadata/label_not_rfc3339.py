"""A label that holds no RFC 3339 time where the schema asks for one.

Tools sort and compare images by such times: a date, a time of day and an offset from UTC, none of them left out.

The schema is the option `label-schema` of `missing-labels`. A value with a variable in it is not judged.

```dockerfile bad settings={"label-schema": {"org.opencontainers.image.created": "rfc3339"}}
FROM alpine:3.20
LABEL org.opencontainers.image.created="2026-01-31T12:00:00"
```
```dockerfile good settings={"label-schema": {"org.opencontainers.image.created": "rfc3339"}}
FROM alpine:3.20
LABEL org.opencontainers.image.created="2026-01-31T12:00:00Z"
```

The fix writes what was probably meant, a guess, so it has to be asked for.

## References

- [OCI: pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
- [RFC 3339: Internet date/time format](https://www.rfc-editor.org/rfc/rfc3339#section-5.6)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.label_schema import LabelSchema, mistyped
from dockwright.lint.rule import rule
from dockwright.semantic.label_values import is_time, with_offset
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Label, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DL3053",))
def label_not_rfc3339(label: ast.Label, schema: LabelSchema) -> Iterator[Diagnostic]:
    return mistyped(label, schema, "rfc3339", is_time, "a time of RFC 3339", with_offset)
