"""Mix: mix.exs, which is Elixir, those of an umbrella, and the lock file."""

from __future__ import annotations

import posixpath
import re

from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests.found import NOT_KNOWN, Folder, Manifests, Needed, NeedsSources, spelled

_PATH = re.compile(r"\bpath:\s*\"([^\"#]*)\"")
_UMBRELLA = re.compile(r"\bapps_path:\s*\"([^\"#]*)\"")
_VERSION = re.compile(r"File\.read!?\(\s*\"([^\"#/]*)\"\s*\)")
_READING = re.compile(
    r"\bFile\.|\bCode\.|\bSystem\.cmd|\bImport\b|\bPath\.(?:wildcard|expand)|:os\.cmd|\bpath:\s*[^\s\"]"
)


def mix(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `mix deps.get` reads; `config/` sets what is compiled, and is not asked for here."""
    if operation.subcommand.words != ("deps.get",):
        raise NeedsSources
    if folder.is_unknown("mix.exs"):
        return Manifests(("mix.exs", "mix.lock*"), doubt=NOT_KNOWN)
    needed = Needed()
    needed.add(folder.present("mix.exs", "mix.lock"))
    _project("", folder, needed)
    if "deps" in folder:
        needed.doubted("the copied deps would lie over the fetched one")
    if "mix.lock" in folder and not operation.has_flag(("--check-locked",)):
        needed.doubted(f"{spelled(operation)} may rewrite mix.lock, and the copied one comes back")
    return needed.manifests()


def _project(place: str, folder: Folder, needed: Needed) -> None:
    name = posixpath.join(place, "mix.exs")
    if name not in folder:
        raise NeedsSources
    needed.add((name,))
    text = "\n".join(it for it in folder.read(name).splitlines() if not it.lstrip().startswith("#"))
    for version in _VERSION.findall(text):
        path = folder.inside(version, place)
        if path not in folder:
            raise NeedsSources
        needed.add((path,))
    if _READING.search(_VERSION.sub("", text)):
        raise NeedsSources
    for apps in _UMBRELLA.findall(text):
        for member in folder.expanded(f"{folder.inside(apps, place)}/*"):
            if f"{member}/mix.exs" in folder:
                _project(member, folder, needed)
    for path in _PATH.findall(_UMBRELLA.sub("", text)):
        path = folder.inside(path, place)
        if f"{path}/mix.exs" not in folder:
            raise NeedsSources
        needed.add_whole(path)
        needed.doubted(f"the package in {path} may read other files")
