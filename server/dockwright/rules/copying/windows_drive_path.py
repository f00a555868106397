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

The fix puts `C` in the place of the drive of a destination. It has to be asked for: another path may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


@rule(on=(ast.Transfer, ast.Workdir), severity=Severity.ERROR, fix=Safety.UNSAFE)
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
            fixes = _fixes(instruction, path, text)
            yield Diagnostic(path.range, f"A Windows image has no drive `{text[:2]}`, only `C:`", fixes)
        elif len(text) == 2:
            yield Diagnostic(path.range, f"`{text}` is a drive without a path")


def _fixes(instruction: ast.Transfer | ast.Workdir, path: ast.Word | ast.Element, text: str) -> tuple[Fix, ...]:
    """Only for where something is put: a source names what is already there."""
    if isinstance(instruction, ast.Transfer) and path is not instruction.destination:
        return ()
    start = path.range.start - instruction.start
    if instruction.unit.text[start : start + 1] in ("'", '"'):
        start += 1
    if instruction.unit.text[start : start + 2] != text[:2]:
        # It comes from a variable.
        return ()
    letter = TextRange(start, start + 1).shifted(instruction.start)
    return (Fix("Use the drive C:", (Edit(letter, "C" if text[0].isupper() else "c"),), Safety.UNSAFE),)
