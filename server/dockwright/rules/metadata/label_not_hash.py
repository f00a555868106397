"""A label that holds no hash of a commit where the schema asks for one.

A hash says exactly which sources an image was made of; a branch or a tag may be moved. It has 40 or 64 hexadecimal
digits, and may be shortened to seven.

The schema is the option `label-schema` of `missing-labels`. A value with a variable in it is not judged.

```dockerfile bad settings={"label-schema": {"org.opencontainers.image.revision": "hash"}}
FROM alpine:3.20
LABEL org.opencontainers.image.revision="main"
```
```dockerfile good settings={"label-schema": {"org.opencontainers.image.revision": "hash"}}
FROM alpine:3.20
LABEL org.opencontainers.image.revision="2dbfae9"
```


## References

- [OCI: pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.label_schema import LabelSchema, mistyped
from dockwright.lint.rule import rule
from dockwright.semantic.label_values import is_git_hash
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Label, severity=Severity.WARNING, aliases=("DL3055",))
def label_not_hash(label: ast.Label, schema: LabelSchema) -> Iterator[Diagnostic]:
    return mistyped(label, schema, "hash", is_git_hash, "the hash of a commit")
