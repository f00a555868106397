"""What a client tells: texts opened, changed and closed, settings and files that changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from lsprotocol.types import MessageType

from dockwright.lsp import from_lsp
from dockwright.lsp.from_lsp import Json
from dockwright.lsp.positions import Positions
from dockwright.lsp.session import Session
from dockwright.text.lines import LineIndex
from dockwright.workspace.config import FILE_NAMES
from dockwright.workspace.context import MANIFEST_PATTERNS, FolderContext, RecentContext
from dockwright.workspace.files import DOCKERFILE_PATTERNS, is_dockerfile_name
from dockwright.workspace.workspace import Snapshot

Notification = Callable[[Session, Json], None]

ALL: dict[str, Notification] = {}
"""Each notification that we take, by its method."""

_SECTION = "dockwright"

# What editors call the language; for a text without one its name decides.
_LANGUAGES = frozenset({"dockerfile", "docker", "containerfile", "dockerfile-ts"})
_NO_LANGUAGE = frozenset({"", "plaintext", "text", "plain", "unknown"})

_WATCHED = (*FILE_NAMES, ".dockerignore", "*.dockerignore", ".gitignore", *DOCKERFILE_PATTERNS, *MANIFEST_PATTERNS)


def notification(method: str) -> Callable[[Notification], Notification]:
    """Take a notification of the protocol by the function that follows."""

    def add(function: Notification) -> Notification:
        ALL[method] = function
        return function

    return add


@notification("initialized")
def initialized(session: Session, params: Json) -> None:
    """Ask for the settings, and to be told when they or the files that hold them change."""
    registrations = []
    if session.client.registers_configuration:
        registrations.append({"method": "workspace/didChangeConfiguration", "registerOptions": {"section": _SECTION}})
    if session.client.registers_watched_files:
        watchers = [{"globPattern": f"**/{name}"} for name in _WATCHED]
        registrations.append({"method": "workspace/didChangeWatchedFiles", "registerOptions": {"watchers": watchers}})
    if registrations:
        named = [{"id": f"dockwright-{number}", **it} for number, it in enumerate(registrations)]
        session.protocol.ask("client/registerCapability", {"registrations": named}, lambda _: None)
    _ask_for_settings(session)


@notification("textDocument/didOpen")
def did_open(session: Session, params: Json) -> None:
    """Keep a text that was opened."""
    uri = from_lsp.uri(params)
    language = from_lsp.member(params, "textDocument", "languageId")
    path = session.disk.file(uri)
    snapshot = Snapshot(
        uri,
        from_lsp.version(params),
        LineIndex(from_lsp.text(params, "textDocument", "text")),
        path=path,
        project=RecentContext(FolderContext(path)) if path is not None else None,
        understood=_is_dockerfile(uri, language if isinstance(language, str) else ""),
    )
    if session.unwatched is not None and path is not None:
        session.unwatched.note(path)
    session.texts.put(snapshot)
    session.publishing.changed(uri)
    session.background.typing()
    _follow_disk(session)


@notification("textDocument/didChange")
def did_change(session: Session, params: Json) -> None:
    """Take a text's next version; its changes are made one after the other, all of them or none."""
    uri = from_lsp.uri(params)
    snapshot = session.texts.get(uri)
    if snapshot is None:
        session.protocol.log(MessageType.Warning, f"a change of a text that is not open: {uri}")
        return
    version = from_lsp.version(params)
    changes = from_lsp.items(params, "contentChanges")
    for change in changes:
        if from_lsp.member(change, "range") is None:
            snapshot = snapshot.replaced(from_lsp.text(change, "text"), version)
        else:
            edit = from_lsp.edit(change, Positions(snapshot.lines, session.client.unit))
            snapshot = snapshot.edited(edit, version)
    session.texts.put(snapshot if changes else snapshot.at(version))
    session.publishing.changed(uri)
    session.background.typing()
    _follow_disk(session)


@notification("textDocument/didSave")
def did_save(session: Session, params: Json) -> None:
    """Take it for a sign that something happens on the disk."""
    _follow_disk(session)


@notification("textDocument/didClose")
def did_close(session: Session, params: Json) -> None:
    """Forget a text that was closed."""
    uri = from_lsp.uri(params)
    session.texts.close(uri)
    session.publishing.closed(uri)
    session.highlighting.forget(uri)


