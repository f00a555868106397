"""Packages downloaded without a cache mount.

Whenever the layer has to be built again, everything is downloaded again. On a cache mount BuildKit keeps the downloads
of one build for the next, and out of the image, so there is nothing to clean up either.

```dockerfile bad
FROM python:3.13-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```
```dockerfile good
FROM python:3.13-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
```

The rule is off by default: it needs BuildKit and a builder that lives from one build to the next, which is not so in
many CI systems. It contradicts the rules that ask for a clean-up or a `--no-cache`, which are then silent.

The fix has to be asked for. It is there for package managers whose cache holds downloads only, where the RUN is root's
and nothing moves the cache. System packages have none, as their managers keep archives only when told to.

## References

- [Optimize cache usage: cache mounts](https://docs.docker.com/build/cache/optimize/#use-cache-mounts)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.catalog.packages import MANAGERS, Action, CacheKind, PackageManager
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.installing import Site, is_mounted, last_emptied, mounts_of, site_of, without_flag
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert

_PROGRAMS = tuple(sorted({program for it in MANAGERS.values() if it.caches for program in it.programs}))
_DOWNLOADING = (Action.INSTALL, Action.INSTALL_LOCKED, Action.UPGRADE, Action.DOWNLOAD)


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=(
        "tally/prefer-package-cache-mounts",
        "tally/ruby/prefer-bundler-cache-mount",
        "tally/js/node-gyp-cache-mounts",
    ),
    default=False,
    mentions=_PROGRAMS,
)
def package_cache_mount(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the first download of each package manager."""
    site = site_of(run, state)
    if site is None or state.is_windows:
        return
    seen: set[str] = set()
    for operation in site.operations:
        manager = operation.manager
        if manager.name in seen or not _downloads(operation):
            continue
        seen.add(manager.name)
        if not _has_mount(site, manager):
            word = operation.subcommand_words[-1] if operation.subcommand_words else operation.program_words[-1]
            name = f"{operation.program} {operation.subcommand.name}".rstrip()
            message = f"`{name}` without a cache mount downloads everything again whenever its layer is built"
            yield Diagnostic(word.range, message, _fixes(site, manager))


def _downloads(operation: PackageOperation) -> bool:
    caches = operation.manager.caches
    if operation.action is Action.BUILD:
        return any(it.kind is not CacheKind.DOWNLOAD for it in caches)
    return bool(caches) and operation.action in _DOWNLOADING


def _has_mount(site: Site, manager: PackageManager) -> bool:
    directories = [*manager.cache_directories, *(it.target for it in manager.caches)]
    if is_mounted(site.run, site.state, directories):
        return True
    # In another home, or where a variable says.
    ends = tuple("/" + it.rpartition("/")[2] for it in directories)
    return any(it.path is None or it.path.endswith(ends) for it in mounts_of(site.run, site.state, "cache"))


def _fixes(site: Site, manager: PackageManager) -> tuple[Fix, ...]:
    run, state = site.run, site.state
    if manager.ecosystem == "os" or any(it.kind is not CacheKind.DOWNLOAD for it in manager.caches):
        return ()
    if (
        not is_root(state.user)
        or run.is_trigger
        or any(it in state.environment for it in ("HOME", *manager.environment))
    ):
        return ()
    if last_emptied(site, manager.name, manager.cache_directories) >= 0:
        return ()
    flags = "".join(f" --mount=type=cache,target={it.target}" for it in manager.caches)
    edits: list[Edit] = [insert(run.keyword.range.end, flags)]
    for operation in site.by(manager.name):
        flag = operation.flag(*manager.no_cache_flags)
        edit = without_flag(operation, flag) if flag is not None else None
        if flag is not None and edit is None:
            return ()
        edits += [edit] if edit is not None else []
    return (Fix("Add a cache mount", tuple(edits), Safety.UNSAFE),)
