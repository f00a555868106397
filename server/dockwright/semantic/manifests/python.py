"""pip, uv, Poetry and pipenv: requirements files and what they include, pyproject.toml, Pipfile."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests.found import (
    NOT_KNOWN,
    Folder,
    Manifests,
    Needed,
    NeedsSources,
    in_two_steps,
    listed,
    spelled,
)


def pip(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `pip install -r` reads, also as `uv pip`."""
    if operation.has_flag(("-e", "--editable", "--src", "--group", "--override", "--overrides")):
        raise NeedsSources
    if any(package.is_file for package in operation.packages):
        raise NeedsSources
    named = [it.value for it in operation.flags if it.name in operation.manager.manifest_flags]
    if operation.kind == "install-locked":
        named += [word.value for word in operation.operands]
    links = [it.value for it in operation.flags if it.name in ("-f", "--find-links")]
    waiting = [posixpath.normpath(it) for it in named if it is not None]
    if len(waiting) < len(named) or not waiting or any("://" in str(it) or str(it).startswith("/") for it in named):
        raise NeedsSources
    if folder.is_unknown(*waiting):
        if links:
            raise NeedsSources
        return Manifests(tuple(dict.fromkeys(waiting)), doubt=NOT_KNOWN)
    needed = Needed()
    for link in links:
        _links(link, "", folder, needed)
    _requirements(waiting, folder, needed)
    if operation.manager.name == "uv":
        needed.add(folder.present("uv.toml"))
        if "pyproject.toml" in folder and "tool.uv" in folder.read("pyproject.toml"):
            needed.add(("pyproject.toml",))
    return needed.manifests()


def _requirements(waiting: list[str], folder: Folder, needed: Needed) -> None:
    """Read requirements files and those that they include."""
    while waiting:
        name = waiting.pop(0)
        if name in needed.files:
            continue
        if name not in folder:
            raise NeedsSources
        needed.add((name,))
        if name.endswith(".toml"):
            # `uv pip install -r pyproject.toml`: what is dynamic, the project's own build says.
            if re.search(r"^\s*dynamic\s*=|\bpath\s*=", folder.read(name), re.MULTILINE):
                raise NeedsSources
            continue
        base = posixpath.dirname(name)
        for line in _lines(folder.read(name)):
            include = _INCLUDE.match(line)
            links = _LINKS.match(line)
            if include:
                waiting.append(folder.inside(include.group(1), base))
            elif links:
                _links(links.group(1), base, folder, needed)
            else:
                _requirement(line, folder, needed)


_INCLUDE = re.compile(r"(?:-r|-c|--requirement|--constraint)(?:[ =]|(?<=-[rc]))\s*([^\s#]+)")
_LINKS = re.compile(r"(?:-f|--find-links)(?:[ =]|(?<=-f))\s*([^\s#]+)")
_EDITABLE = re.compile(r"(?:-e|--editable)[ =]\s*")
# A marker, options for the requirement, a comment.
_TAIL = re.compile(r"\s*;|\s#|\s--")
_EXTRAS = re.compile(r"\[[^]]*\]\Z")
_ARCHIVES = (".whl", ".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")


def _lines(text: str) -> Iterator[str]:
    """The lines that say something; one that ends in a backslash goes on in the next."""
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            yield line


def _links(place: str | None, base: str, folder: Folder, needed: Needed) -> None:
    """A folder of archives, which pip may take packages from; an address is none."""
    if place is None:
        raise NeedsSources
    if "://" in place:
        if place.startswith("file:"):
            raise NeedsSources
        return
    if place.startswith("/"):
        raise NeedsSources
    path = folder.inside(place, base if folder.is_folder(posixpath.normpath(posixpath.join(base, place))) else "")
    if not folder.is_folder(path):
        raise NeedsSources
    needed.add_whole(path)


