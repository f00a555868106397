"""A clean-up in another RUN than the one that made the files.

A layer only adds: removing a file in a later RUN hides it, but the image still carries it in the layer below.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends gcc
RUN rm -rf /var/lib/apt/lists/*
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
```

The rule looks at what package managers leave behind: apt's lists, the caches of apk, dnf, yum, zypper, npm, yarn, pip
and others, and packages that are removed again. It is silent in stages whose files do not come into the final image.

The fix joins two RUNs that stand directly below each other. It has to be asked for, as it makes one layer of two.

## References

- [Best practices: apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockwright.catalog.packages import MANAGERS, Action, PackageManager
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import merged
from dockwright.semantic.commands import Command, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import is_mounted, operations_of
from dockwright.semantic.removal import emptied
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_FILLING = (Action.INSTALL, Action.INSTALL_LOCKED, Action.UPDATE, Action.UPGRADE, Action.DOWNLOAD)
_Made = tuple[ast.Run, PackageOperation]


@rule(on=Stage, severity=Severity.INFORMATION, fix=Safety.UNSAFE)
def cleanup_in_later_layer(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    if not stage.ships:
        return
    above: list[_Made] = []
    for it in reversed(tuple(stage.lineage)):
        runs = [instruction for instruction in it.instructions if isinstance(instruction, ast.Run)]
        for index, run in enumerate(runs):
            operations = operations_of(document, run)
            if it is stage and above:
                yield from _late(document, run, operations, above, runs[index - 1] if index else None)
            above += [(run, operation) for operation in operations if operation.action in _FILLING]


def _late(
    document: Document, run: ast.Run, here: Sequence[PackageOperation], above: Sequence[_Made], before: ast.Run | None
) -> Iterator[Diagnostic]:
    for command in document.commands(run):
        found = _removed_package(command, here, above) or _emptied_cache(document, command, run, here, above)
        if found is None:
            continue
        where, (origin, operation), what = found
        words = operation.subcommand_words
        related = (Related(words[-1].range if words else operation.command.range, "Left in this layer"),)
        edit = None
        if before is not None and before.start == origin.start:
            edit = merged(origin, run, document)
        fixes = (Fix("Join it with the RUN above", (edit,), Safety.UNSAFE),) if edit is not None else ()
        yield Diagnostic(where, f"{what} stays in the layer of an earlier RUN", fixes, related)
        return


_Found = tuple[TextRange, _Made, str]


def _emptied_cache(
    document: Document, command: Command, run: ast.Run, here: Sequence[PackageOperation], above: Sequence[_Made]
) -> _Found | None:
    """The cache that a command empties, where an earlier RUN and not this one filled it."""
    for manager in _managers(above):
        # `/tmp/*` is swept for many reasons, composer's cache there being the least of them.
        directories = tuple(it for it in manager.cache_directories if not it.startswith("/tmp"))
        operation = command.operation
        if operation is not None and operation.manager is manager and operation.kind == "clean":
            # Debian's images let apt keep no archives, so `apt-get clean` removes nothing anywhere.
            if manager.name == "apt" and "dist" not in operation.subcommand.words[0]:
                continue
            where = TextRange(operation.program_words[0].range.start, operation.subcommand_words[-1].range.end)
        else:
            word = emptied(command, directories)
            if word is None:
                continue
            where = word.range
        if any(it.manager is manager and it.action in _FILLING for it in here):
            return None
        if is_mounted(run, document.state_before(run), directories):
            return None
        made = _left(document, manager, above)
        if made is not None:
            return where, made, f"What `{made[1].program}` left"
    return None


def _managers(above: Sequence[_Made]) -> list[PackageManager]:
    names = {operation.manager.name for _, operation in above}
    return [manager for name, manager in MANAGERS.items() if name in names and manager.cache_directories]


def _left(document: Document, manager: PackageManager, above: Sequence[_Made]) -> _Made | None:
    """The last operation above that leaves something in its layer, as far as its flags and mounts tell."""
    for run, operation in reversed(above):
        if operation.manager is not manager or operation.has_flag(manager.no_cache_flags):
            continue
        if manager.name == "apt" and operation.kind != "update":
            continue
        if is_mounted(run, document.state_before(run), manager.cache_directories):
            continue
        after = (it for it in document.commands(run) if it.range.start > operation.command.range.start)
        if any(emptied(it, manager.cache_directories) is not None for it in after):
            continue
        return run, operation
    return None


def _removed_package(command: Command, here: Sequence[PackageOperation], above: Sequence[_Made]) -> _Found | None:
    """A package that a command removes, where an earlier RUN and not this one installed it."""
    operation = command.operation
    if operation is None or operation.action is not Action.REMOVE or operation.manager.ecosystem != "os":
        return None
    installed = _names(it for it in here if it.action is Action.INSTALL)
    for word in operation.operands:
        name = word.value
        if name is None or name in installed:
            continue
        for run, earlier in reversed(above):
            if earlier.manager is operation.manager and earlier.action is Action.INSTALL and name in _names((earlier,)):
                return word.range, (run, earlier), f"`{name}`"
    return None


def _names(operations: Iterator[PackageOperation] | Sequence[PackageOperation]) -> set[str]:
    found: set[str] = set()
    for operation in operations:
        found.update(it.name for it in operation.packages if it.name is not None)
        # apk's name for a group of packages that goes away as one.
        virtual = operation.flag("-t", "--virtual")
        if virtual is not None and virtual.value is not None:
            found.add(virtual.value)
    return found
