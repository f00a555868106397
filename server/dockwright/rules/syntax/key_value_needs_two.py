"""`ENV` or `LABEL` with a name and no value.

`ENV NAME` sets nothing, and BuildKit refuses it. An empty value is written `ENV NAME=`; only `ARG` may do without.

```dockerfile bad
FROM alpine:3.20
ENV LANG
```
```dockerfile good
FROM alpine:3.20
ENV LANG=C.UTF-8
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(on=ast.KeyValue, severity=Severity.ERROR, aliases=("ARGUMENT_REQUIRES_TWO",))
def key_value_needs_two(instruction: ast.KeyValue) -> Iterator[Diagnostic]:
    if instruction.legacy and instruction.pairs[0].value is None:
        name = instruction.pairs[0].name
        yield Diagnostic(name.range, f"`{name.text}` has no value; an empty one is written `{name.text}=`")
