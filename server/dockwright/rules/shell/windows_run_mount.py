"""A mount that Windows containers do not have.

For Windows BuildKit knows `bind` and `cache` mounts only. A RUN with a secret, an SSH socket or a `tmpfs` fails there.

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN --mount=type=tmpfs,target=C:\\temp build.cmd
```
```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN build.cmd
```

The rule speaks only where the base image, or the platform of FROM, is known to be Windows.

## References

- [Dockerfile reference: RUN --mount](https://docs.docker.com/reference/dockerfile/#run---mount)
- [BuildKit: Windows](https://docs.docker.com/build/buildkit/#buildkit-on-windows)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

# moby/buildkit, pull request 5708.
_MISSING = ("secret", "ssh", "tmpfs")


@rule(on=ast.Run, severity=Severity.ERROR, aliases=("tally/windows/no-run-mounts",), mentions=("--mount",))
def windows_run_mount(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    if not state.base.is_surely_windows:
        return
    for mount in run.mounts:
        kind = mount.option("type")
        if kind is not None and kind.plain in _MISSING:
            yield Diagnostic(kind.range, f"Windows containers have no `{kind.plain}` mounts")
