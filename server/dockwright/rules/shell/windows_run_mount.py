"""A mount that Windows containers do not have.

Windows has no `tmpfs`, and BuildKit forwards no SSH agent to containers there. A secret has no place of its own either,
as `/run/secrets` is on Linux, so its mount needs a `target`, or `env`. A RUN with such a mount fails.

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN --mount=type=tmpfs,target=C:\\temp build.cmd
```
```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN build.cmd
```

The fix drops a `tmpfs`, so that what is written there stays in the image; therefore it has to be asked for.

The rule speaks only where the base image, or the platform of FROM, is known to be Windows.

## References

- [Dockerfile reference: RUN --mount](https://docs.docker.com/reference/dockerfile/#run---mount)
- [BuildKit: Windows](https://docs.docker.com/build/buildkit/#buildkit-on-windows)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_flag
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

# moby/buildkit: pull request 6944 (secrets), issue 4837 (SSH).
_MISSING = ("ssh", "tmpfs")
_PLACES = ("target", "dst", "destination", "env")


@rule(
    on=ast.Run,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=("tally/windows/no-run-mounts",),
    mentions=("--mount",),
)
def windows_run_mount(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    if not state.base.is_surely_windows:
        return
    for mount in run.mounts:
        kind = mount.option("type")
        if kind is None:
            continue
        if kind.plain in _MISSING:
            fixes: tuple[Fix, ...] = ()
            if kind.plain == "tmpfs":
                fixes = (Fix("Drop the mount", (without_flag(run, mount),), Safety.UNSAFE),)
            yield Diagnostic(kind.range, f"Windows containers have no `{kind.plain}` mounts", fixes)
        elif kind.plain == "secret" and mount.option(*_PLACES) is None:
            yield Diagnostic(
                kind.range, "A secret needs a `target` in Windows containers, which have no `/run/secrets`"
            )
