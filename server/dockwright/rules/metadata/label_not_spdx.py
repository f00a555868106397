"""A label that holds no SPDX licence expression where the schema asks for one.

Scanners know a licence by its id in the SPDX list, and several by ids joined with `AND`, `OR` and `WITH`. Licences
outside of the list are written as `LicenseRef-name`.

The schema is the option `label-schema` of `missing-labels`. A value with a variable in it is not judged.

```dockerfile bad settings={"label-schema": {"org.opencontainers.image.licenses": "spdx"}}
FROM alpine:3.20
LABEL org.opencontainers.image.licenses="Apache 2"
```
```dockerfile good settings={"label-schema": {"org.opencontainers.image.licenses": "spdx"}}
FROM alpine:3.20
LABEL org.opencontainers.image.licenses="Apache-2.0"
```

The fix writes what was probably meant, a guess, so it has to be asked for.

## References

- [OCI: pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
- [SPDX: the list of licences](https://spdx.org/licenses/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.label_schema import LabelSchema, mistyped
from dockwright.lint.rule import rule
from dockwright.semantic.label_values import is_license, nearest_license
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Label, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DL3054",))
def label_not_spdx(label: ast.Label, schema: LabelSchema) -> Iterator[Diagnostic]:
    return mistyped(label, schema, "spdx", is_license, "an SPDX licence expression", nearest_license)
