"""What an installation reads, and the folder of the build context in which it is looked for."""

from __future__ import annotations

import json
import posixpath
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.project import Project
from dockwright.semantic.scopes import Value


@dataclass(frozen=True)
class Manifests:
    """The files of the build context that an installation reads, relative to the folder that it runs in.

    `files` may hold wildcards where nobody knows which files there are. `folders` are needed whole.
    `step` is a command that installs or fetches the dependencies alone; `None` where the installation does no more.
    `doubt` says why the image may be another one if the sources come later; empty where that is ruled out.
    """

    files: tuple[str, ...]
    folders: tuple[str, ...] = ()
    step: str | None = None
    doubt: str = ""

    def below(self, folder: str) -> Manifests:
        """The same, seen from the folder in which `folder` lies."""
        if not folder:
            return self
        files = tuple(posixpath.normpath(f"{folder}/{it}") for it in self.files)
        return replace(self, files=files, folders=tuple(posixpath.normpath(f"{folder}/{it}") for it in self.folders))

    def doubted(self, doubt: str) -> Manifests:
        """The same, with a reason why it may not be all; the first reason stays."""
        return self if self.doubt or not doubt else replace(self, doubt=doubt)


class NeedsSources(Exception):
    """The installation needs more of the sources than can be named."""


NOT_KNOWN = "the files are not known: it may read others"
"""The doubt where nobody knows the files beside the Dockerfile."""


class Needed:
    """What a reader has found so far."""

    def __init__(self) -> None:
        self.files: dict[str, None] = {}
        self.folders: dict[str, None] = {}
        self.doubt = ""

    def add(self, files: Iterable[str]) -> None:
        """Files that are read."""
        self.files.update(dict.fromkeys(files))

    def add_whole(self, folder: str) -> None:
        """A folder that is read whole."""
        self.folders[folder] = None

    def doubted(self, doubt: str) -> None:
        """Why the image may be another one; the first reason stays."""
        self.doubt = self.doubt or doubt

    def manifests(self) -> Manifests:
        """All of it; what lies in a folder that is needed whole is not listed again."""
        whole = tuple(it for it in self.folders if not any(it.startswith(f"{other}/") for other in self.folders))
        files = tuple(it for it in self.files if not any(it.startswith(f"{folder}/") for folder in whole))
        return Manifests(files, whole, doubt=self.doubt)


# A workspace of more members is none that someone copies manifest by manifest.
_MOST_FOLDERS = 100
_DEEPEST = 6


