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
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Volume, severity=Severity.ERROR)
def volume_empty(volume: ast.Volume, state: State) -> Iterator[Diagnostic]:
    for path in volume.paths:
        written = path.value.strip() if isinstance(path, ast.Element) else path.text
        if written and not any(it in written for it in "$'\""):
            continue
        # An ARG without a value is how a file asks for one.
        if state.expand(written, volume.escape).text == "" and not _asks(path, state):
            yield Diagnostic(path.range, "The path of a volume cannot be empty")


def _asks(path: ast.Word | ast.Element, state: State) -> bool:
    if isinstance(path, ast.Element):
        return "$" in path.value
    return any((value := state.environment.get(it.name)) is not None and value.unset for it in path.variables)
