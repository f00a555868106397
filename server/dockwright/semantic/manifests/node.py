"""npm, yarn, pnpm and bun: package.json, the lock file, settings, and what those lead to.

Sources: the tools' documentation of life cycle scripts, workspaces and local dependencies (npm docs/scripts,
yarnpkg.com, pnpm.io, bun.sh, 2026-08).
"""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterator
from typing import Any

from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests.found import NOT_KNOWN, Folder, Manifests, Needed, NeedsSources, spelled

LOCKS = {
    "npm": ("package-lock.json", "npm-shrinkwrap.json"),
    "yarn": ("yarn.lock",),
    "yarn-berry": ("yarn.lock",),
    "pnpm": ("pnpm-lock.yaml",),
    "bun": ("bun.lock", "bun.lockb"),
}
_SETTINGS = {
    "npm": (".npmrc",),
    "yarn": (".npmrc", ".yarnrc"),
    "yarn-berry": (".yarnrc.yml", ".npmrc"),
    "pnpm": (".npmrc", "pnpm-workspace.yaml", ".pnpmfile.cjs"),
    "bun": (".npmrc", "bunfig.toml"),
}
# What runs when a package is installed in its own folder.
_SCRIPTS = (
    "pnpm:devPreinstall",
    "preinstall",
    "install",
    "postinstall",
    "prepublish",
    "preprepare",
    "prepare",
    "postprepare",
)
_TABLES = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "overrides", "resolutions")
_LOCAL_VERSION = re.compile(r"(?:file|link|portal):|(?:\.{0,2}|~)/|(?!\w+:)[^:]*\.(?:tgz|tar|tar\.gz)\Z", re.IGNORECASE)
_ARCHIVES = (".tgz", ".tar", ".tar.gz")
# Settings that name a file, which may be one of the sources.
_PATHS = re.compile(
    r"^\s*(?:--install\.)?(?:\S+:)?(?:ca|cert|key)file\b|^\s*(?:--install\.)?"
    r"(?:global-?)?(?:pnpmfile|node-options|script-shell|yarn-offline-mirror|modules-folder)\b",
    re.MULTILINE,
)
_YARN_PATH = re.compile(r'^\s*"?yarn-path"?\s+"?([^"\s]+)"?', re.MULTILINE)
_BERRY_PATH = re.compile(r"""^[\s-]*(?:path|yarnPath|\w*FilePath|\w*CaPath):\s*["']?([^"'\s]+)""", re.MULTILINE)
_IGNORE_SCRIPTS = re.compile(r"^\s*ignore-scripts\s*=\s*true\b", re.MULTILINE)
_PATCH_FILE = re.compile(r"""["']?[^\s:"']+["']?\s*:\s*["']?([\w./@+-]+\.patch)["']?\s*$""", re.MULTILINE)
_BERRY_PATCH = re.compile(r"patch:[^#]*#(?:optional!)?(?:~/|\./)?([^#&:]+)\Z")
_SEPARATORS = re.compile(r"&&|\|\||;|\n")
# They set up hooks of git, and do nothing where there is no `.git`.
_HOOKS = ("husky", "husky install", "lefthook install", "simple-git-hooks", "is-ci")
_IDLE = ("echo", "true", ":", "exit", "only-allow")