def _requirement(line: str, folder: Folder, needed: Needed) -> None:
    editable = _EDITABLE.match(line)
    if editable is None and line.startswith("-"):
        return
    requirement = _TAIL.split(line[editable.end() if editable else 0 :], maxsplit=1)[0].strip()
    _, at, address = requirement.partition(" @ ")
    if at:
        requirement = address.strip()
    path = _EXTRAS.sub("", requirement)
    if "file:" in path or path.startswith(("/", "~")) or path in (".", ".."):
        raise NeedsSources
    # What has a separator and is no address is a path, and what looks like an archive is one too.
    if "://" in path or path.startswith("git+"):
        return
    if path.endswith(_ARCHIVES):
        _archive(path, folder, needed)
    elif "/" in path or editable is not None:
        _project(path, folder, needed)


def _archive(path: str, folder: Folder, needed: Needed) -> None:
    path = folder.inside(path)
    if path not in folder:
        raise NeedsSources
    needed.add((path,))


def _project(path: str, folder: Folder, needed: Needed) -> None:
    """A package that is built from a folder of the sources."""
    path = folder.inside(path)
    if not any(f"{path}/{it}" in folder for it in ("pyproject.toml", "setup.py")):
        raise NeedsSources
    needed.add_whole(path)
    needed.doubted(f"{path} is built, which may read other files")


def _local(table: Any, folder: Folder, needed: Needed) -> None:
    """The paths in a table of dependencies: `{ path = "…" }`, also in a list of such tables."""
    for value in table.values() if isinstance(table, dict) else table if isinstance(table, list) else ():
        if isinstance(value, list):
            _local(value, folder, needed)
        elif isinstance(value, dict) and isinstance(path := value.get("path"), str):
            if path.endswith(_ARCHIVES):
                _archive(path, folder, needed)
            else:
                _project(path, folder, needed)
        elif isinstance(value, dict) and value.get("editable"):
            raise NeedsSources


# Where a file cannot be read as TOML, its text has to do.
_TEXT_LOCAL = re.compile(r"\b(?:path|editable|develop)\s*=|\bfile:|tool\.uv\.workspace")
# An address, or a list of them, that is none: archives among the sources.
_LOCAL_INDEX = re.compile(r"""\bfile:|^\s*find-links\s*=|^\s*url\s*=\s*["'](?![a-z+]+://|\$)""", re.MULTILINE)


def _toml(name: str, folder: Folder) -> dict[str, Any]:
    data = folder.toml(name)
    if data is None and _TEXT_LOCAL.search(folder.read(name)):
        raise NeedsSources
    if _LOCAL_INDEX.search(folder.read(name)):
        raise NeedsSources
    return data or {}


def _at(data: Any, *keys: str) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if data is not None else {}


