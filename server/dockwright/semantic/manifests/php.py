"""Composer: composer.json, the lock file, and packages in folders."""

from __future__ import annotations

import posixpath
import re

from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests.found import Folder, Manifests, Needed, NeedsSources, in_two_steps, listed

_LOCAL = re.compile(r'"(?:path|artifact)"|"url"\s*:\s*"[./]')


def composer(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `composer install` reads; its scripts and its autoloader need the sources."""
    found = listed(folder, ("composer.json",), ("composer.lock", "auth.json", "symfony.lock"))
    if not found.doubt:
        needed = Needed()
        needed.add(found.files)
        _repositories(folder, needed)
        if "vendor" in folder:
            needed.doubted("the copied vendor would lie over the installed one")
        if '"composer-plugin"' in folder.read("composer.lock") and not operation.has_flag(("--no-plugins",)):
            needed.doubted("plugins of Composer may read other files")
        found = needed.manifests()
    missing = [it for it in ("--no-scripts", "--no-autoloader") if not operation.has_flag((it,))]
    return in_two_steps(found, operation, *missing) if missing else found


def _repositories(folder: Folder, needed: Needed) -> None:
    text = folder.read("composer.json")
    if not _LOCAL.search(text):
        return
    is_found = False
    repositories = folder.json("composer.json").get("repositories", [])
    for it in repositories.values() if isinstance(repositories, dict) else repositories:
        if not isinstance(it, dict) or it.get("type") == "package":
            raise NeedsSources
        url = str(it.get("url", ""))
        if it.get("type") not in ("path", "artifact"):
            if url.startswith((".", "/")):
                raise NeedsSources
            continue
        folders = folder.expanded(url) if "*" in url else [folder.inside(url)]
        for place in folders:
            is_package = posixpath.join(place, "composer.json") in folder
            if not folder.is_folder(place) or (it["type"] == "path" and not is_package):
                raise NeedsSources
            is_found = True
            needed.add_whole(place)
            needed.doubted(f"the package in {place} may read other files")
    if not is_found:
        raise NeedsSources