@notification("workspace/didChangeConfiguration")
def did_change_configuration(session: Session, params: Json) -> None:
    """Take settings that are pushed; a client that can be asked is asked, as what it pushes may be empty."""
    if session.client.configuration:
        _ask_for_settings(session)
        return
    settings = from_lsp.member(params, "settings")
    _take_settings(session, {None: settings.get(_SECTION, settings) if isinstance(settings, dict) else None})


@notification("workspace/didChangeWatchedFiles")
def did_change_watched_files(session: Session, params: Json) -> None:
    """Follow the disk: read again what has changed there, and look again only at texts that it matters to."""
    paths = [path for it in from_lsp.items(params, "changes") if (path := session.disk.file(from_lsp.text(it, "uri")))]
    open_paths = {snapshot.path for snapshot in session.texts}
    names = {os.path.basename(it) for it in paths}
    session.closed_files.changed()
    affected = _look_again(session, [it for it in session.texts if _may_read(it, paths)])
    if not names or not names.isdisjoint(FILE_NAMES):
        session.settings.files_changed()
        session.everything_changed()
    elif any(it not in open_paths for it in paths) and session.workspace_diagnostics.is_wanted:
        session.workspace_diagnostics.changed()
        session.publishing.refresh()
    elif affected:
        session.publishing.refresh()
    if affected:
        session.refresh_details()


def _follow_disk(session: Session) -> None:
    """The same for a client that does not say what changes on the disk, now and then."""
    if session.unwatched is None or not session.unwatched.is_due():
        return
    affected = _look_again(session, session.texts)
    paths = [it.path for it in session.texts if it.path is not None]
    if session.unwatched.have_settings_changed(paths):
        session.settings.files_changed()
        session.everything_changed()
    elif affected:
        session.publishing.refresh()
    if affected:
        session.refresh_details()


def _look_again(session: Session, snapshots: Iterable[Snapshot]) -> bool:
    """Have those texts understood anew whose files are others by now; whether there are any."""
    affected = False
    for snapshot in snapshots:
        if isinstance(snapshot.project, RecentContext) and snapshot.project.look_again():
            session.texts.put(snapshot.under(snapshot.project))
            session.publishing.changed(snapshot.uri)
            affected = True
    return affected


def _may_read(snapshot: Snapshot, paths: Sequence[str]) -> bool:
    """Whether one of the files lies in what a text may read: the folder that it lies in, and those below."""
    folder = os.path.join(os.path.dirname(snapshot.path), "") if snapshot.path is not None else None
    return folder is not None and any(it.startswith(folder) and it != snapshot.path for it in paths)


@notification("workspace/didChangeWorkspaceFolders")
def did_change_workspace_folders(session: Session, params: Json) -> None:
    """Follow the client in which folders it has open; each may have settings of its own."""
    added, removed = (
        [from_lsp.text(it, "uri") for it in from_lsp.items(params, "event", name)] for name in ("added", "removed")
    )
    session.folders.change(added, removed)
    session.neighbours.look_in(it.path for it in session.folders)
    session.settings.folders_changed()
    session.everything_changed()
    _ask_for_settings(session)


@notification("window/workDoneProgress/cancel")
def work_done_progress_cancel(session: Session, params: Json) -> None:
    """Give up what the user does not want to wait for."""
    session.progresses.cancel(from_lsp.member(params, "token"))


def _ask_for_settings(session: Session) -> None:
    if not session.client.configuration:
        return
    uris = [None, *(it.uri for it in session.folders)]
    items = [{"section": _SECTION} if uri is None else {"scopeUri": uri, "section": _SECTION} for uri in uris]

    def take(found: Json) -> None:
        tables = found if isinstance(found, list) else []
        _take_settings(session, dict(zip(uris, tables, strict=False)))

    session.protocol.ask("workspace/configuration", {"items": items}, take)


def _take_settings(session: Session, tables: Mapping[str | None, Json]) -> None:
    if session.settings.take(tables):
        session.everything_changed()


def _is_dockerfile(uri: str, language: str) -> bool:
    if language in _LANGUAGES:
        return True
    return language in _NO_LANGUAGE and is_dockerfile_name(unquote(urlsplit(uri).path).rpartition("/")[2])
