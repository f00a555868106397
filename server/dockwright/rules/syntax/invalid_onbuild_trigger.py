"""An instruction that ONBUILD cannot defer.

`ONBUILD` keeps an instruction for the build that uses this image. `FROM`, `MAINTAINER` and `ONBUILD` itself cannot be
kept, and BuildKit refuses them.

```dockerfile bad
FROM alpine:3.20
ONBUILD MAINTAINER me@example.com
```
```dockerfile good
FROM alpine:3.20
ONBUILD LABEL org.opencontainers.image.authors=me@example.com
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Onbuild,
    severity=Severity.ERROR,
    aliases=(
        "DL3043",
        "tally/invalid-onbuild-trigger",
        "ONBUILD_CHAINING_DISALLOWED",
        "ONBUILD_TRIGGER_DISALLOWED",
        "EI0004",
        "DF068",
    ),
)
def invalid_onbuild_trigger(onbuild: ast.Onbuild) -> Iterator[Diagnostic]:
    trigger = onbuild.trigger
    if onbuild.is_trigger or not isinstance(trigger, ast.From | ast.Maintainer | ast.Onbuild):
        return
    yield Diagnostic(trigger.keyword.range, f"{trigger.name} cannot be deferred by ONBUILD")
