"""A volume without a path.

`VOLUME` names the directories that hold data from outside; an empty name is refused.

```dockerfile bad
FROM postgres:16
VOLUME ["", "/data"]
```
```dockerfile good
FROM postgres:16
VOLUME ["/data"]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Volume, severity=Severity.ERROR)
def volume_empty(volume: ast.Volume) -> Iterator[Diagnostic]:
    for path in volume.paths:
        # In the exec form blanks do not count, in words quotes do not.
        empty = not path.value.strip() if isinstance(path, ast.Element) else path.value == ""
        if empty:
            yield Diagnostic(path.range, "The path of a volume cannot be empty")
