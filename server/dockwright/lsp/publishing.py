"""When diagnostics go out: pushed once the client has nothing more to say, or given when it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dockwright.lint.diagnostic import Diagnostic
from dockwright.lsp.client import Client
from dockwright.lsp.positions import Positions
from dockwright.lsp.protocol import DockwrightProtocol, Encoded, encode
from dockwright.lsp.to_lsp import Diagnostics
from dockwright.workspace.workspace import Snapshot, Workspace


@dataclass(frozen=True)
class _Report:
    """What a client was last told about a document, under the name that it may send back."""

    result_id: str
    items: str


class Publishing:
    """The diagnostics of every open document on their way to one client.

    A client that pulls is not pushed to: it would show everything twice.
    """

    def __init__(
        self,
        protocol: DockwrightProtocol,
        client: Client,
        texts: Workspace,
        diagnose: Callable[[Snapshot], list[Diagnostic]],
    ) -> None:
        self._protocol = protocol
        self._client = client
        self._texts = texts
        self._diagnose = diagnose
        self._diagnostics = Diagnostics(client)
        # A dict as an ordered set: what changed first is published first.
        self._due: dict[str, None] = {}
        self._reports: dict[str, _Report] = {}
        self._reported = 0

    @property
    def written(self) -> Diagnostics:
        """The translation of diagnostics for this client."""
        return self._diagnostics

    def changed(self, uri: str) -> None:
        """Note that what was said about a document may no longer hold."""
        if not self._client.pulls_diagnostics:
            self._due[uri] = None

    def everything_changed(self) -> None:
        """Note that what was said about any document may no longer hold: settings or other files have changed."""
        if not self._client.pulls_diagnostics:
            self._due.update((snapshot.uri, None) for snapshot in self._texts)
        else:
            self._protocol.ask("workspace/diagnostic/refresh", None, lambda _: None)

    def learned(self, uri: str) -> None:
        """Say more about a document than was said when it changed."""
        if not self._client.pulls_diagnostics:
            self._due[uri] = None
            self.push()
        else:
            self._protocol.ask("workspace/diagnostic/refresh", None, lambda _: None)

    def closed(self, uri: str) -> None:
        """Take back what was said about a document that is no longer open."""
        self._due.pop(uri, None)
        self._reports.pop(uri, None)
        if not self._client.pulls_diagnostics:
            self._push(uri, "[]", None)

    def push(self) -> None:
        """Publish what is due; each document at its newest version, however many there were in between."""
        while self._due:
            uri = next(iter(self._due))
            del self._due[uri]
            snapshot = self._texts.get(uri)
            if snapshot is None or not snapshot.understood:
                continue
            try:
                items = self._items(snapshot)
            except Exception as error:
                # The door: what was published stays on screen, as an empty answer would claim that all is well.
                self._protocol.report("textDocument/publishDiagnostics", error)
                continue
            self._push(uri, items, snapshot.version)

    def pull(self, snapshot: Snapshot, previous: str | None) -> Encoded:
        """The report on a document, or that nothing has changed since the report `previous`."""
        items = self._items(snapshot)
        report = self._reports.get(snapshot.uri)
        if report is None or report.items != items:
            self._reported += 1
            report = self._reports[snapshot.uri] = _Report(str(self._reported), items)
        if report.result_id == previous:
            return Encoded(f'{{"kind":"unchanged","resultId":"{report.result_id}"}}')
        return Encoded(f'{{"kind":"full","resultId":"{report.result_id}","items":{items}}}')

    def _items(self, snapshot: Snapshot) -> str:
        found: list[Diagnostic] = self._diagnose(snapshot) if snapshot.is_analysed else []
        return self._diagnostics.as_json(found, Positions(snapshot.lines, self._client.unit), snapshot.uri)

    def _push(self, uri: str, items: str, version: int | None) -> None:
        head = f'"uri":{encode(uri)}'
        if version is not None and self._client.diagnostic_versions:
            head = f'{head},"version":{version}'
        self._protocol.notify("textDocument/publishDiagnostics", Encoded(f'{{{head},"diagnostics":{items}}}'))
