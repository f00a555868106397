"""What a RUN leaves in a package manager's cache."""

from __future__ import annotations

from collections.abc import Iterable

from dockwright.catalog.packages import Action
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.installing import Site, last_emptied
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_FILLING = (Action.INSTALL, Action.INSTALL_LOCKED, Action.UPGRADE, Action.DOWNLOAD)


def left_in_cache(site: Site, managers: tuple[str, ...], directories: Iterable[str]) -> PackageOperation | None:
    """The last operation that fills the cache of one of `managers`, in `directories`, which nothing behind empties."""
    filling = [it for it in site.by(*managers) if it.action in _FILLING]
    if not filling:
        return None
    last = filling[-1]
    wanted = tuple(directories)
    emptied_at = max(last_emptied(site, name, wanted) for name in managers)
    return last if last.command.range.start > emptied_at else None


def has_cache_mount(run: ast.Run, state: State, *parts: str) -> bool:
    """Whether a mount that keeps its files out of the layer has one of `parts` in its path, or one we do not know."""
    for mount in run.mounts:
        kind = mount.option("type")
        if kind is None or kind.plain not in ("cache", "tmpfs"):
            continue
        target = mount.option("target", "dst", "destination")
        path = state.value_of(target.value) if target is not None and target.value is not None else None
        if path is None or any(it in path for it in parts):
            return True
    return False


def removes_packages(site: Site) -> bool:
    """Whether a RUN takes packages of the system away, after which the manager itself may be gone."""
    return any(it.action is Action.REMOVE and it.manager.ecosystem == "os" for it in site.operations)
