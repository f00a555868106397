"""`chown -R` or `chmod -R` over files of an earlier layer.

A layer holds whole files. To change owner or mode of a tree that lies in a layer below means to store all of it again,
even where only one bit is another.

```dockerfile bad
FROM debian:12
RUN git clone --depth 1 https://example.com/app.git /srv/app
RUN chown -R www-data /srv/app
```
```dockerfile good
FROM debian:12
RUN git clone --depth 1 https://example.com/app.git /srv/app && chown -R www-data /srv/app
```

Files that come by COPY get their owner from `COPY --chown`, which `copy-then-chown` speaks of. The rule is off unless
selected, as it cannot know how large the tree is. It is silent where an earlier command of the same RUN names the path,
and in stages whose files do not come into the image.

The fix joins the RUN with one directly above that names the path. It has to be asked for, as the cache then keeps the
two as one.

## References

- [OverlayFS storage driver: copy-up](https://docs.docker.com/engine/storage/drivers/overlayfs-driver/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import merged
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.installing import may_ship
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Run, severity=Severity.HINT, fix=Safety.UNSAFE, default=False, mentions=("chown", "chmod"))
def chown_recursive_layer(run: ast.Run, state: State, document: Document) -> Iterator[Diagnostic]:
    if not may_ship(run, state):
        return
    named: set[str] = set()
    for command in commands_of(run, state.shell_language):
        if command.name in ("chown", "chmod") and _is_recursive(command):
            path = command.values[-1]
            if path is not None and path.startswith("/") and not _is_named(path.rstrip("/"), named):
                message = f"All files in `{path}` are stored again in this layer"
                yield Diagnostic(command.range, message, _fixes(run, path.rstrip("/"), document))
        named.update(_paths(command))


def _fixes(run: ast.Run, path: str, document: Document) -> tuple[Fix, ...]:
    number = document.tree.unit_starting_at(run.start)
    above = document.tree.instruction_in(number - 1) if number else None
    if not isinstance(above, ast.Run) or run.is_trigger:
        return ()
    named = {it for command in document.commands(above) for it in _paths(command)}
    edit = merged(above, run, document) if _is_named(path, named) else None
    return (Fix("Join it with the RUN above", (edit,), Safety.UNSAFE),) if edit is not None else ()


def _paths(command: Command) -> Iterator[str]:
    return (it.rstrip("/") for it in command.values[1:] if it is not None and it.startswith("/"))


def _is_recursive(command: Command) -> bool:
    flags = [it for it in command.values[1:] if it is not None and it.startswith("-")]
    return len(command.words) > 3 and any(it == "--recursive" or (it[:2] != "--" and "R" in it) for it in flags)


def _is_named(path: str, named: set[str]) -> bool:
    return any(it == path or it.startswith(f"{path}/") or path.startswith(f"{it}/") for it in named)
