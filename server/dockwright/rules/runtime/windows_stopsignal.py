"""STOPSIGNAL in a build for Windows.

Windows has no signals: `docker stop` sends its own shutdown event there, whatever the image asks for, and Docker's
builder for Windows refuses the instruction.

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
STOPSIGNAL SIGQUIT
CMD ["app.exe"]
```
```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
CMD ["app.exe"]
```

The rule speaks only where the base image, or the platform of FROM, is known to be Windows.

The fix deletes the instruction. It has to be asked for, as a file may be meant for several platforms.

## References

- [Dockerfile reference: STOPSIGNAL](https://docs.docker.com/reference/dockerfile/#stopsignal)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete


@rule(
    on=ast.Stopsignal,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("tally/windows/no-stopsignal",),
)
def windows_stopsignal(instruction: ast.Stopsignal, state: State) -> Iterator[Diagnostic]:
    if not state.base.is_surely_windows:
        return
    fixes: tuple[Fix, ...] = ()
    if not instruction.is_trigger:
        fixes = (Fix("Delete STOPSIGNAL", (delete(instruction.full_range),), Safety.UNSAFE),)
    yield Diagnostic(instruction.keyword.range, "STOPSIGNAL has no meaning for Windows containers", fixes)
