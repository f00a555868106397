"""JSON-RPC as the protocol wants it, on top of pygls.

Of pygls this keeps the server object, the table of features, futures for what is asked of the client, and how
handlers of every kind are run. It takes over where pygls 2.1 differs from LSP 3.17: every request gets an answer,
a wrong one the error code that the specification names; a failing feature costs only its own answer; nothing pops up.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Protocol, cast

from lsprotocol.types import ErrorCodes, LSPErrorCodes, MessageType
from pygls.exceptions import JsonRpcContentModified, JsonRpcException
from pygls.protocol import LanguageServerProtocol

from dockwright.lsp.from_lsp import InvalidParams, Json

logger = logging.getLogger("dockwright")

Id = str | int

_MOST_REPORTED = 1000

encode = json.JSONEncoder(separators=(",", ":")).encode
"""The JSON text of a value, in ASCII."""


class Malformed:
    """A body that is not JSON; `reason` is what the parser says."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def parse(body: bytes | str) -> Any:
    """The JSON value of a body, or a `Malformed`."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        return Malformed(str(error))


class ContentModified(JsonRpcContentModified):
    """The text has changed since the client was told what it now asks about (LSP 3.17, ContentModified)."""

    MESSAGE = "the text has changed since; ask again"


class Refused(JsonRpcException):
    """What the client asks for cannot be done, for a reason that its user is told (LSP 3.17, RequestFailed)."""

    CODE = LSPErrorCodes.RequestFailed.value


class Encoded(str):
    """A result or params that are JSON text already."""


class Sink(Protocol):
    """Where messages go."""

    def write(self, data: bytes) -> object:
        """Send one message."""

    def close(self) -> object:
        """Send nothing more."""


class DockwrightProtocol(LanguageServerProtocol):
    """One session with one client."""

    def __init__(self, server: Any, converter: Any) -> None:
        super().__init__(server, converter)
        self.on_exit: Callable[[], object] = lambda: None
        self.furnish: Callable[[], object] = lambda: None
        """Called where a feature is missing: adds all those that `initialize` could do without."""

        self.later: Callable[[Callable[[], None]], object] | None = None
        """Has something done between two messages, whatever thread asks for it; `None` where nothing can be."""

        self.exit_code = 1  # LSP 3.17, exit: 1 where no shutdown was asked for
        self.is_initialized = False
        self.never_null: set[str] = set()
        """Methods whose result may not be null; where they fail, the request has failed."""

        self._asked: dict[Id, Future[Any]] = {}
        self._refused: dict[Id, Callable[[str], None]] = {}
        self._last_asked = 0
        self._reported: set[str] = set()

    def _register_builtin_features(self) -> None:
        """Nothing: pygls's own features read typed params, ours read JSON (dockwright.lsp.notifications)."""

    def set_writer(self, writer: Any, include_headers: bool = True) -> None:
        """Send messages to `writer`, with or without the header that a byte stream needs."""
        super().set_writer(writer, include_headers)

    # What comes in

    def handle(self, message: Any) -> None:
        """Take one message: a request, a notification or the answer to a request of ours. Never raises."""
        try:
            self._take(message)
        except Exception as error:
            # The outermost door: whatever it was, a request is answered and the next message is taken.
            self.report("dockwright", error)
            if isinstance(message, dict) and "method" in message and (msg_id := id_of(message)) is not None:
                self._refuse(msg_id, ErrorCodes.InternalError, "the server failed; its log says why")

    def _take(self, message: Any) -> None:
        if isinstance(message, Malformed):
            self._refuse(None, ErrorCodes.ParseError, f"not JSON: {message.reason}")
        elif not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            self._refuse(id_of(message), ErrorCodes.InvalidRequest, "not a JSON-RPC 2.0 message")
        elif "method" not in message:
            self._take_answer(message)
        elif not isinstance(message["method"], str):
            self._refuse(id_of(message), ErrorCodes.InvalidRequest, "the method is not a string")
        elif "id" not in message:
            self._take_notification(message["method"], message.get("params"))
        elif (msg_id := id_of(message)) is None:
            self._refuse(None, ErrorCodes.InvalidRequest, "the id is neither a string nor an integer")
        else:
            self._take_request(msg_id, message["method"], message.get("params"))

    def refuse_cancelled(self, msg_id: Id) -> None:
        """Answer a request that was cancelled before its turn."""
        self._refuse(msg_id, LSPErrorCodes.RequestCancelled, "cancelled")

    def _take_request(self, msg_id: Id, method: str, params: Json) -> None:
        if self._shutdown:
            self._refuse(msg_id, ErrorCodes.InvalidRequest, "the server is shutting down")
        elif not self.is_initialized and method != "initialize":
            self._refuse(msg_id, ErrorCodes.ServerNotInitialized, "the server is not initialized")
        elif (feature := self._feature(method)) is None:
            self._refuse(msg_id, ErrorCodes.MethodNotFound, f"unknown method {method}")
        elif method == "initialize" and self.is_initialized:
            self._refuse(msg_id, ErrorCodes.InvalidRequest, "the server is initialized already")
        elif msg_id in self._request_futures:
            self._refuse(msg_id, ErrorCodes.InvalidRequest, "the id is in use")
        else:
            self._execute_handler(msg_id, feature, partial(self._answer, msg_id, method), args=(params,))

    def _answer(self, msg_id: Id, method: str, future: Future[Any]) -> None:
        self._request_futures.pop(msg_id, None)
        if future.cancelled():
            self.refuse_cancelled(msg_id)
            return
        error = future.exception()
        if error is None:
            if isinstance(promise := future.result(), Future):
                # It is answered, and may be cancelled, when its time comes.
                self._request_futures[msg_id] = promise
                promise.add_done_callback(partial(self._answer, msg_id, method))
                return
            try:
                self._send_result(msg_id, future.result())
                return
            except (TypeError, ValueError, RecursionError) as unsendable:
                error = unsendable  # The result is no JSON.
        if isinstance(error, InvalidParams):
            self._refuse(msg_id, ErrorCodes.InvalidParams, str(error))
        elif isinstance(error, JsonRpcException):
            self._refuse(msg_id, error.code, error.message)
        else:
            self.report(method, error)
            if method in self.never_null:
                self._refuse(msg_id, LSPErrorCodes.RequestFailed, f"{method} failed; the server's log says why")
            else:
                self._send_result(msg_id, None)

    def _take_notification(self, method: str, params: Json) -> None:
        if method == "exit":
            self.on_exit()
        elif method == "$/cancelRequest":
            asked = id_of(params)
            future = self._request_futures.get(asked) if asked is not None else None
            if future is not None:
                future.cancel()
        elif self.is_initialized and not self._shutdown and (feature := self._feature(method)) is not None:
            self._execute_handler("", feature, partial(self._check, method), args=(params,))
            self._request_futures.pop("", None)

    def _check(self, method: str, future: Future[Any]) -> None:
        if future.cancelled() or (error := future.exception()) is None:
            return
        if isinstance(error, InvalidParams):
            self.log(MessageType.Warning, f"{method} is ignored: {error}")
        else:
            self.report(method, error)

    def _feature(self, method: str) -> Callable[[Json], Any] | None:
        if method not in self.fm.features and self.is_initialized:
            self.furnish()
        return cast("Callable[[Json], Any] | None", self.fm.features.get(method))

    # What goes out

    def ask(
        self,
        method: str,
        params: Json,
        then: Callable[[Json], None],
        refused: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Send a request to the client; `then` gets its result, or `refused` why the client refuses."""
        self._last_asked += 1
        future: Future[Any] = Future()
        self._asked[self._last_asked] = future
        self._refused[self._last_asked] = refused
        future.add_done_callback(partial(self._pass_on, method, then))
        self._send({"jsonrpc": "2.0", "id": self._last_asked, "method": method, "params": params})

    def _pass_on(self, method: str, then: Callable[[Json], None], future: Future[Any]) -> None:
        if future.cancelled():
            return
        try:
            then(future.result())
        except Exception as error:
            self.report(method, error)

    def _take_answer(self, message: dict[str, Json]) -> None:
        msg_id = id_of(message)
        future = self._asked.pop(msg_id, None) if msg_id is not None else None
        refused = self._refused.pop(msg_id, None) if msg_id is not None else None
        # The answer may come after we stopped waiting for it.
        if future is None or not future.set_running_or_notify_cancel():
            return
        if "error" in message:
            self.log(MessageType.Log, f"the client refused: {encode(message['error'])}")
            if refused is not None:
                words = message["error"].get("message") if isinstance(message["error"], dict) else None
                refused(words if isinstance(words, str) else "it gives no reason")
            return
        future.set_result(message.get("result"))

    def notify(self, method: str, params: Json = None) -> None:
        """Send a notification; `params` are JSON, or `Encoded`."""
        if isinstance(params, Encoded):
            self._send_text(f'{{"jsonrpc":"2.0","method":"{method}","params":{params}}}')
        else:
            self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def log(self, kind: MessageType, words: str) -> None:
        """Put `words` into the client's log, where a user looks only when something is amiss."""
        self.notify("window/logMessage", {"type": kind.value, "message": words})

    def report(self, method: str, error: BaseException) -> None:
        """Log a defect of ours: a line for the client, the whole story on stderr; of one that comes again, once."""
        line = f"{method} failed: {type(error).__name__}: {error}"
        if line in self._reported:
            return
        # Each keystroke may meet it anew; it must neither flood a log nor, under ever new words, memory.
        if len(self._reported) >= _MOST_REPORTED:
            self._reported.clear()
        self._reported.add(line)
        logger.error("%s\n%s", line, "".join(traceback.format_exception(error)))
        self.log(MessageType.Error, line)

    def _send_result(self, msg_id: Id, result: Json) -> None:
        if isinstance(result, Encoded):
            self._send_text(f'{{"jsonrpc":"2.0","id":{encode(msg_id)},"result":{result}}}')
        else:
            self._send({"jsonrpc": "2.0", "id": msg_id, "result": result})

    def _refuse(self, msg_id: Id | None, code: ErrorCodes | LSPErrorCodes | int, words: str) -> None:
        self._send({"jsonrpc": "2.0", "id": msg_id, "error": {"code": int(code), "message": words}})

    def _send(self, message: Json) -> None:
        self._send_text(encode(message))

    def _send_text(self, text: str) -> None:
        if self.writer is None:
            return
        body = text.encode("ascii")  # The encoder escapes everything else.
        self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) if self._include_headers else body)

    def shut_down(self) -> None:
        """Answer nothing more, give up what is still being worked on, and leave `exit` to end the process."""
        self._shutdown = True
        self.exit_code = 0
        for future in (*self._request_futures.values(), *self._asked.values()):
            future.cancel()


def id_of(message: Any) -> Id | None:
    """The id in a message, or in the params of a `$/cancelRequest`; `None` where there is none that can be one."""
    msg_id = message.get("id") if isinstance(message, dict) else None
    return msg_id if isinstance(msg_id, (str, int)) and not isinstance(msg_id, bool) else None
