"""The server: what it can do, and its life from `initialize` to `exit`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import cattrs
from lsprotocol.types import MessageType
from pygls.lsp.server import LanguageServer

from dockwright import __version__
from dockwright.lsp import client as clients
from dockwright.lsp.from_lsp import InvalidParams, Json, member
from dockwright.lsp.protocol import DockwrightProtocol
from dockwright.lsp.startup import importing
from dockwright.lsp.transport import parse

if TYPE_CHECKING:
    from dockwright.lint.diagnostic import Diagnostic
    from dockwright.lint.rule import Rule
    from dockwright.lsp.publishing import Publishing
    from dockwright.lsp.settings import SessionSettings
    from dockwright.workspace.workspace import Snapshot, Workspace

# After these a completion may begin; letters begin one without being named.
_TRIGGERS = ["-", "=", "$", "{", ":", ",", "/", "@"]

_INCREMENTAL = 2  # LSP 3.17, TextDocumentSyncKind


class Server(LanguageServer):
    """One session: the open texts, the settings, and what one client was told.

    Below the transport everything works by `feed`, without a thread or a stream.
    """

    protocol: DockwrightProtocol

    def __init__(self) -> None:
        super().__init__("dockwright", __version__, protocol_cls=DockwrightProtocol, converter_factory=cattrs.Converter)
        self.client = clients.Client()
        self._is_furnished = False
        self.protocol.furnish = self.furnish
        self._add("initialize", partial(_initialize, self))
        self._add("shutdown", partial(_shut_down, self))

    # Made by `furnish`; nothing is asked about a text before.
    texts: Workspace
    settings: SessionSettings
    publishing: Publishing
    rules: Sequence[Rule]

    def feed(self, message: str | bytes | Json) -> None:
        """Take one message, as JSON text or as its value, and do all that follows from it."""
        body = message.encode() if isinstance(message, str) else message
        self.protocol.handle(parse(body) if isinstance(body, bytes) else body)
        self.settle()

    def settle(self) -> None:
        """Do what was put off until the client has nothing more to say."""
        if not self.protocol.is_initialized:
            return
        self.furnish()
        self.publishing.push()

    def furnish(self) -> None:
        """Import all that `initialize` could be answered without; the client is busy with the answer meanwhile."""
        if self._is_furnished:
            return
        self._is_furnished = True
        with importing():
            from dockwright.lsp import notifications, requests
            from dockwright.lsp.publishing import Publishing
            from dockwright.lsp.settings import SessionSettings
            from dockwright.rules.registry import all_rules
            from dockwright.workspace.workspace import Workspace

            self.rules = all_rules()
        self.texts = Workspace()
        self.settings = SessionSettings(self.client.settings, partial(self.protocol.log, MessageType.Warning))
        self.publishing = Publishing(self)
        self.protocol.never_null |= requests.NEVER_NULL
        for method, feature in (notifications.ALL | requests.ALL).items():
            self._add(method, partial(feature, self))

    def _add(self, method: str, feature: Callable[[Json], Any]) -> None:
        self.feature(method)(feature)

    def diagnostics(self, snapshot: Snapshot) -> list[Diagnostic]:
        """What the rules find in a text."""
        from dockwright.lint import engine

        return engine.run(snapshot.document, self.rules, self.settings.of(snapshot.path))


def _initialize(server: Server, params: Json) -> Json:
    """Agree with the client on what each side can do (LSP 3.17, initialize)."""
    if not isinstance(member(params, "capabilities"), dict):
        raise InvalidParams("params.capabilities: expected an object")
    server.client = clients.read(params)
    server.protocol.is_initialized = True
    return {"capabilities": _capabilities(server.client), "serverInfo": {"name": "dockwright", "version": __version__}}


def _capabilities(client: clients.Client) -> dict[str, Json]:
    """What we offer; what depends on the client is offered only where the client can use it."""
    offered: dict[str, Json] = {
        "positionEncoding": client.unit.value,
        "documentSymbolProvider": True,
        "foldingRangeProvider": True,
        "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": False},
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
    }
    if client.code_action_literals:
        offered["codeActionProvider"] = {
            "codeActionKinds": ["quickfix", "source.fixAll.dockwright"],
            "resolveProvider": client.resolves_code_actions,
        }
    if client.pulls_diagnostics:
        offered["diagnosticProvider"] = {
            "identifier": "dockwright",
            "interFileDependencies": False,
            "workspaceDiagnostics": False,
        }
    return offered


def _shut_down(server: Server, params: Json) -> None:
    """Answer nothing after this; `exit` ends the process."""
    server.protocol.shut_down()
