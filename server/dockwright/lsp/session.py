"""What one session knows: its client, the open texts, the settings, and what the client was told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from lsprotocol.types import MessageType

from dockwright.ide import analysis
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.rule import Rule
from dockwright.lint.settings import Settings
from dockwright.lsp.advertised import DIAGNOSTICS, diagnostic_options
from dockwright.lsp.background import Background
from dockwright.lsp.client import Client
from dockwright.lsp.closed_files import ClosedFiles
from dockwright.lsp.companion import Companion
from dockwright.lsp.disk import Disk
from dockwright.lsp.folders import Folders
from dockwright.lsp.from_lsp import Json
from dockwright.lsp.highlighting import Highlighting
from dockwright.lsp.progress import Progresses
from dockwright.lsp.protocol import DockwrightProtocol
from dockwright.lsp.publishing import Publishing
from dockwright.lsp.settings import SessionSettings
from dockwright.lsp.unwatched import Unwatched
from dockwright.lsp.workspace_diagnostics import WorkspaceDiagnostics
from dockwright.lsp.workspace_symbols import WorkspaceSymbols
from dockwright.semantic.document import Document
from dockwright.workspace.build_files import BuildFiles
from dockwright.workspace.neighbours import Neighbours
from dockwright.workspace.workspace import Snapshot, Workspace


class Session:
    """One session with one client, from `initialize` on."""

    def __init__(self, protocol: DockwrightProtocol, client: Client, rules: Sequence[Rule], disk: Disk) -> None:
        self.protocol = protocol
        self.client = client
        self.disk = disk
        self.rules = rules
        self.texts = Workspace()
        self.folders = Folders(client.workspace_folders, disk)
        complain = partial(protocol.log, MessageType.Warning)
        tables: dict[str | None, Json] = dict(client.folder_settings.items())
        tables[None] = client.settings
        self.settings = SessionSettings(tables, self.folders, rules, complain)
        self.unwatched = None if client.registers_watched_files else Unwatched()
        self.closed_files = ClosedFiles(client, self._inform)
        self.build_files = BuildFiles()
        self.neighbours = Neighbours((it.path for it in self.folders), self.closed_files.dockerfiles)
        self.companion = Companion(protocol, client, self.folders, self.settings, rules, self._learned)
        self.highlighting = Highlighting(client)
        self._last: tuple[Document, Settings, Sequence[Diagnostic], list[Diagnostic]] | None = None
        # Asked for by name each time: a test may put another in its place.
        self.publishing = Publishing(protocol, client, self.texts, lambda snapshot: self.diagnostics(snapshot))
        self.background = Background(protocol)
        self.progresses = Progresses(protocol, client)
        self.workspace_diagnostics = WorkspaceDiagnostics(
            protocol,
            client,
            self.texts,
            self.folders,
            self.settings,
            rules,
            self.publishing,
            self.background,
            self.progresses,
            self.closed_files,
        )
        self.workspace_symbols = WorkspaceSymbols(
            protocol, client, self.texts, self.folders, self.progresses, self.closed_files
        )
        self._offers_workspace = client.wants_workspace_diagnostics

    def close(self) -> None:
        """End what is still at work in the background."""
        self.companion.close()
        self.background.close()
        self.workspace_symbols.close()

    def diagnostics(self, snapshot: Snapshot) -> list[Diagnostic]:
        """What is wrong with a text, as far as it is known; what is not is looked into meanwhile."""
        settings, more = self.settings.of(snapshot.path), self.companion.found(snapshot)
        found = analysis.diagnostics(snapshot.document, self.rules, settings, more)
        self._last = (snapshot.document, settings, more, found)
        self.companion.look_into(snapshot)
        return found

    def found(self, snapshot: Snapshot) -> list[Diagnostic]:
        """The same as it was when the client was last told; of a text that it was told nothing of yet, as it is."""
        document = snapshot.document
        settings, more = self.settings.of(snapshot.path), self.companion.found(snapshot)
        if self._last is None or self._last[0] is not document or self._last[1:3] != (settings, more):
            self._last = (document, settings, more, analysis.diagnostics(document, self.rules, settings, more))
        return self._last[3]

    def everything_changed(self) -> None:
        """Have the client ask again for all that follows from settings or other files, which have changed."""
        self.workspace_diagnostics.changed()
        self.closed_files.changed()
        self.publishing.everything_changed()
        self._offer_workspace()
        self.refresh_details()

    def refresh_details(self) -> None:
        """Have the client ask again for what it shows between the lines."""
        if self.client.refreshes_inlay_hints:
            self.protocol.ask("workspace/inlayHint/refresh", None, lambda _: None)
        if self.client.refreshes_code_lenses:
            self.protocol.ask("workspace/codeLens/refresh", None, lambda _: None)

    def _offer_workspace(self) -> None:
        """Let the client know whether it may pull diagnostics for the whole workspace, where that has changed."""
        wanted = self.workspace_diagnostics.is_wanted
        if self.client.pulls_diagnostics and self.client.registers_diagnostics and wanted != self._offers_workspace:
            self._offers_workspace = wanted
            registration = {"id": DIAGNOSTICS, "method": "textDocument/diagnostic"}
            options = {"documentSelector": None, **diagnostic_options(wanted)}
            # The misspelling is the protocol's.
            self.protocol.ask("client/unregisterCapability", {"unregisterations": [registration]}, lambda _: None)
            again = {"registrations": [{**registration, "registerOptions": options}]}
            self.protocol.ask("client/registerCapability", again, lambda _: None)

    def _inform(self, words: str) -> None:
        """Say something in the log of the client, from whichever thread."""
        self.background.later(lambda: self.protocol.log(MessageType.Info, words))

    def _learned(self, uri: str, version: int) -> None:
        """Publish what is known of a text by now, unless it is another text by now."""
        snapshot = self.texts.get(uri)
        if snapshot is not None and snapshot.version == version:
            self.publishing.learned(uri)
