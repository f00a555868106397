"""A path in `/dev`, `/proc` or `/sys`.

Every container, and every RUN, gets a file system of the kernel's over these directories. What COPY puts there is in
the image and can never be seen, and a WORKDIR there is the kernel's.

```dockerfile bad
FROM debian:12
COPY settings.conf /proc/app/
```
```dockerfile good
FROM debian:12
COPY settings.conf /etc/app/
```

`COPY file /dev/null` is left alone: it lets the layers below depend on a file and is meant to leave nothing behind.
A path that is not known before the build, as with a variable without a default, is left alone too, and so are
images that start from scratch, which may be the files of a whole machine.

## References

- [OCI runtime specification: file systems of Linux](https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#default-filesystems)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from dockwright.catalog.exposure import COVERED_DIRECTORIES
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=(ast.Copy, ast.Add, ast.Workdir),
    severity=Severity.ERROR,
    aliases=("DS-0030",),
    mentions=("dev", "proc", "sys"),
)
def copy_into_system_dir(instruction: ast.Copy | ast.Add | ast.Workdir, state: State) -> Iterator[Diagnostic]:
    path = instruction.path if isinstance(instruction, ast.Workdir) else instruction.destination
    text = state.path_of(path, instruction.escape) if path is not None else None
    if path is None or not text or state.is_windows or state.base.is_scratch:
        return
    whole = posixpath.normpath(posixpath.join("/" if text.startswith("/") else (state.workdir or ""), text))
    if whole == "/dev/null":
        # A way to let a layer depend on a file, without having it.
        return
    covered = next((it for it in COVERED_DIRECTORIES if whole == it or whole.startswith(f"{it}/")), None)
    if covered is not None:
        message = f"`{covered}` is the kernel's in every container, and hides what the image has there"
        yield Diagnostic(path.range, message)
