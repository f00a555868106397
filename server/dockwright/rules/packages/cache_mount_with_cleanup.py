"""A cache mount that the same RUN empties or does not use.

A cache mount keeps downloads for the next build and never becomes a part of the image. So there is nothing to gain from
emptying it, or from a flag that keeps the tool away from it: only the next build loses.

```dockerfile bad
FROM python:3.13-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir -r requirements.txt
```
```dockerfile good
FROM python:3.13-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
```

```dockerfile bad
FROM node:22-slim
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm npm ci && npm cache clean --force
```
```dockerfile good
FROM node:22-slim
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
```

A variable such as `PIP_NO_CACHE_DIR` counts as well. A clean-up of other directories is left alone: apt's lists in
`/var/lib/apt/lists` are none of a mount at `/var/cache/apt`. So is a flag on one of several commands of which another
uses the mount: it looks deliberate.

The fix takes the flag, the command or the variable away; in place of a variable, every RUN of the package manager gets
the mount. It has to be asked for, as the mount may be there for another tool.

## References

- [Dockerfile reference: RUN --mount=type=cache](https://docs.docker.com/reference/dockerfile/#run---mounttypecache)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import CACHE_DIRECTORIES, PackageManager
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.cache_mounts import contradicts, without_switches
from dockwright.semantic.chains import without
from dockwright.semantic.commands import Command, CommandWord, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import Mount, Site, is_below, mounts_of, site_of, without_flag, without_words
from dockwright.semantic.removal import emptied, removed_paths
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    mentions=("--mount",),
)
def cache_mount_with_cleanup(run: ast.Run, state: State, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each flag, variable or command that defeats a mount."""
    for found in _defeated(run.bare, state):
        if isinstance(found, Diagnostic):
            yield found.shifted(run.start)
            continue
        mount, manager, name = found
        edits = without_switches(document, run, manager)
        fixes = _fixes(f"Remove {name}", edits)
        message = f"`{name}` keeps {manager.name} away from the cache that is mounted here"
        yield Diagnostic(mount.flag.range.shifted(run.start), message, fixes)


_Switch = tuple[Mount, PackageManager, str]
"""A mount, and the variable that keeps a package manager away from it."""


def _defeated(run: ast.Run, state: State) -> Iterator[Diagnostic | _Switch]:
    mounts = [it for it in mounts_of(run, state, "cache") if it.path]
    site = site_of(run, state) if mounts else None
    if site is None:
        return
    for operation in site.operations:
        mount = _mount_of(operation, mounts, state)
        if mount is not None:
            yield from _defeated_by(operation, mount, site)
    for command in site.removals:
        for mount in mounts:
            path = mount.path or ""
            inside = [it for it in CACHE_DIRECTORIES if is_below(it, path)]
            word = emptied(command, (path, *inside))
            if word is not None:
                yield Diagnostic(word.range, _message(path), _without_removal(site, command, word, path))
                break


def _mount_of(operation: PackageOperation, mounts: list[Mount], state: State) -> Mount | None:
    """The mount that holds what a package manager keeps."""
    manager = operation.manager
    directories = {*manager.cache_directories, *(it.target for it in manager.caches)}
    for name, rest in (moving for it in manager.caches for moving in it.moved_by):
        value = state.environment.get(name)
        if value is not None and value.text:
            directories.add(f"{value.text.rstrip('/')}{rest}")
    if manager.name == "apk":
        directories.add("/etc/apk/cache")
    for mount in mounts:
        path = mount.path or ""
        if any(is_below(it, path) or is_below(path, it) for it in directories):
            return mount
    return None


def _defeated_by(operation: PackageOperation, mount: Mount, site: Site) -> Iterator[Diagnostic | _Switch]:
    manager, path = operation.manager, mount.path or ""
    if operation.kind == "clean":
        if contradicts(operation, path):
            words = operation.subcommand_words
            yield Diagnostic(words[0].range, _message(path), _without(site, operation.command))
        return
    flag = operation.flag(*manager.no_cache_flags)
    if flag is not None:
        if any(_uses_cache(it, manager) for it in site.operations):
            return
        edit = without_flag(operation, flag)
        message = f"`{flag.name}` keeps {operation.program} away from the cache that is mounted at `{path}`"
        yield Diagnostic(flag.word.range, message, _fixes("Remove the flag", (edit,) if edit is not None else None))
        return
    for name in manager.no_cache_environment:
        value = site.state.environment.get(name)
        if value is not None and value.text:
            yield mount, manager, name


def _uses_cache(operation: PackageOperation, manager: PackageManager) -> bool:
    if operation.manager is not manager or operation.kind == "clean":
        return False
    return operation.flag(*manager.no_cache_flags) is None


def _without_removal(site: Site, command: Command, word: CommandWord, mount: str) -> tuple[Fix, ...]:
    """The fix that keeps what is mounted; what else the command removes it goes on removing."""
    removed = removed_paths(command)
    outside = {index for index, path in removed if not is_below(path, mount)}
    inside = {index for index, _ in removed} - outside
    others = [
        index
        for index, it in enumerate(command.arguments)
        if index not in inside and (index in outside or not it.text.startswith("-"))
    ]
    if not others or (command.name == "find" and not outside):
        return _without(site, command)
    here = next((index for index in inside if command.arguments[index].range == word.range), None)
    edit = without_words(command, word) if here is not None and command.name == "rm" else None
    return _fixes("Remove the clean-up", (edit,) if edit is not None else None)


def _without(site: Site, command: Command) -> tuple[Fix, ...]:
    return _fixes("Remove the clean-up", without(site.run, site.state, (command,)))


def _fixes(title: str, edits: tuple[Edit, ...] | None) -> tuple[Fix, ...]:
    return (Fix(title, edits, Safety.UNSAFE),) if edits else ()


def _message(path: str) -> str:
    return f"What is mounted at `{path}` is no part of the image; this only empties it for the next build"
