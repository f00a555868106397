"""A relative WORKDIR at the start of a stage.

It then depends on the working directory of the base image, which a newer image may change. After an absolute WORKDIR,
in this stage or in one that it builds on, a relative path is well defined and nobody minds.

The fix makes the path absolute, from `/`, where most images start. It is one to be asked for: the image may have a
working directory of its own.

```dockerfile bad
FROM alpine:3.20
WORKDIR app
```
```dockerfile good
FROM alpine:3.20
WORKDIR /app
```

```dockerfile good
FROM alpine:3.20
WORKDIR /srv
WORKDIR app
```

## References

- [Docker: WorkdirRelativePath](https://docs.docker.com/reference/build-checks/workdir-relative-path/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

# Absolute on Windows, which the file need not say it is for.
_OF_WINDOWS = re.compile(r"[A-Za-z]:|\\")


@rule(
    on=ast.Workdir,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=(
        "DL3000",
        "WorkdirRelativePath",
        "DS-0009",
        "CKV_DOCKER_10",
        "WORKDIR_IS_NOT_ABSOLUTE",
        "EW0001",
        "DD011",
        "DF009",
        "S7021",
        "generic.dockerfile.best-practice.use-absolute-workdir",
        "6b376af8",
        "AC_DOCKER_0013",
        "invalid_workdir",
    ),
)
def workdir_relative(workdir: ast.Workdir, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the first WORKDIR of a stage's lineage, where it is relative."""
    word = workdir.path
    if word is None or state.workdir_unit is not None or workdir.is_trigger:
        return
    path = state.value_of(word)
    if path is None or path.startswith("/") or _OF_WINDOWS.match(path):
        return
    message = f"`{path}` is relative to the working directory of the base image"
    yield Diagnostic(word.range, message, _fixes(word, path, state))


def _fixes(word: ast.Word, path: str, state: State) -> tuple[Fix, ...]:
    if word.text != path or state.is_windows or path.startswith(("~", ".")):
        return ()
    # From an empty image everything starts at the root.
    safety = Safety.SAFE if state.base.is_scratch else Safety.UNSAFE
    return (Fix("Make the path absolute", (insert(word.range.start, "/"),), safety),)