def node(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `npm ci`, `yarn`, `pnpm install` or `bun install` reads."""
    name = operation.manager.name
    fetches = operation.subcommand.words == ("fetch",)
    if folder.is_unknown("package.json"):
        return _guess(name, fetches)
    if name == "yarn" and ".yarnrc.yml" in folder:
        # It is the later yarn that reads such a file.
        name = "yarn-berry"
    reader = _Reader(folder, name, runs_scripts=not fetches and not _ignores_scripts(operation, folder))
    reader.settings()
    if fetches:
        reader.needed.files.pop("package.json", None)
        return reader.needed.manifests()
    reader.package("")
    if "node_modules" in folder:
        reader.needed.doubted("the copied node_modules would lie over the installed one")
    return reader.needed.manifests()


def _guess(name: str, fetches: bool) -> Manifests:
    """Where nobody knows the files."""
    if name == "npm":
        # One pattern for package.json and package-lock.json, the first of which is there for sure.
        return Manifests(("package*.json",), doubt=NOT_KNOWN)
    lock = LOCKS[name][0]
    return Manifests((lock,) if fetches else ("package.json", f"{lock}*"), doubt=NOT_KNOWN)


def _ignores_scripts(operation: PackageOperation, folder: Folder) -> bool:
    if operation.has_flag(("--ignore-scripts",)) or folder.is_on("npm_config_ignore_scripts"):
        return True
    return bool(_IGNORE_SCRIPTS.search(folder.read(".npmrc")))


class _Reader:
    """Follows what an installation reads, from the root package on."""

    def __init__(self, folder: Folder, name: str, *, runs_scripts: bool) -> None:
        self.folder, self.name, self.runs_scripts = folder, name, runs_scripts
        self.needed = Needed()
        self.seen: set[str] = set()
        self.has_workspaces = False

    def settings(self) -> None:
        """The files that lie beside the root package.json."""
        folder, needed = self.folder, self.needed
        needed.add(folder.present("package.json", *LOCKS[self.name], *_SETTINGS[self.name]))
        for name in folder.present(*_SETTINGS[self.name]):
            if _PATHS.search(folder.read(name)):
                raise NeedsSources
        if ".pnpmfile.cjs" in needed.files:
            if "require(" in folder.read(".pnpmfile.cjs"):
                raise NeedsSources
            needed.doubted(".pnpmfile.cjs may read other files")
        if self.name == "yarn":
            for path in _YARN_PATH.findall(folder.read(".yarnrc")):
                needed.add((folder.inside(path),))
        if self.name == "yarn-berry":
            self._berry()
        if self.name == "pnpm":
            for path in _PATCH_FILE.findall(folder.read("pnpm-workspace.yaml")):
                self._file(path)
            if re.search(r"\b(?:link|file|portal):", folder.read("pnpm-workspace.yaml")):
                raise NeedsSources
        else:
            needed.files.pop("pnpm-workspace.yaml", None)

    def _berry(self) -> None:
        folder, needed = self.folder, self.needed
        for name in ("releases", "plugins", "patches"):
            if folder.is_folder(f".yarn/{name}"):
                needed.add_whole(f".yarn/{name}")
        for path in _BERRY_PATH.findall(folder.read(".yarnrc.yml")):
            # An address of a plugin is no path.
            if "://" not in path:
                self._file(path)
        if folder.is_folder(".yarn/cache"):
            needed.add_whole(".yarn/cache")
            needed.doubted("yarn may tidy .yarn/cache, which is then copied again")
        if folder.present(".pnp.cjs", ".pnp.js"):
            needed.doubted("yarn writes .pnp.cjs, and the copied one comes back")

    def _file(self, path: str, base: str = "") -> None:
        path = self.folder.inside(path, base)
        if path not in self.folder:
            raise NeedsSources
        self.needed.add((path,))

    def package(self, place: str) -> None:
        """One package.json: the root's, a workspace's, or that of a package in a folder."""
        if place in self.seen:
            return
        self.seen.add(place)
        folder = self.folder
        package = folder.json(posixpath.join(place, "package.json"))
        if self.runs_scripts:
            self._scripts(package, place)
        if not place:
            self._workspaces(package)
        for table in _TABLES:
            self._dependencies(package.get(table) or {}, place)
        settings = package.get("pnpm", {})
        if isinstance(settings, dict):
            self._dependencies(settings.get("overrides") or {}, place)
            self._patches(settings.get("patchedDependencies"))
        self._patches(package.get("patchedDependencies"))
        if '"injected": true' in folder.read(posixpath.join(place, "package.json")):
            raise NeedsSources

    def _patches(self, table: Any) -> None:
        for path in table.values() if isinstance(table, dict) else ():
            self._file(str(path))

    # --- scripts ---

    def _scripts(self, package: dict[str, Any], place: str) -> None:
        folder = self.folder
        scripts = package.get("scripts", {})
        if not isinstance(scripts, dict) or posixpath.join(place, "binding.gyp") in folder:
            raise NeedsSources
        for name in _SCRIPTS:
            for command in _commands(scripts.get(name, "")):
                self._script(name, command, place)
        names = {it for table in _TABLES[:3] for it in package.get(table) or ()}
        if "@prisma/client" in names:
            self._prisma(package, place)
        if "msw" in package:
            self.needed.doubted("msw writes its worker among the sources")
        if "puppeteer" in names:
            found = [it for it in folder.names if it.startswith((".puppeteerrc", "puppeteer.config."))]
            self.needed.add(sorted(found))
            if any(not it.endswith(("rc", ".json", ".yaml", ".yml")) for it in found):
                self.needed.doubted("the settings of puppeteer are a program")

    def _script(self, name: str, words: list[str], place: str) -> None:
        if words[:1] == ["npx"]:
            words = [it for it in words[1:] if not it.startswith("-")]
        text = " ".join(words)
        if not words or words[0] in _IDLE:
            return
        if text in _HOOKS or words[0] == "husky":
            if ".git" in self.folder:
                self.needed.doubted(f"the script {name} looks at .git")
            return
        if words == ["patch-package"] and not place:
            if self.folder.is_folder("patches"):
                self.needed.add_whole("patches")
            return
        if words[:2] == ["prisma", "generate"] and len(words) == 2 and not place:
            self._prisma(self.folder.json("package.json"), place)
            return
        raise NeedsSources

    def _prisma(self, package: dict[str, Any], place: str) -> None:
        settings = package.get("prisma")
        named = settings.get("schema") if isinstance(settings, dict) else None
        for path in (named,) if isinstance(named, str) else ("prisma/schema.prisma", "schema.prisma", "prisma/schema"):
            path = self.folder.inside(path, place)
            if self.folder.is_folder(path):
                self.needed.add_whole(path)
            elif path in self.folder:
                self.needed.add((path,))
            else:
                continue
            self.needed.doubted("Prisma may read more than its schema")
            return

    # --- workspaces ---

    def _workspaces(self, package: dict[str, Any]) -> None:
        patterns = list(self._patterns(package))
        self.has_workspaces = bool(patterns)
        for pattern in patterns:
            if not isinstance(pattern, str):
                raise NeedsSources
            # What is left out is not read; to copy its package.json does no harm.
            if pattern.startswith("!"):
                continue
            for place in self.folder.expanded(pattern):
                self._member(place, is_named="*" not in pattern)

    def _patterns(self, package: dict[str, Any]) -> Iterator[Any]:
        if self.name == "pnpm":
            yield from _yaml_list(self.folder.read("pnpm-workspace.yaml"), "packages")
            return
        found = package.get("workspaces", [])
        if isinstance(found, dict):
            found = found.get("packages", [])
        if not isinstance(found, list):
            raise NeedsSources
        yield from found

    def _member(self, place: str, *, is_named: bool) -> None:
        manifest = posixpath.join(place, "package.json")
        if not place or place == ".":
            return
        if manifest not in self.folder:
            if is_named:
                raise NeedsSources
            return
        self.needed.add((manifest,))
        self.needed.add(self.folder.present(posixpath.join(place, ".npmrc")))
        self.package(place)
        if self.folder.json(manifest).get("bin"):
            self.needed.doubted(f"the commands of {place} are linked only where their files are")
        if posixpath.join(place, "node_modules") in self.folder:
            self.needed.doubted(f"the copied {place}/node_modules would lie over the installed one")

    # --- dependencies ---

    def _dependencies(self, table: Any, place: str) -> None:
        if not isinstance(table, dict):
            raise NeedsSources
        for version in table.values():
            if isinstance(version, dict):
                self._dependencies(version, place)
            elif isinstance(version, str):
                self._version(version, place)

    def _version(self, version: str, place: str) -> None:
        if version.startswith("workspace:"):
            if not self.has_workspaces:
                raise NeedsSources
        elif version.startswith("patch:"):
            match = _BERRY_PATCH.match(version)
            if match is not None:
                self._file(match.group(1))
            elif "builtin<" not in version:
                raise NeedsSources
        elif _LOCAL_VERSION.match(version):
            self._local(re.sub(r"\A(?:file|link|portal):(?://)?", "", version), place)

    def _local(self, path: str, place: str) -> None:
        path = self.folder.inside(path, place)
        if path.lower().endswith(_ARCHIVES):
            self._file(path)
            return
        if posixpath.join(path, "package.json") not in self.folder:
            raise NeedsSources
        # A workspace may be named by its folder, too; its manifest is there, but not what a copy of it would hold.
        self.needed.add_whole(path)
        self.package(path)
        if posixpath.join(path, "node_modules") in self.folder:
            self.needed.doubted(f"{path}/node_modules is copied as well")


def _commands(script: Any) -> Iterator[list[str]]:
    """The commands of a script that runs at installation. Raise `NeedsSources` for what cannot be read."""
    if not isinstance(script, str):
        raise NeedsSources
    for part in _SEPARATORS.split(script):
        try:
            yield shlex.split(part)
        except ValueError:
            raise NeedsSources from None


def _yaml_list(text: str, key: str) -> list[str]:
    """The words of a list at the top of a file of YAML, as far as people write one. Raise `NeedsSources` for others."""
    found: list[str] = []
    inside = False
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if not line[0].isspace() and not line.startswith("-"):
            inside = stripped.startswith(f"{key}:")
            if inside and stripped != f"{key}:":
                raise NeedsSources
        elif inside:
            if not stripped.startswith("- "):
                raise NeedsSources
            found.append(stripped[2:].split(" #")[0].strip().strip("\"'"))
    return found


def is_frozen(operation: PackageOperation, folder: Folder) -> bool:
    """Whether it leaves the lock file as it is."""
    if operation.kind == "install-locked" or operation.has_flag(operation.manager.frozen_flags):
        return True
    if operation.subcommand.words == ("fetch",):
        return True
    name = operation.manager.name
    # In what looks like a build server pnpm and the later yarn do not touch it.
    return folder.is_on("CI") and (name == "pnpm" or (name in ("yarn", "yarn-berry") and ".yarnrc.yml" in folder))


def rewritten(operation: PackageOperation, folder: Folder) -> str:
    """The doubt about a lock file that the installation may write; empty where it does not."""
    locks = folder.present(*LOCKS[operation.manager.name])
    if not locks or is_frozen(operation, folder):
        return ""
    return f"{spelled(operation)} may rewrite {locks[0]}, and the copied one comes back"
