"""What a client asks: one short function a request, from its words to ours, through `ide`, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dockwright.lsp import from_lsp
from dockwright.lsp.from_lsp import Json
from dockwright.lsp.positions import Positions
from dockwright.workspace.workspace import Snapshot

if TYPE_CHECKING:
    from dockwright.lsp.server import Server

Request = Callable[["Server", Json], Json]

ALL: dict[str, Request] = {}
"""Each request that we answer, by its method."""

NEVER_NULL: set[str] = set()
"""Those whose answer may not be null (LSP 3.17): where they fail they are refused."""


def request(method: str, *, never_null: bool = False) -> Callable[[Request], Request]:
    """Answer a request of the protocol by the function that follows."""

    def add(function: Request) -> Request:
        ALL[method] = function
        if never_null:
            NEVER_NULL.add(method)
        return function

    return add


@dataclass(frozen=True)
class _Asked:
    """The text that a request is about, and its positions for this client."""

    snapshot: Snapshot
    positions: Positions


def _asked(server: Server, params: Json) -> _Asked | None:
    """What a request is about; `None` where the text is not open, no Dockerfile or too long."""
    snapshot = server.texts.get(from_lsp.uri(params))
    if snapshot is None or not snapshot.is_analysed:
        return None
    return _Asked(snapshot, Positions(snapshot.lines, server.client.unit))


@request("textDocument/diagnostic", never_null=True)
def diagnostic(server: Server, params: Json) -> Json:
    """The diagnostics of a text, or that they are those that the client has already."""
    snapshot = server.texts.get(from_lsp.uri(params))
    if snapshot is None:
        return {"kind": "full", "items": []}
    previous = from_lsp.member(params, "previousResultId")
    return server.publishing.pull(snapshot, previous if isinstance(previous, str) else None)
