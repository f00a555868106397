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

The fix takes the empty name away where others are there. It is safe: the file could not be built.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_part
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Volume, severity=Severity.ERROR, fix=Safety.SAFE)
def volume_empty(volume: ast.Volume, state: State) -> Iterator[Diagnostic]:
    for index, path in enumerate(volume.paths):
        written = path.value.strip() if isinstance(path, ast.Element) else path.text
        if written and not any(it in written for it in "$'\""):
            continue
        # An ARG without a value is how a file asks for one.
        if state.expand(written, volume.escape).text == "" and not _asks(path, state):
            fixes = _fixes(volume, index) if "$" not in written else ()
            yield Diagnostic(path.range, "The path of a volume cannot be empty", fixes)


def _fixes(volume: ast.Volume, index: int) -> tuple[Fix, ...]:
    if len(volume.paths) == 1:
        # A comment above the instruction, or an ONBUILD before it, would be left without one.
        return ()
    edit = without_part(volume, [it.range for it in volume.paths], index)
    return (Fix("Delete the empty name", (edit,)),) if edit is not None else ()


def _asks(path: ast.Word | ast.Element, state: State) -> bool:
    if isinstance(path, ast.Element):
        return "$" in path.value
    return any((value := state.environment.get(it.name)) is not None and value.unset for it in path.variables)
