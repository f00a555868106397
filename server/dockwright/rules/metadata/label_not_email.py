"""A label that holds no e-mail address where the schema asks for one.

Whoever writes to the people behind an image by a script needs the address alone, without a name around it.

The schema is the option `label-schema` of `missing-labels`. A value with a variable in it is not judged.

```dockerfile bad settings={"label-schema": {"com.example.contact": "email"}}
FROM alpine:3.20
LABEL com.example.contact="Jane Doe <jane@example.com>"
```
```dockerfile good settings={"label-schema": {"com.example.contact": "email"}}
FROM alpine:3.20
LABEL com.example.contact="jane@example.com"
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
from dockwright.semantic.label_values import address_in, is_email
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Label, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DL3058",))
def label_not_email(label: ast.Label, schema: LabelSchema) -> Iterator[Diagnostic]:
    return mistyped(label, schema, "email", is_email, "an e-mail address", address_in)
