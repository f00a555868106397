"""An instruction that ONBUILD cannot defer.

`ONBUILD` keeps an instruction for the build that uses this image. `FROM`, `MAINTAINER` and `ONBUILD` itself cannot be
kept, and BuildKit refuses them.

```dockerfile bad
FROM alpine:3.20
ONBUILD MAINTAINER me@example.com
```

```dockerfile bad
FROM alpine:3.20
ONBUILD ONBUILD COPY . /app
```
```dockerfile good
FROM alpine:3.20
ONBUILD COPY . /app
```

The fix drops an ONBUILD too many. It has to be asked for, as a build two steps away may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange


@rule(
    on=ast.Onbuild,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
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
    fixes: tuple[Fix, ...] = ()
    between = TextRange(onbuild.keyword.range.start, trigger.keyword.range.start)
    if isinstance(trigger, ast.Onbuild) and "\n" not in between.shifted(-onbuild.start).slice(onbuild.unit.text):
        fixes = (Fix("Drop one ONBUILD", (delete(between),), Safety.UNSAFE),)
    yield Diagnostic(trigger.keyword.range, f"{trigger.name} cannot be deferred by ONBUILD", fixes)
