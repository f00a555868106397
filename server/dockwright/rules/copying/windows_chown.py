"""`--chown` in a build for Windows.

Windows has neither user nor group numbers as Linux has them, and the flag is meant for Linux containers only.

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
COPY --chown=app:app site/ C:/inetpub/
```
```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
COPY site/ C:/inetpub/
```

The rule speaks only where the base image, or the platform of FROM, is known to be Windows.

The fix deletes the flag. It has to be asked for, as a file may be meant for several platforms.

## References

- [Dockerfile reference: COPY --chown](https://docs.docker.com/reference/dockerfile/#copy---chown)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_flag
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=(ast.Copy, ast.Add),
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("tally/windows/no-chown-flag",),
    mentions=("--chown",),
)
def windows_chown(instruction: ast.Transfer, state: State) -> Iterator[Diagnostic]:
    flag = instruction.flag("chown")
    if flag is None or not state.base.is_surely_windows:
        return
    fix = Fix("Remove --chown", (without_flag(instruction, flag),), Safety.UNSAFE)
    yield Diagnostic(flag.range, "`--chown` has no meaning for Windows containers", (fix,))
