"""A build context for tests: a dictionary of texts by path."""

from __future__ import annotations

from collections.abc import Sequence

from dockwright.semantic import ignore
from dockwright.semantic.project import Amount


class Files:
    """A `Project` that holds just these files."""

    def __init__(self, files: dict[str, str]) -> None:
        self._files = files

    def exists(self, path: str) -> bool:
        return any(it == path or it.startswith(f"{path}/") for it in self._files)

    def read(self, path: str) -> str | None:
        return self._files.get(path)

    def files(self, folder: str) -> Sequence[str]:
        prefix = f"{folder}/" if folder else ""
        inside = [it[len(prefix) :] for it in self._files if it.startswith(prefix)]
        return sorted({it if "/" not in it else it.partition("/")[0] + "/" for it in inside})

    def amount(self, path: str) -> Amount | None:
        ignored = self.ignore_file()
        inside = [it for it in self._files if it == path or not path or it.startswith(f"{path}/")]
        found = [len(self._files[it]) for it in inside if not ignored.ignores(it)]
        return Amount(len(found), sum(found)) if inside else None

    def ignore_file(self) -> ignore.IgnoreFile:
        return ignore.parse(self._files.get(".dockerignore", ""))
