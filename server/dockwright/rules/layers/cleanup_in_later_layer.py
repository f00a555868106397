"""A clean-up in another RUN than the one that made the files.

A layer only adds: removing a file in a later RUN hides it, but the image still carries it in the layer below.

```dockerfile bad
FROM alpine:3.22
RUN apk add --no-cache --virtual .build gcc musl-dev
RUN apk del .build
```
```dockerfile good
FROM alpine:3.22
RUN apk add --no-cache --virtual .build gcc musl-dev && apk del .build
```

The rule looks at packages that are removed again, and at the caches of pnpm, poetry, uv, go, maven and other tools.
What apt, apk, dnf, yum, zypper, npm, yarn, pip and gem leave is told by rules of their own, where it is left. The rule
is silent in stages whose files do not come into the final image.

The fix joins two RUNs that stand directly below each other. It has to be asked for, as it makes one layer of two.

## References

- [Best practices: apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from dockwright.catalog.packages import MANAGERS, Action, PackageManager
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import merged
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import Site, is_mounted, sites
from dockwright.semantic.removal import emptied, removed_paths
from dockwright.text.ranges import TextRange

_FILLING = (Action.INSTALL, Action.INSTALL_LOCKED, Action.UPDATE, Action.UPGRADE, Action.DOWNLOAD)
# Where these leave something, `apt-clean-lists` and its like say so, whether it is removed further down or not.
_TOLD_ELSEWHERE = frozenset({"apk", "apt", "dnf", "gem", "microdnf", "npm", "pip", "yarn", "yum", "zypper"})
_Package = tuple[str, str]
"""The manager and the name."""


class _Taken(NamedTuple):
    """What a RUN takes away that it did not bring, as if its instruction began at 0."""

    emptied: list[tuple[str, TextRange]]
    """The managers whose caches it empties without filling them, and by which word."""
    removed: list[tuple[_Package, TextRange]]
    """The packages that it removes, and where they are named."""


_NOTHING = _Taken([], [])


class _Made(NamedTuple):
    """What a RUN adds, as if its instruction began at 0."""

    caches: dict[str, PackageOperation]
    """The operations that leave something in a cache, by manager."""
    packages: dict[_Package, PackageOperation]
    """The operations that install, by package."""


@rule(on=Document, severity=Severity.INFORMATION, fix=Safety.UNSAFE)
def cleanup_in_later_layer(document: Document) -> Iterator[Diagnostic]:
    every = sites(document)
    # Most files take nothing away in a RUN of its own, and what a RUN adds takes longer to find out.
    taking = [it for it in every[1:] if it.takes_away and any(it.kept(_taken))]
    if not taking:
        return
    takes = {it.run.start: it.kept(_taken) for it in taking}
    # What nothing takes away need not be remembered.
    lost_caches = {name for it in takes.values() for name, _ in it.emptied}
    lost_packages = {package for it in takes.values() for package, _ in it.removed}
    caches: dict[str, tuple[Site, PackageOperation]] = {}
    packages: dict[_Package, tuple[Site, PackageOperation]] = {}
    for site in every:
        taken, made = takes.get(site.run.start, _NOTHING), site.kept(_made)
        adds = not lost_caches.isdisjoint(made.caches) or not lost_packages.isdisjoint(made.packages)
        if site.run.is_trigger or not (adds or taken is not _NOTHING):
            continue
        # The stages that ship stand in the file in the order in which they build on each other.
        if not (site.state.in_stage and site.state.ships):
            continue
        for package, where in taken.removed:
            if package in packages and package not in made.packages:
                yield _finding(document, site, where, packages[package], f"`{package[1]}`")
                break
        else:
            for name, where in taken.emptied:
                if name in caches:
                    yield _finding(document, site, where, caches[name], f"What `{caches[name][1].program}` left")
                    break
        for package, _ in taken.removed:
            packages.pop(package, None)
        caches.update((name, (site, it)) for name, it in made.caches.items())
        packages.update((package, (site, it)) for package, it in made.packages.items())


def _finding(
    document: Document, site: Site, where: TextRange, made: tuple[Site, PackageOperation], what: str
) -> Diagnostic:
    origin, operation = made
    words = operation.subcommand_words
    left = (words[-1] if words else operation.command).range.shifted(origin.run.start)
    edit = merged(origin.run, site.run, document)
    fixes = (Fix("Join it with the RUN above", (edit,), Safety.UNSAFE),) if edit is not None else ()
    message = f"{what} stays in the layer of an earlier RUN"
    return Diagnostic(where.shifted(site.run.start), message, fixes, (Related(left, "Left in this layer"),))


def _taken(site: Site) -> _Taken:
    filled = {it.manager.name for it in site.operations if it.action in _FILLING}
    return _Taken(list(_emptied(site, filled)), list(_removed(site)))


def _made(site: Site) -> _Made:
    filling = [it for it in site.operations if it.action in _FILLING]
    return _Made(
        _caches(site, filling),
        {(it.manager.name, name): it for it in filling if it.action is Action.INSTALL for name in _names(it)},
    )


def _leaves_cache(site: Site, operation: PackageOperation) -> bool:
    manager = operation.manager
    if manager.name in _TOLD_ELSEWHERE or not _directories(manager) or operation.has_flag(manager.no_cache_flags):
        return False
    return not is_mounted(site.run, site.state, manager.cache_directories)


def _caches(site: Site, filling: list[PackageOperation]) -> dict[str, PackageOperation]:
    last = {it.manager.name: it for it in filling if _leaves_cache(site, it)}
    return {
        name: it
        for name, it in last.items()
        if max([-1, *(command.range.start for command in site.removals if emptied(command, _directories(it.manager)))])
        < it.command.range.start
    }


def _directories(manager: PackageManager) -> tuple[str, ...]:
    # `/tmp/*` is swept for many reasons, composer's cache there being the least of them.
    return tuple(it for it in manager.cache_directories if not it.startswith("/tmp"))


def _emptied_with() -> dict[str, list[PackageManager]]:
    found: dict[str, list[PackageManager]] = {}
    for manager in MANAGERS.values():
        if manager.name in _TOLD_ELSEWHERE:
            continue
        for folder in {it for path in _directories(manager) for it in _with_parents(path)}:
            found.setdefault(folder, []).append(manager)
    return found


def _with_parents(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


_EMPTIED_WITH = _emptied_with()
"""The managers that lose what they keep when a folder goes: that, or one above."""


def _emptied(site: Site, filled: Container[str]) -> Iterator[tuple[str, TextRange]]:
    for operation in site.operations:
        if operation.kind == "clean":
            first, last = operation.program_words[0], operation.subcommand_words[-1]
            yield operation.manager.name, TextRange(first.range.start, last.range.end)
    for command in site.removals:
        for index, path in removed_paths(command):
            for manager in _EMPTIED_WITH.get(path, ()):
                if manager.name in filled or is_mounted(site.run, site.state, manager.cache_directories):
                    continue
                yield manager.name, command.arguments[index].range


def _removed(site: Site) -> Iterator[tuple[_Package, TextRange]]:
    for operation in site.operations:
        if operation.action is Action.REMOVE and operation.manager.ecosystem == "os":
            for word in operation.operands:
                if word.value is not None:
                    yield (operation.manager.name, word.value), word.range


def _names(operation: PackageOperation) -> Iterator[str]:
    yield from (it.name for it in operation.packages if it.name is not None)
    # apk's name for a group of packages that goes away as one.
    virtual = operation.flag("-t", "--virtual")
    if virtual is not None and virtual.value is not None:
        yield virtual.value
