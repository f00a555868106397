"""A value without a name.

What stands before the `=` names a variable or label; BuildKit refuses an empty one. A blank before the `=` is a common
cause: `ENV A =b` sets `A` to `=b`, but `ENV X=1 =b` has a value without a name.

```dockerfile bad
FROM alpine:3.20
ENV =production
```
```dockerfile good
FROM alpine:3.20
ENV NODE_ENV=production
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(on=(ast.KeyValue, ast.Arg), severity=Severity.ERROR, ambiguous=True, aliases=("SYNTAX_MISSING_NAMES",))
def key_value_empty_name(instruction: ast.KeyValue | ast.Arg) -> Iterator[Diagnostic]:
    for pair in instruction.pairs:
        if not pair.name.text:
            yield Diagnostic(pair.range, f"{instruction.name} needs a name before the `=`")
