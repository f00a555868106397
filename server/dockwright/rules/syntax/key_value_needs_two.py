"""`ENV` or `LABEL` with a name and no value.

`ENV NAME` sets nothing, and BuildKit refuses it. An empty value is written `ENV NAME=`; only `ARG` may do without.

```dockerfile bad
FROM alpine:3.20
ENV LANG
```
```dockerfile good
FROM alpine:3.20
ENV LANG=
```

The fix gives it an empty value. What value was meant it cannot know, so it has to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")


@rule(on=ast.KeyValue, severity=Severity.ERROR, fix=Safety.UNSAFE, aliases=("ARGUMENT_REQUIRES_TWO",))
def key_value_needs_two(instruction: ast.KeyValue) -> Iterator[Diagnostic]:
    if instruction.legacy and instruction.pairs[0].value is None:
        name = instruction.pairs[0].name
        fixes: tuple[Fix, ...] = ()
        if _PLAIN.fullmatch(name.text):
            # `NAME:value` and the like were meant to have one.
            fixes = (Fix("Give it an empty value", (insert(name.range.end, "="),), Safety.UNSAFE),)
        yield Diagnostic(name.range, f"`{name.text}` has no value; an empty one is written `{name.text}=`", fixes)
