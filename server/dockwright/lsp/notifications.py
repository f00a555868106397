"""What a client tells: texts opened, changed and closed, settings and files that changed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from lsprotocol.types import MessageType
from pygls.uris import to_fs_path

from dockwright.lsp import from_lsp
from dockwright.lsp.from_lsp import Json
from dockwright.lsp.positions import Positions
from dockwright.lsp.session import Session
from dockwright.text.lines import LineIndex
from dockwright.workspace.config import FILE_NAMES
from dockwright.workspace.context import FolderContext, RecentContext
from dockwright.workspace.files import is_dockerfile_name
from dockwright.workspace.workspace import Snapshot

Notification = Callable[[Session, Json], None]

ALL: dict[str, Notification] = {}
"""Each notification that we take, by its method."""

_SECTION = "dockwright"

# What editors call the language; for a text without one its name decides.
_LANGUAGES = frozenset({"dockerfile", "docker", "containerfile", "dockerfile-ts"})
_NO_LANGUAGE = frozenset({"", "plaintext", "text", "plain", "unknown"})

_WATCHED = (*FILE_NAMES, ".dockerignore", "*.dockerignore")


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
    path = to_fs_path(uri)
    snapshot = Snapshot(
        uri,
        from_lsp.version(params),
        LineIndex(from_lsp.text(params, "textDocument", "text")),
        path=path,
        project=RecentContext(FolderContext(path)) if path is not None else None,
        understood=_is_dockerfile(uri, language if isinstance(language, str) else ""),
    )
    session.texts.put(snapshot)
    session.publishing.changed(uri)


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
    _take_settings(session, settings.get(_SECTION, settings) if isinstance(settings, dict) else None)


@notification("workspace/didChangeWatchedFiles")
def did_change_watched_files(session: Session, params: Json) -> None:
    """Read settings and ignore files again."""
    session.settings.files_changed()
    session.everything_changed()


@notification("workspace/didChangeWorkspaceFolders")
def did_change_workspace_folders(session: Session, params: Json) -> None:
    """Look for other Dockerfiles in these folders; settings are found from each file upwards."""
    folders = session.neighbours.folders
    for folder in from_lsp.items(params, "event", "removed"):
        path = to_fs_path(from_lsp.text(folder, "uri"))
        if path in folders:
            folders.remove(path)
    for folder in from_lsp.items(params, "event", "added"):
        path = to_fs_path(from_lsp.text(folder, "uri"))
        if path is not None and path not in folders:
            folders.append(path)


def _ask_for_settings(session: Session) -> None:
    if session.client.configuration:
        items = {"items": [{"section": _SECTION}]}
        session.protocol.ask("workspace/configuration", items, lambda found: _take_settings(session, _first(found)))


def _first(found: Json) -> Json:
    return found[0] if isinstance(found, list) and found else None


def _take_settings(session: Session, table: Json) -> None:
    if session.settings.take(table if isinstance(table, dict) else {}):
        session.everything_changed()


def _is_dockerfile(uri: str, language: str) -> bool:
    if language in _LANGUAGES:
        return True
    return language in _NO_LANGUAGE and is_dockerfile_name(unquote(urlsplit(uri).path).rpartition("/")[2])
