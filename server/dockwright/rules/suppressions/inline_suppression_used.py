"""A comment that ignores findings, where the house forbids that.

Some houses want every exception in the settings, where all of them can be reviewed together, and none in the files.
This rule reports each comment that silences findings, whichever linter it was written for. To switch such comments off
rather than report them, set `inline-ignores = false`.

```dockerfile bad
# hadolint ignore=DL3007
FROM alpine:latest
```
```dockerfile good
FROM alpine:3.20
```

There is no fix: whether to drop the comment or what it hides is for its author to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.lint.suppress import Silencing


@rule(on=Silencing, severity=Severity.WARNING, aliases=("DL1001",), default=False)
def inline_suppression_used(silencing: Silencing) -> Iterator[Diagnostic]:
    yield Diagnostic(silencing.suppression.said, "A comment ignores findings of this file")
