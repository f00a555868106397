"""A path on a drive that a Windows image does not have.

Windows containers have one drive for the system, `C:`. BuildKit refuses a `COPY`, `ADD` or `WORKDIR` with a path on
another one.

```dockerfile bad
# escape=`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR D:\\app
```
```dockerfile good
# escape=`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR C:\\app
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(on=(ast.Transfer, ast.Workdir), severity=Severity.ERROR)
def windows_drive_path(instruction: ast.Transfer | ast.Workdir, state: State) -> Iterator[Diagnostic]:
    if ":" not in instruction.unit.text or not state.is_windows:
        return
    paths = instruction.paths if isinstance(instruction, ast.Transfer) else (instruction.path,)
    for path in paths:
        if path is None:
            continue
        text = state.path_of(path, instruction.escape)
        if text is None or len(text) < 2 or text[1] != ":" or not text[0].isalpha() or kind_of(text) is not Kind.LOCAL:
            continue
        if text[0].lower() != "c":
            yield Diagnostic(path.range, f"A Windows image has no drive `{text[:2]}`, only `C:`")
        elif len(text) == 2:
            yield Diagnostic(path.range, f"`{text}` is a drive without a path")
