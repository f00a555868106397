"""Go: go.mod and go.sum, those of a workspace, and of modules that take the place of others."""

from __future__ import annotations

import posixpath
import re

from dockwright.catalog.packages import Action
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests.found import NOT_KNOWN, Folder, Manifests, Needed, NeedsSources

_REPLACED = re.compile(r"=>\s*(\.{1,2}(?:/[^\s)]*)?|/[^\s)]*)\s*(?://.*)?$", re.MULTILINE)
_USED = re.compile(r"^\s*(?:use\s+)?(\.{1,2}(?:/[^\s)]*)?)\s*(?://.*)?$", re.MULTILINE)
# They look at the sources for what those import, and fetch it; before them comes what is fetched for sure.
_FETCHING = (("build",), ("install",), ("test",), ("vet",), ("run",), ("generate",), ("get",), ("mod", "tidy"))


def go(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `go mod download` reads; it comes before all that fetches modules by itself."""
    words = operation.subcommand.words
    if "vendor" in folder or operation.has_flag(("-mod", "-modfile")):
        raise NeedsSources
    if folder.is_unknown("go.mod") and "go.work" not in folder:
        if words not in (("mod", "download"), ("build",), ("install",)):
            raise NeedsSources
        found = Manifests(("go.mod", "go.sum*"), doubt=NOT_KNOWN)
    else:
        found = _known(folder)
    if operation.action is Action.DOWNLOAD and words == ("mod", "download"):
        return found
    if words not in _FETCHING:
        raise NeedsSources
    doubt = found.doubt or "it also fetches what the build does not need"
    return Manifests(found.files, step="go mod download", doubt=doubt)


def _known(folder: Folder) -> Manifests:
    needed = Needed()
    waiting = [""]
    if "go.work" in folder and not folder.is_on("GOWORK") and folder.variable("GOWORK") != "off":
        needed.add(folder.present("go.work", "go.work.sum"))
        waiting = [_place(it, "", folder) for it in _USED.findall(folder.read("go.work"))]
        waiting += [_place(it, "", folder) for it in _REPLACED.findall(folder.read("go.work"))]
        if not waiting:
            raise NeedsSources
    while waiting:
        place = waiting.pop(0)
        module = posixpath.join(place, "go.mod")
        if module in needed.files:
            continue
        if module not in folder:
            raise NeedsSources
        needed.add((module, *folder.present(posixpath.join(place, "go.sum"))))
        waiting += [_place(it, place, folder) for it in _REPLACED.findall(folder.read(module))]
    return needed.manifests()


def _place(path: str, base: str, folder: Folder) -> str:
    joined = posixpath.normpath(posixpath.join(base, path))
    return "" if joined == "." else folder.inside(joined)