class Folder:
    """The folder of the build context in which an installation runs, as far as a project knows it.

    Paths are relative to it, and may lead out of it, but not out of the build context.
    """

    def __init__(self, project: Project, place: str = "", environment: Mapping[str, Value] | None = None) -> None:
        self._project, self._place = project, place
        self._environment = environment or {}
        self.names = frozenset(it.rstrip("/") for it in project.files(place) or ())

    def _at(self, path: str) -> str:
        """A path as the build context has it."""
        path = posixpath.normpath(posixpath.join(self._place, path))
        return "" if path == "." else path

    def __contains__(self, name: str) -> bool:
        return bool(self._project.exists(self._at(name))) if "/" in name else name in self.names

    def is_unknown(self, *required: str) -> bool:
        """Whether it says nothing about an installation that needs these files.

        Without one of them it is not the context that the file is built from: nobody knows which one is.
        """
        return any(name not in self for name in required)

    def present(self, *names: str) -> tuple[str, ...]:
        """Those of `names` that are there."""
        return tuple(name for name in names if name in self)

    def matching(self, *endings: str) -> tuple[str, ...]:
        """The names with one of these endings."""
        return tuple(sorted(name for name in self.names if name.endswith(endings)))

    def read(self, name: str) -> str:
        """The text of a file; empty where it cannot be read."""
        return self._project.read(self._at(name)) or ""

    def listing(self, folder: str) -> tuple[str, ...]:
        """The names in a folder below, folders with a `/` at the end."""
        return tuple(self._project.files(self._at(folder)) or ())

    def is_folder(self, path: str) -> bool:
        """Whether there is such a folder with something in it."""
        return bool(self.listing(path))

    def inside(self, path: str, base: str = "") -> str:
        """`path` as seen from `base`, in one spelling.

        Raise `NeedsSources` where it leads out of the build context, or to the folder itself.
        """
        path = posixpath.normpath(posixpath.join(base, path.replace("\\", "/")))
        whole = posixpath.normpath(posixpath.join(self._place, path))
        if path.startswith(("/", "~")) or path == "." or whole in (".", "..") or whole.startswith("../"):
            raise NeedsSources
        return path

    def upwards(self, base: str) -> Iterator[str]:
        """`base` and the folders in which it lies, up to the build context."""
        whole = self._at(base)
        while True:
            yield relative(whole, self._place)
            if not whole:
                return
            whole = posixpath.dirname(whole)

    def expanded(self, pattern: str) -> list[str]:
        """The folders that a workspace's pattern stands for. Raise `NeedsSources` for patterns that we do not read."""
        pattern = posixpath.normpath(pattern.strip().removeprefix("./"))
        if pattern.startswith(("/", "..")) or any(it in pattern for it in "{}()[]?!@+$"):
            raise NeedsSources
        found = [""]
        for part in pattern.split("/"):
            if part == "**":
                found = [it for folder in found for it in self._below(folder, _DEEPEST)]
            elif "*" in part:
                found = [posixpath.join(it, name) for it in found for name in self._folders_in(it, part)]
            else:
                found = [posixpath.join(it, part) for it in found]
            if len(found) > _MOST_FOLDERS:
                raise NeedsSources
        return [it for it in found if it and self.is_folder(it)] if "*" in pattern else found

    def _folders_in(self, folder: str, pattern: str = "*") -> list[str]:
        names = [it[:-1] for it in self.listing(folder) if it.endswith("/")]
        return [it for it in names if it != "node_modules" and not it.startswith(".") and fnmatchcase(it, pattern)]

    def _below(self, folder: str, depth: int) -> list[str]:
        found = [folder]
        if depth:
            for name in self._folders_in(folder):
                found += self._below(posixpath.join(folder, name), depth - 1)
                if len(found) > _MOST_FOLDERS:
                    raise NeedsSources
        return found

    def json(self, name: str) -> dict[str, Any]:
        """What a file of JSON holds. Raise `NeedsSources` where it is no object."""
        try:
            found: Any = json.loads(self.read(name))
        except (ValueError, RecursionError):
            raise NeedsSources from None
        if not isinstance(found, dict):
            raise NeedsSources
        return found

    def toml(self, name: str) -> dict[str, Any] | None:
        """What a file of TOML holds; `None` where it is none."""
        if sys.version_info >= (3, 11):
            import tomllib
        else:
            import tomli as tomllib
        try:
            return tomllib.loads(self.read(name).removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            return None

    def variable(self, *names: str) -> str | None:
        """What one of these variables is set to by ENV; `None` where none is, or not to something known."""
        for name in names:
            value = self._environment.get(name)
            if value is not None and not value.argument and value.text is not None:
                return value.text
        return None

    def is_on(self, *names: str) -> bool:
        """Whether ENV switches one of these variables on."""
        return (self.variable(*names) or "").lower() in ("1", "true", "yes", "on")


def relative(path: str, start: str) -> str:
    """The way from `start` to `path`, both relative to one place; "" where they are the same.

    As `posixpath.relpath`, which asks in which directory the process is.
    """
    to, base = [[part for part in it.split("/") if part not in ("", ".")] for it in (path, start)]
    common = 0
    while common < min(len(to), len(base)) and to[common] == base[common]:
        common += 1
    return "/".join([".."] * (len(base) - common) + to[common:])


def is_plain(path: str) -> bool:
    """Whether a path can be written in a COPY as it is."""
    return path != "" and not any(it in path for it in "$\"'\\`\n\r\t #[,") and ".." not in path.split("/")


def listed(folder: Folder, required: Sequence[str], optional: Sequence[str]) -> Manifests:
    """Manifests of which the first have to be there; patterns for the others where they are not known."""
    if folder.is_unknown(*required):
        # A pattern that matches nothing is no error (BuildKit's AllowEmptyWildcard).
        return Manifests((*required, *(f"{it}*" for it in optional[:1])), doubt=NOT_KNOWN)
    return Manifests((*required, *folder.present(*optional)))


def spelled(operation: PackageOperation) -> str:
    """The program and the sub-command, as written."""
    return " ".join(word.text for word in (*operation.program_words, *operation.subcommand_words))


def in_two_steps(found: Manifests, operation: PackageOperation, *flags: str, instead: Sequence[str] = ()) -> Manifests:
    """The dependencies first, by the same command with `flags`; the whole afterwards, as it was.

    Raise `NeedsSources` where the command cannot be written again.
    """
    command = operation.command
    if command.is_quoted or command.redirections or command.wrapper is not None or command.assignments:
        raise NeedsSources
    words = [word.text for word in command.words if word.text not in instead]
    step = " ".join([*words, *flags])
    doubt = found.doubt or f"{spelled(operation)} then runs twice"
    return replace(found, step=step, doubt=doubt)
