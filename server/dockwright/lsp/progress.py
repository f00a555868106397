"""How far long work has come, for a client that shows it and can cancel it (LSP 3.17, Work Done Progress)."""

from __future__ import annotations

from concurrent.futures import Future
from itertools import count
from typing import Any

from dockwright.lsp.client import Client
from dockwright.lsp.from_lsp import Json, member
from dockwright.lsp.protocol import DockwrightProtocol

Token = str | int


class Progress:
    """The progress of one piece of work; says nothing where nobody looks, and nothing after its end."""

    def __init__(self, protocol: DockwrightProtocol, token: Token | None) -> None:
        self._protocol = protocol
        self._token = token
        self._is_shown = False
        self._percentage = -1

    def begin(self, title: str) -> None:
        """Show a title."""
        if self._token is not None:
            self._is_shown = True
            self._say({"kind": "begin", "title": title, "cancellable": True, "percentage": 0})

    def report(self, done: int, of: int) -> None:
        """Show how much is done."""
        percentage = 100 * done // of if of else 100
        if self._is_shown and percentage > self._percentage:
            self._percentage = percentage
            self._say({"kind": "report", "message": f"{done} of {of}", "percentage": percentage})

    def end(self) -> None:
        """Show nothing more."""
        if self._is_shown:
            self._is_shown = False
            self._say({"kind": "end"})

    def _say(self, value: Json) -> None:
        self._protocol.notify("$/progress", {"token": self._token, "value": value})


class Progresses:
    """What is in progress, by the tokens under which the client may cancel it."""

    def __init__(self, protocol: DockwrightProtocol, client: Client) -> None:
        self._protocol = protocol
        self._client = client
        self._running: dict[Token, Future[Any]] = {}
        self._numbers = count(1)

    def of(self, params: Json, promise: Future[Any], title: str, *, unasked: bool = False) -> Progress:
        """The progress of what is `promise`d, shown if the request asks for it, or `unasked` if the client can."""
        token = token_in(params, "workDoneToken")
        if token is None and unasked and self._client.shows_progress:
            return self._create(promise, title)
        progress = Progress(self._protocol, token)
        self._begin(progress, token, promise, title)
        return progress

    def cancel(self, token: Json) -> None:
        """Give up what is in progress under a token."""
        promise = self._running.get(token) if isinstance(token, (str, int)) else None
        if promise is not None:
            promise.cancel()

    def _create(self, promise: Future[Any], title: str) -> Progress:
        token = f"dockwright-progress-{next(self._numbers)}"
        progress = Progress(self._protocol, token)

        def begin(_: Json) -> None:
            if not promise.done():
                self._begin(progress, token, promise, title)

        self._protocol.ask("window/workDoneProgress/create", {"token": token}, begin)
        return progress

    def _begin(self, progress: Progress, token: Token | None, promise: Future[Any], title: str) -> None:
        if token is None or promise.done():
            return
        self._running[token] = promise

        def finish(_: Future[Any]) -> None:
            self._running.pop(token, None)
            progress.end()

        progress.begin(title)
        promise.add_done_callback(finish)


def token_in(params: Json, name: str) -> Token | None:
    """The token that a request gives under that name."""
    token = member(params, name)
    return token if isinstance(token, (str, int)) and not isinstance(token, bool) else None
