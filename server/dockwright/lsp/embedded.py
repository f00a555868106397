"""The door for a server inside another program, such as a browser's worker: messages come and go by function calls.

There is one thread, no stream, no process to start, and only as much of a disk as the program lends.
"""

from __future__ import annotations

import json
import json.scanner
import logging
import sys
from collections.abc import Callable

from dockwright.lsp.startup import import_foundations, importing

import_foundations()
with importing():
    from dockwright.lsp.disk import Disk, Reach
    from dockwright.lsp.protocol import parse
    from dockwright.lsp.server import Server
    from dockwright.lsp.transport import Frames

if sys.platform == "emscripten":
    # In WebAssembly C code that calls itself is not stopped before the stack is full, and nothing survives that: a
    # file may hold any number of brackets. The same in Python is stopped in time.
    json.scanner.make_scanner = json.scanner.py_make_scanner
    json._default_decoder.scan_once = json.scanner.py_make_scanner(json._default_decoder)


class Embedded:
    """One session: it takes each message by `take`, or `feed`, and calls `send` with the JSON text of each of its own.

    `soon` is to call a function once those messages were taken that wait already. `reach` says which folders the
    server can read, and may make one readable. `exited` is called with the exit code when the client says `exit`.
    """

    def __init__(
        self,
        send: Callable[[str], object],
        soon: Callable[[Callable[[], None]], object],
        reach: Reach = lambda folder: False,
        exited: Callable[[int], object] = lambda code: None,
    ) -> None:
        logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
        self._server = Server(Disk(reach))
        self._soon = soon
        self._is_settling = False
        self._frames = Frames()
        protocol = self._server.protocol
        protocol.set_writer(_Sender(send), include_headers=False)
        protocol.on_exit = lambda: exited(protocol.exit_code)

    def take(self, message: str | bytes) -> None:
        """Take one message as JSON text, and answer it. Never raises."""
        self._server.protocol.handle(parse(message))
        if not self._is_settling:
            # What follows from many messages is worked out once, not once a message.
            self._is_settling = True
            self._soon(self._settle)

    def feed(self, data: bytes) -> None:
        """Take the next bytes of a stream of messages, each with the header that tells its length. Never raises."""
        for body in self._frames.feed(data):
            self.take(body)

    def _settle(self) -> None:
        self._is_settling = False
        self._server.settle()


class _Sender:
    """Sends messages by a function."""

    def __init__(self, send: Callable[[str], object]) -> None:
        self._send = send

    def write(self, data: bytes) -> None:
        """Send one message."""
        self._send(data.decode("ascii"))

    def close(self) -> None:
        """Nothing is held open."""
