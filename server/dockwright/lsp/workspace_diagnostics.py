"""Diagnostics for a client that pulls them for its whole workspace: of open texts, and of Dockerfiles on the disk."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from dockwright.ide import analysis
from dockwright.lint.rule import Rule
from dockwright.lint.settings import Settings
from dockwright.lsp.background import Background, Work
from dockwright.lsp.client import Client
from dockwright.lsp.closed_files import ClosedFiles
from dockwright.lsp.folders import Folder, Folders
from dockwright.lsp.from_lsp import Json, member
from dockwright.lsp.positions import Positions
from dockwright.lsp.progress import Progress, Progresses, Token, token_in
from dockwright.lsp.protocol import DockwrightProtocol, Encoded, encode
from dockwright.lsp.publishing import Publishing, report
from dockwright.lsp.settings import SessionSettings
from dockwright.lsp.to_lsp import Diagnostics
from dockwright.semantic.document import Document
from dockwright.workspace.closed import LONGEST_FILE
from dockwright.workspace.context import FolderContext, RecentContext
from dockwright.workspace.files import Problem, Stamp, read
from dockwright.workspace.workspace import Workspace

# Without threads, as in WebAssembly, all else waits meanwhile.
_MOST_SECONDS = 60.0 if sys.platform != "emscripten" else 1.0
"""What has not been looked at by then has its turn in the next pull: what is known by then is not worked out again."""

_AT_ONCE = 25


@dataclass(frozen=True)
class _Kept:
    """What was found in a file, and what that follows from."""

    stamp: Stamp | None
    settings: Settings
    context: RecentContext
    items: str


@dataclass(frozen=True)
class _Job:
    """What one pull is about: where to look, what to leave to others, and what the client has already."""

    folders: Sequence[Folder]
    open_paths: frozenset[str]
    open_uris: frozenset[str]
    previous: Mapping[str, str]
    send: Callable[[Work, list[str]], None]
    show: Callable[[Work, int, int], None]


class WorkspaceDiagnostics:
    """The reports on a workspace. Files are found, read and looked at in the background, and what is found is kept."""

    def __init__(
        self,
        protocol: DockwrightProtocol,
        client: Client,
        texts: Workspace,
        folders: Folders,
        settings: SessionSettings,
        rules: Sequence[Rule],
        publishing: Publishing,
        background: Background,
        progresses: Progresses,
        files: ClosedFiles,
    ) -> None:
        self._protocol = protocol
        self._client = client
        self._texts = texts
        self._folders = folders
        self._files = files
        self._settings = settings
        self._rules = rules
        self._publishing = publishing
        self._background = background
        self._progresses = progresses
        # All below belongs to the background, but that `_is_stale` is set on the event loop's thread.
        self._is_stale = True
        self._own_settings = settings
        self._kept: dict[str, _Kept] = {}
        self._written = Diagnostics(client)

    @property
    def is_wanted(self) -> bool:
        """Whether closed files are looked at, in one folder at least."""
        return bool(self._wanted()) or self._settings.looks_at_closed_files(None)

    def changed(self) -> None:
        """Note that settings, folders, or which files there are, may have changed."""
        self._is_stale = True

    def pull(self, params: Json) -> Future[Any]:
        """Promise the reports on the workspace; with a token for partial results they come as they are made."""
        previous = _previous(member(params, "previousResultIds"))
        token = token_in(params, "partialResultToken")
        wanted = self._wanted()
        uris = {it.uri for it in wanted}
        reports, open_paths = [], []
        for snapshot in self._texts:
            # What is open counts as it is in the editor, wherever one looks for it.
            open_paths += [snapshot.path] if snapshot.path is not None else []
            folder = self._folders.of(snapshot.path)
            if snapshot.understood and folder is not None and folder.uri in uris:
                reports.append(self._publishing.pull_in_workspace(snapshot, previous.get(snapshot.uri)))
        progress: list[Progress] = []
        job = _Job(
            wanted,
            frozenset(map(os.path.abspath, open_paths)),
            frozenset(it.uri for it in self._texts),
            previous,
            lambda work, found: work.meanwhile(lambda: self._send(token, reports, found)),
            lambda work, done, of: work.meanwhile(lambda: progress[0].report(done, of) if progress else None),
        )
        fresh = None
        if self._is_stale or not self._client.registers_watched_files:
            self._is_stale = False
            fresh = self._settings.copy()
        promise = self._background.begin(
            lambda work: self._work(work, job, fresh), lambda _: Encoded(f'{{"items":[{",".join(reports)}]}}')
        )
        progress.append(self._progresses.of(params, promise, "Looking at Dockerfiles"))
        return promise

    def _wanted(self) -> list[Folder]:
        return [it for it in self._folders if self._settings.looks_at_closed_files(it.uri)]

    def _send(self, token: Token | None, reports: list[Encoded], found: list[str]) -> None:
        if token is None:
            reports += map(Encoded, found)
            return
        items = ",".join([*reports, *found])
        reports.clear()
        if items:
            value = Encoded(f'{{"token":{encode(token)},"value":{{"items":[{items}]}}}}')
            self._protocol.notify("$/progress", value)

    # In the background

    def _work(self, work: Work, job: _Job, settings: SessionSettings | None) -> None:
        if settings is not None:
            self._own_settings = settings
        until = time.monotonic() + _MOST_SECONDS
        files, is_all = self._files.find(work.go_on, job.folders, job.open_paths, until)
        seen: set[str] = set()
        found: list[str] = []
        for number, (path, uri) in enumerate(files.items()):
            work.go_on()
            if time.monotonic() > until:
                is_all = False
                break
            items = self._items(path, uri)
            seen.add(uri)
            if items is not None:
                found.append(report(items, job.previous.get(uri), f',"uri":{encode(uri)},"version":null'))
            if len(found) >= _AT_ONCE:
                job.send(work, found)
                found = []
            job.show(work, number + 1, len(files))
        if is_all:
            self._kept = {path: it for path, it in self._kept.items() if path in files}
            # What was deleted, or is looked at no more, is not to stay on screen.
            gone = [uri for uri in job.previous if uri not in seen and uri not in job.open_uris]
            found += [f'{{"kind":"full","items":[],"uri":{encode(uri)},"version":null}}' for uri in gone]
        job.send(work, found)

    def _items(self, path: str, uri: str) -> str | None:
        """What is found in a closed file as JSON; `None` where we fail on it ourselves."""
        settings = self._own_settings.of(path)
        stamp = Stamp.of(path)
        kept = self._kept.get(path)
        if kept and kept.stamp == stamp and kept.settings == settings and not kept.context.look_again():
            return kept.items
        context = RecentContext(FolderContext(path))
        try:
            items = self._found(path, uri, settings, context) if stamp and stamp.size <= LONGEST_FILE else "[]"
        except Exception as error:
            # The door: one file that we fail on must not cost the others.
            failure = error
            self._background.later(lambda: self._protocol.report("workspace/diagnostic", failure))
            return None
        self._kept[path] = _Kept(stamp, settings, context, items)
        return items

    def _found(self, path: str, uri: str, settings: Settings, context: RecentContext) -> str:
        text = read(path)
        if isinstance(text, Problem):
            return "[]"
        document = Document.parse(text, path, context)
        found = analysis.diagnostics(document, self._rules, settings)
        items = self._written.as_json(found, Positions(document.lines, self._client.unit), uri)
        document.forget()
        return items


def _previous(value: Json) -> dict[str, str]:
    """The results that a client has, by URI; what makes no sense is left out."""
    found = {}
    for it in value if isinstance(value, list) else ():
        uri, result = (it.get("uri"), it.get("value")) if isinstance(it, dict) else (None, None)
        if isinstance(uri, str) and isinstance(result, str):
            found[uri] = result
    return found
