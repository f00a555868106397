"""The Dockerfiles of a workspace that are open nowhere; looked for in the background, and believed in for a while."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Sequence

from dockwright.lsp.background import Work
from dockwright.lsp.client import Client
from dockwright.lsp.folders import Folder
from dockwright.workspace.closed import MOST_FILES, closed_dockerfiles
from dockwright.workspace.config import Configurations

# A client that watches files says when there are others; one that does not is believed for a moment.
_WALK_HOLDS_SECONDS = {True: 60.0, False: 5.0}


class _Enough(Exception):
    """The time for a walk is over."""


class ClosedFiles:
    """Where they lie. All of it belongs to one thread of the background."""

    def __init__(self, client: Client, say: Callable[[str], None]) -> None:
        self._client = client
        self._say = say
        self._configurations = Configurations()
        self._walked: dict[str, tuple[float, list[str], bool]] = {}
        self._said: set[str] = set()

    def renew(self) -> None:
        """Read the settings files anew; where the client says what changes on the disk, look for files anew too."""
        self._configurations = Configurations()
        if self._client.registers_watched_files:
            self.forget()

    def forget(self) -> None:
        """Look for all files anew."""
        self._walked.clear()

    def find(
        self, work: Work, folders: Sequence[Folder], open_paths: Collection[str], until: float
    ) -> tuple[dict[str, str], bool]:
        """The closed files by path, with their URIs, and whether these are all there are."""
        found: dict[str, str] = {}
        is_all = True
        for folder in folders:
            paths, all_here = self._walk(work, folder, until)
            is_all = is_all and all_here
            for path in paths:
                # A file in a folder within a folder is known by the inner one.
                inner = max((it for it in folders if it.holds(path)), key=lambda it: len(it.path), default=folder)
                if path not in open_paths:
                    found[path] = inner.uri_of(path)
        if len(found) > MOST_FILES:
            found, is_all = dict(list(found.items())[:MOST_FILES]), False
        return found, is_all

    def _walk(self, work: Work, folder: Folder, until: float) -> tuple[list[str], bool]:
        now = time.monotonic()
        kept = self._walked.get(folder.uri)
        if kept is not None and now - kept[0] < _WALK_HOLDS_SECONDS[self._client.registers_watched_files]:
            return kept[1], kept[2]

        def step() -> None:
            work.go_on()
            if time.monotonic() > until:
                raise _Enough

        paths: list[str] = []
        is_all = True
        try:
            for path in closed_dockerfiles(folder.path, self._configurations, step):
                if len(paths) == MOST_FILES:
                    raise _Enough
                paths.append(os.path.abspath(path))
        except _Enough:
            is_all = False
            if folder.uri not in self._said:
                self._said.add(folder.uri)
                self._say(f"{folder.path}: too many files to look at; the first {len(paths)} Dockerfiles count")
        self._walked[folder.uri] = (now, paths, is_all)
        return paths, is_all
