"""The folders that a client has open, which may come and go; a text belongs to the innermost that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from dockwright.lsp.disk import Disk


@dataclass(frozen=True)
class Folder:
    """One of them, as the client calls it, and where it lies."""

    uri: str
    path: str

    def holds(self, path: str) -> bool:
        """Whether a file lies in it, however deep."""
        return path.startswith(os.path.join(self.path, ""))

    def uri_of(self, path: str) -> str:
        """The URI of a file in it, spelled as the client spells the folder's."""
        relative = os.path.relpath(path, self.path).replace(os.sep, "/")
        return f"{self.uri.rstrip('/')}/{quote(relative)}"


class Folders:
    """All of them, in the client's order; those that lie on no disk of ours are none."""

    def __init__(self, uris: Iterable[str], disk: Disk) -> None:
        self.disk = disk
        self._folders: dict[str, Folder] = {}
        self.change(uris, ())

    def __iter__(self) -> Iterator[Folder]:
        return iter(tuple(self._folders.values()))

    def change(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Follow the client in what it opened and closed."""
        for uri in removed:
            self._folders.pop(uri, None)
        for uri in added:
            path = self.disk.folder(uri)
            if path is not None:
                self._folders[uri] = Folder(uri, path)

    def of(self, path: str | None) -> Folder | None:
        """The innermost folder that holds the file at `path`; `None` for one in no folder."""
        holding = [] if path is None else [it for it in self._folders.values() if it.holds(path)]
        return max(holding, key=lambda it: len(it.path), default=None)
