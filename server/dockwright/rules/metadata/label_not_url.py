"""A label that holds no URL where the schema asks for one.

What reads the label makes a link of it, which needs a scheme and a host.

The schema is the option `label-schema` of `missing-labels`. A value with a variable in it is not judged.

```dockerfile bad settings={"label-schema": {"org.opencontainers.image.url": "url"}}
FROM alpine:3.20
LABEL org.opencontainers.image.url="example.com/app"
```
```dockerfile good settings={"label-schema": {"org.opencontainers.image.url": "url"}}
FROM alpine:3.20
LABEL org.opencontainers.image.url="https://example.com/app"
```

The fix writes what was probably meant, a guess, so it has to be asked for.

## References

- [OCI: pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.label_schema import LabelSchema, mistyped
from dockwright.lint.rule import rule
from dockwright.semantic.label_values import is_url, with_scheme
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Label, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DL3052",))
def label_not_url(label: ast.Label, schema: LabelSchema) -> Iterator[Diagnostic]:
    return mistyped(label, schema, "url", is_url, "an address with a scheme and a host", with_scheme)
