"""Bytes to messages and back over stdin and stdout.

A thread of its own reads, so that a request can be cancelled while it still waits in the queue, and so that the
end of the session is noticed whatever the server is busy with. Everything else happens on the event loop's thread,
one message after the other. Nothing below this module knows where messages come from: `Server.feed` takes them
from anywhere (in a browser, from a worker's `onmessage`).
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from dockwright.lsp.protocol import DockwrightProtocol, Id, id_of, parse

_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*([0-9]{1,10})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEADER = 64 * 1024
_LONGEST_BODY = 1 << 30
_AT_ONCE = 100
_GRACE_SECONDS = 2.0
_END = object()


class Frames:
    """Cuts a stream of bytes into message bodies (LSP 3.17, Base Protocol), however it is split into packets.

    What is not a header is passed over: after garbage, or a length that was wrong, the next header is found again.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._length: int | None = None
        self._searched = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take the next bytes; yield each body that they complete."""
        self._buffer += data
        while True:
            if self._length is None and not self._read_header():
                return
            assert self._length is not None
            if len(self._buffer) < self._length:
                return
            body = bytes(self._buffer[: self._length])
            del self._buffer[: self._length]
            self._length = None
            yield body

    def _read_header(self) -> bool:
        """Whether a header with a length was read; a header without one is dropped."""
        while True:
            end, width = self._header_end()
            if end < 0:
                if len(self._buffer) > _LONGEST_HEADER:
                    del self._buffer[: -_LONGEST_HEADER // 2]
                self._searched = max(0, len(self._buffer) - 3)
                return False
            lengths = _LENGTH.findall(bytes(self._buffer[:end]))
            del self._buffer[: end + width]
            self._searched = 0
            if lengths and int(lengths[-1]) <= _LONGEST_BODY:
                self._length = int(lengths[-1])
                return True

    def _header_end(self) -> tuple[int, int]:
        """Where the blank line after a header begins, and its width; -1 where there is none yet."""
        # The protocol wants "\r\n"; a client that sends "\n" is understood all the same.
        ends = [(self._buffer.find(it, self._searched), len(it)) for it in (b"\r\n\r\n", b"\n\n")]
        return min((it for it in ends if it[0] >= 0), default=(-1, 0))


class Writer:
    """Writes messages to a file descriptor, whole."""

    def __init__(self, descriptor: int, gone: Callable[[], object]) -> None:
        self._descriptor = descriptor
        self._gone = gone
        self._lock = threading.Lock()

    def write(self, data: bytes) -> None:
        """Write all of `data`; where nobody reads any more, say so."""
        with self._lock:
            rest = memoryview(data)
            while rest:
                try:
                    rest = rest[os.write(self._descriptor, rest) :]
                except OSError:
                    self._gone()
                    return

    def close(self) -> None:
        """Leave the descriptor to the end of the process."""


class Stdio:
    """One session over two file descriptors; `settle` is called when no message waits."""

    def __init__(self, protocol: DockwrightProtocol, settle: Callable[[], None], source: int, sink: int) -> None:
        self._protocol = protocol
        self._settle = settle
        self._source = source
        self._queue: deque[Any] = deque()
        self._cancelled: set[Id] = set()
        self._scheduled = False
        self._loop = asyncio.new_event_loop()
        self._writer = Writer(sink, self._stop)
        self._stopped = False

    def run(self) -> int:
        """Serve until `exit` or the end of the input; return the exit code."""
        self._protocol.set_writer(self._writer)
        self._protocol.on_exit = self._stop
        self._protocol.later = self._later
        asyncio.set_event_loop(self._loop)
        threading.Thread(target=self._read, name="stdin", daemon=True).start()
        with suppress(KeyboardInterrupt):
            self._loop.run_forever()
        self._loop.close()
        return self._protocol.exit_code

    def _later(self, action: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # The loop has been closed: the session is over.
            self._loop.call_soon_threadsafe(action)

    def _stop(self) -> None:
        self._stopped = True
        self._loop.stop()

    def _read(self) -> None:
        frames = Frames()
        while data := self._read_some():
            for body in frames.feed(data):
                message = parse(body)
                self._note(message)
                self._put(message)
        self._end_soon()
        self._put(_END)

    def _read_some(self) -> bytes:
        try:
            return os.read(self._source, 1 << 16)
        except OSError:
            return b""

    def _put(self, message: Any) -> None:
        self._queue.append(message)
        if not self._scheduled:
            self._scheduled = True
            try:
                self._loop.call_soon_threadsafe(self._drain)
            except RuntimeError:  # The loop has been closed: the session is over.
                return

    def _note(self, message: Any) -> None:
        """Look at a message before its turn: what it cancels is not begun, and an end that must come does come."""
        method = _notification(message)
        if method == "$/cancelRequest" and (asked := _cancelled_id(message)) is not None:
            self._cancelled.add(asked)
        elif method == "exit":
            self._end_soon()

    def _end_soon(self) -> None:
        """End the process after a moment's grace even if the server is busy with something that does not end."""
        timer = threading.Timer(_GRACE_SECONDS, lambda: os._exit(self._protocol.exit_code))
        timer.daemon = True
        timer.start()

    def _drain(self) -> None:
        self._scheduled = False
        for _ in range(_AT_ONCE):
            if not self._queue:
                # All that was sent is known: what follows from it is worked out once, not once a message.
                self._settle()
                return
            message = self._queue.popleft()
            if message is _END:
                self._stop()
                return
            self._handle(message)
            if self._stopped:
                return
        # Let what waits on the loop have its turn.
        self._scheduled = True
        self._loop.call_soon(self._drain)

    def _handle(self, message: Any) -> None:
        if self._cancelled:
            if _notification(message) == "$/cancelRequest":
                # Its request lies behind us: refused below, or answered before the reader saw this.
                asked = _cancelled_id(message)
                if asked is not None:
                    self._cancelled.discard(asked)
            elif _is_request(message) and id_of(message) in self._cancelled:
                self._protocol.refuse_cancelled(message["id"])
                return
        self._protocol.handle(message)


def _notification(message: Any) -> str | None:
    """The method of a notification; `None` for anything else."""
    is_one = isinstance(message, dict) and "id" not in message and isinstance(message.get("method"), str)
    return message["method"] if is_one else None


def _is_request(message: Any) -> bool:
    return isinstance(message, dict) and "method" in message


def _cancelled_id(message: Any) -> Id | None:
    """The id that a `$/cancelRequest` names."""
    return id_of(message.get("params"))


def serve(protocol: DockwrightProtocol, settle: Callable[[], None]) -> int:
    """Serve on this process's stdin and stdout; return the exit code. `settle` is called when nothing waits.

    Both descriptors are moved away first: a stray `print`, or a program that is started, can neither break the
    stream of messages nor eat from it.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return Stdio(protocol, settle, source, sink).run()
