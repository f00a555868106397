"""The names in a whole workspace: of open texts, and of Dockerfiles on the disk."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from dockwright.ide import analysis
from dockwright.ide.results import Symbol
from dockwright.lsp import from_lsp, to_lsp
from dockwright.lsp.background import Background, Cancelled, Work
from dockwright.lsp.client import Client
from dockwright.lsp.closed_files import ClosedFiles
from dockwright.lsp.folders import Folder, Folders
from dockwright.lsp.from_lsp import Json
from dockwright.lsp.positions import Positions
from dockwright.lsp.progress import Progresses
from dockwright.lsp.protocol import DockwrightProtocol
from dockwright.semantic.document import Document
from dockwright.workspace.closed import LONGEST_FILE
from dockwright.workspace.files import Stamp, read
from dockwright.workspace.workspace import Workspace

# Without threads, as in WebAssembly, all else waits meanwhile.
_MOST_SECONDS = 30.0 if sys.platform != "emscripten" else 1.0
"""What has not been looked at by then is missing in this answer; the next one goes on from there."""

MOST_NAMES = 1000
"""Nobody reads on beyond them: whoever looks for one types more of it."""


@dataclass(frozen=True)
class _Kept:
    """The names in a file, as the client is told of them, and the content that they are from."""

    stamp: Stamp | None
    names: tuple[Json, ...]


class WorkspaceSymbols:
    """Looks in closed files in a thread of its own, so that a search does not wait until all of them are checked."""

    def __init__(
        self,
        protocol: DockwrightProtocol,
        client: Client,
        texts: Workspace,
        folders: Folders,
        progresses: Progresses,
        files: ClosedFiles,
    ) -> None:
        self._protocol = protocol
        self._client = client
        self._texts = texts
        self._folders = folders
        self._progresses = progresses
        self._background = Background(protocol)
        self._files = files
        # This belongs to the background.
        self._kept: dict[str, _Kept] = {}

    def close(self) -> None:
        """End what is still at work."""
        self._background.close()

    def find(self, params: Json) -> Json | Future[Any]:
        """The names that fit a query, or the promise of them; the nearest to it first."""
        query = from_lsp.text(params, "query")
        found: list[Json] = []
        open_paths: set[str] = set()
        for snapshot in self._texts:
            # What is open counts as it is in the editor, wherever one looks for it.
            open_paths |= {os.path.abspath(snapshot.path)} if snapshot.path is not None else set()
            if snapshot.is_analysed:
                positions = Positions(snapshot.lines, self._client.unit)
                found += _told(analysis.workspace_symbols(snapshot.document), positions, snapshot.uri)
        folders = list(self._folders)
        if not folders:
            return _nearest(found, query)
        promise = self._background.begin(
            lambda work: self._look(work, folders, open_paths), lambda more: _nearest([*found, *more], query)
        )
        self._progresses.of(params, promise, "Looking into Dockerfiles")
        return promise

    def _look(self, work: Work, folders: list[Folder], open_paths: set[str]) -> list[Json]:
        until = time.monotonic() + _MOST_SECONDS
        # An editor asks anew after each letter, and cancels what it asked before: where the files lie is found all the
        # same, or in a large folder nothing ever would be.
        files, is_all = self._files.find(self._stay_open, folders, open_paths, until)
        found: list[Json] = []
        for path, uri in files.items():
            work.go_on()
            if time.monotonic() > until:
                is_all = False
                break
            found += self._names(path, uri)
        if is_all:
            self._kept = {path: it for path, it in self._kept.items() if path in files}
        return found

    def _stay_open(self) -> None:
        if self._background.is_closed:
            raise Cancelled

    def _names(self, path: str, uri: str) -> tuple[Json, ...]:
        stamp = Stamp.of(path)
        kept = self._kept.get(path)
        if kept is None or kept.stamp != stamp:
            kept = self._kept[path] = _Kept(stamp, self._read(path, uri, stamp))
        return kept.names

    def _read(self, path: str, uri: str, stamp: Stamp | None) -> tuple[Json, ...]:
        text = read(path) if stamp is not None and stamp.size <= LONGEST_FILE else None
        if not isinstance(text, str):
            return ()
        document = Document.parse(text, path)
        try:
            positions = Positions(document.lines, self._client.unit)
            return tuple(_told(analysis.workspace_symbols(document), positions, uri))
        except Exception as error:
            # The door: one file that we fail on must not cost the others.
            failure = error
            self._background.later(lambda: self._protocol.report("workspace/symbol", failure))
            return ()
        finally:
            document.forget()


def _told(symbols: Iterable[Symbol], positions: Positions, uri: str) -> list[Json]:
    return list(to_lsp.workspace_symbols(symbols, positions, uri))


def _nearest(names: list[Json], query: str) -> list[Json]:
    ranked = [(rank, it) for it in names if (rank := analysis.distance(it["name"], query)) is not None]
    ranked.sort(key=lambda it: it[0])
    return [it for _, it in ranked[:MOST_NAMES]]
