"""When diagnostics go out: pushed once the client has nothing more to say, or given when it asks."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from dockwright.lint.diagnostic import Diagnostic
from dockwright.lsp.client import Client
from dockwright.lsp.positions import Positions
from dockwright.lsp.protocol import DockwrightProtocol, Encoded, encode
from dockwright.lsp.to_lsp import Diagnostics
from dockwright.workspace.workspace import Snapshot, Workspace


def report(items: str, previous: str | None, more: str = "") -> Encoded:
    """A report with these `items`, or that they are those of the report `previous`.

    A report is known by what it says, so that nobody has to remember what was said. `more` are other members.
    """
    result_id = blake2b(items.encode(), digest_size=12).hexdigest()
    if result_id == previous:
        return Encoded(f'{{"kind":"unchanged","resultId":"{result_id}"{more}}}')
    return Encoded(f'{{"kind":"full","resultId":"{result_id}","items":{items}{more}}}')


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
        self.refresh()

    def learned(self, uri: str) -> None:
        """Say more about a document than was said when it changed."""
        if not self._client.pulls_diagnostics:
            self._due[uri] = None
            self.push()
        self.refresh()

    def refresh(self) -> None:
        """Have a client that pulls do so again."""
        if self._client.pulls_diagnostics:
            self._protocol.ask("workspace/diagnostic/refresh", None, lambda _: None)

    def closed(self, uri: str) -> None:
        """Take back what was said about a document that is no longer open."""
        self._due.pop(uri, None)
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
        return report(self._items(snapshot), previous)

    def pull_in_workspace(self, snapshot: Snapshot, previous: str | None) -> Encoded:
        """The same as one report among those on a workspace."""
        more = f',"uri":{encode(snapshot.uri)},"version":{snapshot.version}'
        return report(self._items(snapshot), previous, more)

    def _items(self, snapshot: Snapshot) -> str:
        found: list[Diagnostic] = self._diagnose(snapshot) if snapshot.is_analysed else []
        return self._diagnostics.as_json(found, Positions(snapshot.lines, self._client.unit), snapshot.uri)

    def _push(self, uri: str, items: str, version: int | None) -> None:
        head = f'"uri":{encode(uri)}'
        if version is not None and self._client.diagnostic_versions:
            head = f'{head},"version":{version}'
        self._protocol.notify("textDocument/publishDiagnostics", Encoded(f'{{{head},"diagnostics":{items}}}'))
