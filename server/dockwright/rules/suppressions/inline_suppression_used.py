"""A comment that ignores findings, where the house forbids that.

Some houses want every exception in the settings, where all of them can be reviewed together, and none in the files.
This rule reports each comment that silences findings, whichever linter it was written for. To switch such comments off
rather than report them, set `inline-ignores = false`.

```dockerfile bad
FROM alpine:3.22
# hadolint ignore=DL3018
RUN apk add --no-cache curl
```
```dockerfile good
FROM alpine:3.22
RUN apk add --no-cache curl
```

The fix removes the comment, and so shows what it hides. It has to be asked for, as the author had a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.lint.suppress import Silencing


@rule(on=Silencing, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DL1001",), default=False)
def inline_suppression_used(silencing: Silencing) -> Iterator[Diagnostic]:
    edits = silencing.removal()
    fixes = (Fix("Remove the comment", edits, Safety.UNSAFE),) if edits else ()
    yield Diagnostic(silencing.suppression.said, "A comment ignores findings of this file", fixes)