def pipenv(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `pipenv install` or `pipenv sync` reads."""
    found = listed(folder, ("Pipfile",), ("Pipfile.lock",))
    if found.doubt:
        return found
    if operation.has_flag(("-e", "--editable", "-r", "--requirements")):
        raise NeedsSources
    needed = Needed()
    needed.add(found.files)
    for table in _toml("Pipfile", folder).values():
        _local(table, folder, needed)
    return needed.manifests()


def poetry(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `poetry install` reads."""
    if operation.has_flag(("--only-root",)):
        raise NeedsSources
    found = listed(folder, ("pyproject.toml",), ("poetry.lock", "poetry.toml"))
    if found.doubt:
        return found if operation.has_flag(("--no-root",)) else in_two_steps(found, operation, "--no-root")
    data = _toml("pyproject.toml", folder)
    needed = Needed()
    needed.add(found.files)
    settings = _at(data, "tool", "poetry")
    tables = [_at(settings, "dependencies"), _at(settings, "dev-dependencies")]
    tables += [_at(it, "dependencies") for it in _at(settings, "group").values()]
    if "dynamic-versioning" in folder.read("pyproject.toml"):
        needed.doubted("the version is worked out from .git")
    has_folders = any(
        isinstance(it, dict) and isinstance(it.get("path"), str) and not it["path"].endswith(_ARCHIVES)
        for table in tables
        for it in (table.values() if isinstance(table, dict) else ())
    )
    for table in tables:
        if not has_folders:
            _local(table, folder, needed)
    is_rootless = _at(settings, "package-mode") is False or operation.has_flag(("--no-root",))
    flags = [] if is_rootless else ["--no-root"]
    if has_folders:
        needed.doubted("--no-directory needs Poetry 1.5")
        flags += [] if operation.has_flag(("--no-directory",)) else ["--no-directory"]
    return in_two_steps(needed.manifests(), operation, *flags) if flags else needed.manifests()


def uv(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `uv sync` or `uv pip install -r` reads."""
    if operation.subcommand.words[:1] == ("pip",):
        return pip(operation, folder)
    if operation.has_flag(("--script",)):
        raise NeedsSources
    found = listed(folder, ("pyproject.toml",), ("uv.lock", ".python-version", "uv.toml"))
    alone = operation.has_flag(("--no-install-project", "--no-install-workspace"))
    if found.doubt:
        if operation.has_flag(("--package", "--all-packages")):
            raise NeedsSources
        return found if alone else in_two_steps(found, operation, "--no-install-project")
    data = _toml("pyproject.toml", folder)
    needed = Needed()
    needed.add(found.files)
    _dynamic("pyproject.toml", operation, folder, needed)
    _local(_at(data, "tool", "uv", "sources"), folder, needed)
    members = _members(data, folder)
    for member in members:
        needed.add((f"{member}/pyproject.toml",))
        _dynamic(f"{member}/pyproject.toml", operation, folder, needed)
        _local(_at(_toml(f"{member}/pyproject.toml", folder), "tool", "uv", "sources"), folder, needed)
    if members:
        if operation.has_flag(("--no-install-workspace",)):
            return needed.manifests()
        instead = ("--no-install-project",)
        return in_two_steps(needed.manifests(), operation, "--no-install-workspace", instead=instead)
    if operation.has_flag(("--package", "--all-packages")):
        raise NeedsSources
    if alone or _is_virtual(data):
        return needed.manifests()
    return in_two_steps(needed.manifests(), operation, "--no-install-project")


def _members(data: dict[str, Any], folder: Folder) -> list[str]:
    """The members of a uv workspace, but for its root."""
    patterns = _at(data, "tool", "uv", "workspace", "members")
    found: list[str] = []
    for pattern in patterns if isinstance(patterns, list) else ():
        for place in folder.expanded(str(pattern)):
            if f"{place}/pyproject.toml" in folder:
                found.append(place)
            elif "*" not in str(pattern):
                raise NeedsSources
    return found


def _is_virtual(data: dict[str, Any]) -> bool:
    """Whether uv does not install the project itself: it says so, or says nothing of how to build it."""
    package = _at(data, "tool", "uv", "package")
    return package is False or (bool(data.get("project")) and "build-system" not in data and package is not True)


def _dynamic(name: str, operation: PackageOperation, folder: Folder, needed: Needed) -> None:
    """What the project's own build says is compared with the lock file."""
    dynamic = _DYNAMIC.search(folder.read(name))
    if dynamic is None or operation.has_flag(("--frozen",)):
        return
    if "dependencies" in dynamic.group(1):
        raise NeedsSources
    needed.doubted(f"{name} leaves its {dynamic.group(1).strip(chr(34) + chr(39) + ' ,')} to its build")


_DYNAMIC = re.compile(r"^\s*dynamic\s*=\s*\[\s*([^]\s][^]]*)\]", re.MULTILINE)


def rewritten(operation: PackageOperation, folder: Folder) -> str:
    """The doubt about a lock file that the installation may write; empty where it does not."""
    lock = {"pipenv": "Pipfile.lock", "uv": "uv.lock"}.get(operation.manager.name)
    if lock is None or lock not in folder or operation.subcommand.words[:1] == ("pip",):
        return ""
    if operation.kind == "install-locked" or operation.has_flag(operation.manager.frozen_flags):
        return ""
    if folder.is_on("UV_LOCKED", "UV_FROZEN", "PIPENV_IGNORE_PIPFILE"):
        return ""
    return f"{spelled(operation)} may rewrite {lock}, and the copied one comes back"
