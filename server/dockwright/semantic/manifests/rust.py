"""Cargo: Cargo.toml, those of a workspace and of packages in folders.

Cargo reads no Cargo.toml whose sources are missing: it looks for `src/main.rs`, `src/lib.rs` and what the file names
without a path (the Cargo book, "Cargo Targets"). Empty files do for fetching; the sources are copied over them.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from dockwright.catalog.packages import Action
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests.found import NOT_KNOWN, Folder, Manifests, Needed, NeedsSources

_SETTINGS = ("Cargo.lock", "rust-toolchain", "rust-toolchain.toml", ".cargo/config.toml", ".cargo/config")
_ROOTS = ("src/main.rs", "src/lib.rs")


def cargo(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `cargo fetch` reads; it comes before builds, which fetch by themselves."""
    if operation.has_flag(("--manifest-path", "--offline", "--frozen", "--recipe-path", "--git", "--config")):
        raise NeedsSources
    path = operation.flag("--path")
    if path is not None and (path.value is None or posixpath.normpath(path.value) != "."):
        raise NeedsSources
    if operation.action is Action.INSTALL and (path is None or operation.operands):
        raise NeedsSources
    if "target" in folder:
        raise NeedsSources
    if folder.is_unknown("Cargo.toml"):
        step = "mkdir -p src && touch src/main.rs && cargo fetch && rm -r src"
        return Manifests(("Cargo.toml", "Cargo.lock*"), step=step, doubt=f"{NOT_KNOWN}, or sources besides src/main.rs")
    reader = _Reader(folder)
    reader.package("")
    reader.needed.add(folder.present(*_SETTINGS))
    for name in (".cargo/config.toml", ".cargo/config"):
        if re.search(r"^\s*(?:directory|paths|include|offline|local-registry)\s*=", folder.read(name), re.MULTILINE):
            # Vendored packages, or others that lie among the sources: nothing is fetched.
            raise NeedsSources
    found = reader.needed.manifests()
    fetch = "cargo fetch --locked" if "Cargo.lock" in folder else "cargo fetch"
    folders = sorted({posixpath.dirname(it) for it in reader.roots})
    before = f"mkdir -p {' '.join(folders)} && touch {' '.join(reader.roots)} && " if folders else ""
    doubt = "empty sources stand in for those to come, and it fetches for all platforms"
    return Manifests(found.files, found.folders, f"{before}{fetch}", doubt)


class _Reader:
    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.needed = Needed()
        self.roots: list[str] = []

    def package(self, place: str) -> None:
        """One Cargo.toml and what it leads to."""
        folder = self.folder
        name = posixpath.join(place, "Cargo.toml")
        if name in self.needed.files:
            return
        data = folder.toml(name) if name in folder else None
        if data is None or not ("package" in data or "workspace" in data):
            raise NeedsSources
        self.needed.add((name,))
        if "package" in data:
            self._roots(data, place)
        workspace = data.get("workspace")
        if isinstance(workspace, dict) and not place:
            left_out = {posixpath.normpath(str(it)) for it in workspace.get("exclude", ())}
            for pattern in workspace.get("members", ()):
                for member in folder.expanded(str(pattern)):
                    if member in left_out or member in (".", ""):
                        continue
                    if f"{member}/Cargo.toml" not in folder:
                        raise NeedsSources
                    self.package(member)
            self._dependencies(workspace, place)
            for it in data.get("patch", {}).values():
                self._table(it, place)
        self._dependencies(data, place)
        for it in (data.get("target") or {}).values():
            self._dependencies(it, place)

    def _dependencies(self, data: Any, place: str) -> None:
        for key in ("dependencies", "dev-dependencies", "build-dependencies"):
            self._table(data.get(key, {}) if isinstance(data, dict) else {}, place)

    def _table(self, table: Any, place: str) -> None:
        for value in table.values() if isinstance(table, dict) else ():
            if isinstance(value, dict) and isinstance(value.get("path"), str):
                self.package(self.folder.inside(value["path"], place))

    def _roots(self, data: dict[str, Any], place: str) -> None:
        """The files without which Cargo refuses to read the package."""
        found = [it for it in _ROOTS if posixpath.join(place, it) in self.folder]
        for kind in ("bin", "example", "test", "bench"):
            for target in data.get(kind, ()):
                path = target.get("path") if isinstance(target, dict) else None
                if path is None and kind == "bin" and f"src/bin/{target.get('name')}.rs" in self.folder:
                    path = f"src/bin/{target.get('name')}.rs"
                elif path is None and kind != "bin":
                    raise NeedsSources
                if path is not None:
                    found.append(str(path))
        library = data.get("lib")
        if isinstance(library, dict) and isinstance(library.get("path"), str):
            found.append(library["path"])
        build = data["package"].get("build") if isinstance(data["package"], dict) else None
        if isinstance(build, str):
            found.append(build)
        found = [self.folder.inside(it, place) for it in found]
        if not found or any(it not in self.folder for it in found):
            raise NeedsSources
        self.roots += [it for it in dict.fromkeys(found) if it not in self.roots]
