"""A relative destination in a stage that has no `WORKDIR`.

The files then land wherever the base image happens to have its working directory, mostly in `/`, among the system's own
directories.

```dockerfile bad
FROM alpine:3.22
COPY app.sh bin/
```
```dockerfile good
FROM alpine:3.22
COPY app.sh /bin/
```

A WORKDIR in a stage that this one is built on counts too. The rule is silent where the base image is known to set a
working directory of its own, as `golang` and `php` do, and where it is not known.

The fix makes the destination absolute, from `/`; another one puts `WORKDIR /` above, to be changed as it is meant. They
have to be asked for: another WORKDIR may be what is missing.

## References

- [Dockerfile reference: COPY destination](https://docs.docker.com/reference/dockerfile/#destination)
- [Best practices: WORKDIR](https://docs.docker.com/build/building/best-practices/#workdir)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dockwright.catalog.directories import working_directory
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import indentation
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.lines import line_end_of

# Absolute on Windows, which the file need not say it is for.
_OF_WINDOWS = re.compile(r"[A-Za-z]:|\\")


@rule(
    on=(ast.Copy, ast.Add),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DL3045", "DD041", "DF063"),
)
def copy_relative_dest_no_workdir(transfer: ast.Transfer, state: State) -> Iterator[Diagnostic]:
    destination = transfer.destination
    if destination is None or state.workdir_unit is not None or transfer.is_trigger:
        return
    path = state.path_of(destination, transfer.escape)
    if not path or path.startswith(("/", "$")) or _OF_WINDOWS.match(path):
        return
    if state.in_stage and not _starts_at_the_root(state):
        return
    message = f"`{path}` is relative, and no WORKDIR says to what"
    yield Diagnostic(destination.range, message, _fixes(transfer, destination, path))


def _starts_at_the_root(state: State) -> bool:
    reference = state.base.reference
    # An empty image has no directory that it could lie among.
    return reference is not None and not state.base.is_scratch and working_directory(reference.name) == "/"


def _fixes(transfer: ast.Transfer, destination: ast.Word | ast.Element, path: str) -> tuple[Fix, ...]:
    if path.startswith(("..", "~")):
        return ()
    absolute = "/" + path.removeprefix("./").removeprefix(".")
    if isinstance(destination, ast.Element):
        if destination.value != path:
            return ()
        absolute = json.dumps(absolute, ensure_ascii=False)
    else:
        quotes = destination.text[:1] if destination.text[:1] in ('"', "'") else ""
        if destination.text != f"{quotes}{path}{quotes}":
            return ()
        absolute = f"{quotes}{absolute}{quotes}"
    keyword = "workdir" if transfer.keyword.text.islower() else "WORKDIR"
    line = f"{keyword} /{line_end_of(transfer.unit.text)}{indentation(transfer)}"
    return (
        Fix("Make the destination absolute", (Edit(destination.range, absolute),), Safety.UNSAFE),
        Fix("Set WORKDIR above", (insert(transfer.keyword.range.start, line),), Safety.UNSAFE),
    )
