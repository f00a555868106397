"""A label that holds no semantic version where the schema asks for one.

A semantic version is three numbers, with what follows a hyphen for a pre-release and what follows a plus for a build.
Two numbers alone, or a `v` in front, make none.

The schema is the option `label-schema` of `missing-labels`. A value with a variable in it is not judged.

```dockerfile bad settings={"label-schema": {"org.opencontainers.image.version": "semver"}}
FROM alpine:3.20
LABEL org.opencontainers.image.version="v1.2"
```
```dockerfile good settings={"label-schema": {"org.opencontainers.image.version": "semver"}}
FROM alpine:3.20
LABEL org.opencontainers.image.version="1.2.0"
```

The fix writes what was probably meant, a guess, so it has to be asked for.

## References

- [OCI: pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
- [Semantic Versioning](https://semver.org/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.label_schema import LabelSchema, mistyped
from dockwright.lint.rule import rule
from dockwright.semantic.label_values import is_semantic_version, with_three_numbers
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Label, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DL3056",))
def label_not_semver(label: ast.Label, schema: LabelSchema) -> Iterator[Diagnostic]:
    return mistyped(label, schema, "semver", is_semantic_version, "a semantic version", with_three_numbers)
