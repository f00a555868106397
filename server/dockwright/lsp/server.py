"""The server: what it can do, and its life from `initialize` to `exit`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import cattrs
from pygls.lsp.server import LanguageServer

from dockwright import __version__
from dockwright.lsp import client as clients
from dockwright.lsp.advertised import CHANGING, TELLING, diagnostic_options
from dockwright.lsp.disk import Disk
from dockwright.lsp.from_lsp import InvalidParams, Json, member
from dockwright.lsp.legend import legend
from dockwright.lsp.protocol import DockwrightProtocol, parse
from dockwright.lsp.startup import importing

if TYPE_CHECKING:
    from dockwright.lsp.session import Session

# After these a flag, its value, a variable, a tag or the next part of a name may begin; a letter needs no mention.
_TRIGGERS = ["-", ".", "=", ",", "$", "{", ":", "/", "@", " ", "<", "[", '"', "#"]

# After these another part of an instruction may begin.
_SIGNATURE_TRIGGERS = [" ", "[", ",", "=", "-", ":", "@", "/"]

_INCREMENTAL = 2  # LSP 3.17, TextDocumentSyncKind


class Server(LanguageServer):
    """Answers `initialize` and `shutdown` itself; all else is answered from the session that `initialize` begins.

    Below the transport everything works by `feed`, without a thread or a stream.
    """

    protocol: DockwrightProtocol

    def __init__(self, disk: Disk | None = None) -> None:
        super().__init__("dockwright", __version__, protocol_cls=DockwrightProtocol, converter_factory=cattrs.Converter)
        self._client = clients.Client()
        self._disk = disk or Disk()
        self._session: Session | None = None
        self.protocol.furnish = lambda: self.session
        self._add("initialize", partial(_initialize, self))
        self._add("shutdown", partial(_shut_down, self))

    @property
    def session(self) -> Session:
        """What is known in this session; there is one once the client has been told what we can do."""
        if self._session is None:
            self._session = self._begin()
        return self._session

    def feed(self, message: str | bytes | Json) -> None:
        """Take one message, as JSON text or as its value, and do all that follows from it."""
        body = message.encode() if isinstance(message, str) else message
        self.protocol.handle(parse(body) if isinstance(body, bytes) else body)
        self.settle()

    def settle(self) -> None:
        """Do what was put off until the client has nothing more to say. Never raises."""
        if not self.protocol.is_initialized:
            return
        try:
            self.session.publishing.push()
        except Exception as error:
            # Only an installation that lacks something comes here; the client is told what, and that we live.
            self.protocol.report("dockwright", error)

    def greet(self, client: clients.Client) -> None:
        """Begin the session with this client."""
        self._client = client
        self.protocol.is_initialized = True

    def close(self) -> None:
        """End what is still at work in the background."""
        if self._session is not None:
            self._session.close()

    def _begin(self) -> Session:
        """Import all that `initialize` could be answered without; the client is busy with the answer meanwhile."""
        with importing():
            from dockwright.lsp import notifications, requests
            from dockwright.lsp.session import Session
            from dockwright.rules.registry import all_rules

            session = Session(self.protocol, self._client, all_rules(), self._disk)
        self.protocol.never_null |= requests.NEVER_NULL
        for method, feature in (notifications.ALL | requests.ALL).items():
            self._add(method, partial(feature, session))
        return session

    def _add(self, method: str, feature: Callable[[Json], Any]) -> None:
        self.feature(method)(feature)


def _initialize(server: Server, params: Json) -> Json:
    """Agree with the client on what each side can do (LSP 3.17, initialize)."""
    if not isinstance(member(params, "capabilities"), dict):
        raise InvalidParams("params.capabilities: expected an object")
    client = clients.read(params)
    server.greet(client)
    return {"capabilities": _capabilities(client), "serverInfo": {"name": "dockwright", "version": __version__}}


def _capabilities(client: clients.Client) -> dict[str, Json]:
    """What we offer; what depends on the client is offered only where the client can use it."""
    offered: dict[str, Json] = {
        "positionEncoding": client.unit.value,
        "completionProvider": {"resolveProvider": True, "triggerCharacters": _TRIGGERS},
        "callHierarchyProvider": True,
        "declarationProvider": True,
        "definitionProvider": True,
        "documentHighlightProvider": True,
        "documentLinkProvider": {"resolveProvider": False},
        "documentSymbolProvider": True,
        "documentFormattingProvider": True,
        "documentOnTypeFormattingProvider": {"firstTriggerCharacter": "\n"},
        "documentRangeFormattingProvider": {"rangesSupport": True} if client.formats_ranges else True,
        "foldingRangeProvider": True,
        "hoverProvider": True,
        "linkedEditingRangeProvider": True,
        "referencesProvider": True,
        "renameProvider": {"prepareProvider": True} if client.prepares_rename else True,
        "signatureHelpProvider": {"triggerCharacters": _SIGNATURE_TRIGGERS},
        "selectionRangeProvider": True,
        "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": not client.registers_watched_files},
        "workspaceSymbolProvider": {"workDoneProgress": True},
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
    }
    if client.code_action_literals:
        offered["codeActionProvider"] = {
            "codeActionKinds": ["quickfix", "refactor", "source.fixAll.dockwright"],
            "resolveProvider": client.resolves_code_actions,
        }
    if client.pulls_diagnostics:
        offered["diagnosticProvider"] = diagnostic_options(client.wants_workspace_diagnostics)
    if client.inlay_hints:
        offered["inlayHintProvider"] = {"resolveProvider": client.resolves_tooltips}
    if client.code_lenses:
        offered["codeLensProvider"] = {"resolveProvider": True}
    offered["executeCommandProvider"] = {
        "commands": [*(CHANGING if client.applies_edits else ()), *TELLING],
        "workDoneProgress": True,
    }
    if client.token_types is not None:
        types, modifiers = legend(client)
        offered["semanticTokensProvider"] = {
            "legend": {"tokenTypes": types, "tokenModifiers": modifiers},
            "full": {"delta": True},
            "range": True,
        }
    return offered


def _shut_down(server: Server, params: Json) -> None:
    """Answer nothing after this; `exit` ends the process."""
    server.protocol.shut_down()
    server.close()
