"""A client that speaks in bytes: what a real client library would never send, and what it would hide."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from dockwright.lsp.server import Server

ROOT_OF_SERVER = Path(__file__).resolve().parents[2] / "server"
PATIENCE = 30.0
"""Seconds until a test gives up on the server: long, as the machine may be busy, and never waited for in vain."""


def environment(**more: str) -> dict[str, str]:
    """The environment that the server is started in."""
    path = os.pathsep.join(filter(None, (str(ROOT_OF_SERVER), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **more}


def framed(message: Any) -> bytes:
    """A message as it goes over the wire."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


class Editor(ABC):
    """What an editor does with a text, however it reaches the server."""

    @abstractmethod
    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""

    def open(self, text: str, uri: str = "file:///project/Dockerfile", language: str = "dockerfile") -> str:
        """Open a text; its URI."""
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, version: int, *changes: Any) -> None:
        """Change an open text."""
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})


class Client(Editor):
    """A server of its own, and all that it has said."""

    def __init__(self, command: Sequence[str] = ("-m", "dockwright", "lsp"), **more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(**more),
        )
        self.errors = b""
        self._said: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._kept: list[dict[str, Any]] = []
        self._last = 0
        self._threads = [threading.Thread(target=it, daemon=True) for it in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            with suppress(BrokenPipeError):  # Something may still be unsent.
                stream.close()

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Any) -> None:
        """Send a message, whatever it is, with a right header."""
        self.send_bytes(framed(message))

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params: Any = None) -> int:
        """Send a request; its id."""
        self._last += 1
        self.send({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params})
        return self._last

    def ask(self, method: str, params: Any = None) -> dict[str, Any]:
        """Send a request; the whole answer."""
        return self.answer(self.begin(method, params))

    def initialize(self, capabilities: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """Go through the handshake; what the server can do."""
        answer = self.ask(
            "initialize", {"processId": None, "rootUri": None, "capabilities": capabilities or {}, **more}
        )
        self.notify("initialized", {})
        found: dict[str, Any] = answer["result"]["capabilities"]
        return found

    def diagnostics(self) -> dict[str, Any]:
        """The next diagnostics that are pushed: the whole params."""
        params: dict[str, Any] = self.next("textDocument/publishDiagnostics")["params"]
        return params

    def answer(self, msg_id: Any) -> dict[str, Any]:
        """The answer to the request `msg_id`."""
        return self._wait(lambda it: "method" not in it and it.get("id") == msg_id)

    def next(self, method: str) -> dict[str, Any]:
        """The next notification or request `method` of the server."""
        return self._wait(lambda it: it.get("method") == method)

    def _wait(self, wanted: Any) -> dict[str, Any]:
        for number, message in enumerate(self._kept):
            if wanted(message):
                return self._kept.pop(number)
        while True:
            said = self._said.get(timeout=PATIENCE)
            if said is None:
                raise EOFError(f"the server has ended: {self.errors.decode()}")
            if wanted(said):
                return said
            self._kept.append(said)

    def silence(self) -> list[dict[str, Any]]:
        """All that was said and not yet asked for, once the server has nothing more to say."""
        marker = self.begin("$/nothing")
        self.answer(marker)
        kept, self._kept = self._kept, []
        return kept

    def ended(self) -> int:
        """The exit code, once the server has ended and all that it said is here."""
        code = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        return code

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = None
            while (line := stream.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                # Only messages may be on this stream: anything else is a fault.
                assert name == b"Content-Length", line
                length = int(value)
            if length is None:
                self._said.put(None)
                return
            self._said.put(json.loads(stream.read(length)))

    def _read_errors(self) -> None:
        stream = self.process.stderr
        assert stream is not None
        for line in stream:
            self.errors += line


class Session(Editor):
    """A server in this process: what is fed to it is done at once, what it says is kept."""

    def __init__(self, capabilities: Mapping[str, Any] | None = None, **more: Any) -> None:
        self.server = Server()
        self.server.protocol.set_writer(self, include_headers=False)
        self.said: list[dict[str, Any]] = []
        self._last = 0
        self.ask("initialize", {"capabilities": capabilities or {}, **more})
        self.notify("initialized", {})

    def write(self, data: bytes) -> None:
        """Keep what the server says."""
        self.said.append(json.loads(data))

    def close(self) -> None:
        """Nothing is to be closed."""

    def ask(self, method: str, params: Any = None) -> dict[str, Any]:
        """Send a request; the whole answer."""
        self._last += 1
        self.server.feed(json.dumps({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}))
        return next(it for it in reversed(self.said) if it.get("id") == self._last and "method" not in it)

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.server.feed(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}))

    def heard(self, method: str) -> list[dict[str, Any]]:
        """The params of all notifications and requests `method` since this was last asked."""
        found = [it["params"] for it in self.said if it.get("method") == method]
        self.said = [it for it in self.said if it.get("method") != method]
        return found
