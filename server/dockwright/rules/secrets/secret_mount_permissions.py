"""A secret or SSH mount that everyone in the step can read.

`mode` of a secret mount says who in the step may read the file: by default its owner alone. With rights for others any
program of the step can read the secret, also one that was given another user to keep it from such things.

```dockerfile bad
FROM debian:12
RUN --mount=type=secret,id=token,mode=0444 make
```
```dockerfile good
FROM debian:12
RUN --mount=type=secret,id=token,mode=0400 make
```

The fix takes the rights of others away, and makes the file that of the user whom USER names, where that one's number is
known; there is none where it is not. It has to be asked for: a program that runs as yet another user can read no more.

## References

- [Dockerfile reference: RUN --mount=type=secret](https://docs.docker.com/reference/dockerfile/#run---mounttypesecret)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.secret_mounts import owner_of_mount
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_OWNER = {"secret": "0400", "ssh": "0600"}


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("S6469",),
    mentions=("mode=",),
)
def secret_mount_permissions(run: ast.Run, state: State, document: Document) -> Iterator[Diagnostic]:
    for mount in run.mounts:
        kind, mode = mount.option("type"), mount.option("mode")
        if kind is None or mode is None or mode.value is None or kind.plain not in _OWNER:
            continue
        text = mode.value.value or ""
        if not text.isascii() or not text.isdigit() or len(text) > 5 or text[-1] not in "1234567":
            continue
        owner = _OWNER[kind.plain]
        user = owner_of_mount(document.stage_of(run), state) if mount.option("uid") is None else ""
        edits = (Edit(mode.value.range, f"{owner}{user}"),)
        fixes = (Fix(f"Set the mode to {owner}", edits, Safety.UNSAFE),) if user is not None else ()
        yield Diagnostic(mode.value.range, f"Everyone in the step can read a {kind.plain} mount of mode {text}", fixes)
