"""The Dockerfiles of a workspace that are open nowhere; looked for in the background, and believed in for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence

from dockwright.lsp.client import Client
from dockwright.lsp.folders import Folder
from dockwright.workspace.closed import MOST_FILES, ClosedDockerfiles, Enough

# A client that watches files says when there are others; one that does not is believed for a moment.
_WALK_HOLDS_SECONDS = {True: 60.0, False: 5.0}


class ClosedFiles:
    """Where they lie. May be asked from several threads, so that whoever looks for them looks once for all."""

    def __init__(self, client: Client, say: Callable[[str], None]) -> None:
        self._client = client
        self._say = say
        self.dockerfiles = ClosedDockerfiles(lambda: _WALK_HOLDS_SECONDS[client.registers_watched_files])
        self._said: set[str] = set()

    def changed(self) -> None:
        """Note that settings, folders, or which files there are, may have changed."""
        self.dockerfiles.changed()

    def find(
        self, go_on: Callable[[], None], folders: Sequence[Folder], open_paths: Collection[str], until: float
    ) -> tuple[dict[str, str], bool]:
        """The closed files by path, with their URIs, and whether these are all there are.

        `go_on` is called often, and may end the search by an exception of its own.
        """
        found: dict[str, str] = {}
        is_all = True
        for folder in folders:
            paths, all_here = self._walk(go_on, folder, until)
            is_all = is_all and all_here
            for path in paths:
                # A file in a folder within a folder is known by the inner one.
                inner = max((it for it in folders if it.holds(path)), key=lambda it: len(it.path), default=folder)
                if path not in open_paths:
                    found[path] = inner.uri_of(path)
        if len(found) > MOST_FILES:
            found, is_all = dict(list(found.items())[:MOST_FILES]), False
        return found, is_all

    def _walk(self, go_on: Callable[[], None], folder: Folder, until: float) -> tuple[list[str], bool]:
        def step() -> None:
            go_on()
            if time.monotonic() > until:
                raise Enough

        walk = self.dockerfiles.look(folder.path, step, MOST_FILES, until - time.monotonic())
        paths = list(walk)
        if not walk.is_all and folder.uri not in self._said:
            self._said.add(folder.uri)
            self._say(f"{folder.path}: too many files to look at; the first {len(paths)} Dockerfiles count")
        return paths, walk.is_all
