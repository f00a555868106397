"""What goes over the wire, byte for byte."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from dockwright.lsp.transport import Frames
from tests.support.client import PATIENCE, Client, environment, framed

INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}


@pytest.fixture(scope="module")
def shared_client() -> Iterator[Client]:
    with Client() as client:
        client.initialize()
        yield client


def error_of(answer: dict[str, Any]) -> int:
    assert "result" not in answer
    assert "data" not in answer["error"]
    code: int = answer["error"]["code"]
    return code


# Frames


def test_bodies_are_found_however_the_bytes_are_split():
    bodies = [b"{}", "é😀".encode(), b"", b"x" * 5000]
    stream = b"".join(map(framed, bodies))
    rng = random.Random(1)
    for _ in range(300):
        frames, found, at = Frames(), [], 0
        while at < len(stream):
            step = rng.choice((1, 2, 3, 7, 100, 4096))
            found += frames.feed(stream[at : at + step])
            at += step
        assert found == bodies


@pytest.mark.parametrize(
    "header",
    [
        b"content-length: 2\r\n\r\n",
        b"CONTENT-LENGTH:2\r\n\r\n",
        b"Content-Length:   2  \r\n\r\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 2\r\nX-Other: Content-Length\r\n\r\n",
        b"Content-Length: 2\n\n",
        b"garbage\r\n\r\nContent-Length: 2\r\n\r\n",
        b"garbageContent-Length: 2\r\n\r\n",
        b"\0\xff\xfe\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 9999999999\r\n\r\nContent-Length: 2\r\n\r\n",
        b"\r\n\r\n\r\n\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_headers_are_understood_and_garbage_is_passed_over(header):
    assert list(Frames().feed(header + b"{}")) == [b"{}"]


def test_endless_garbage_takes_neither_memory_nor_time():
    frames = Frames()
    for _ in range(2000):
        assert list(frames.feed(b"x" * 10_000)) == []
    assert len(frames._buffer) < 100_000
    assert list(frames.feed(b"\r\n\r\n" + framed(b"{}"))) == [b"{}"]


def test_a_message_split_into_single_bytes_is_answered():
    with Client() as client:
        for byte in framed(INITIALIZE):
            client.send_bytes(bytes([byte]))
        assert "capabilities" in client.answer(1)["result"]


def test_messages_in_one_packet_are_answered_in_order():
    with Client() as client:
        client.send_bytes(
            framed(INITIALIZE)
            + b"".join(framed({"jsonrpc": "2.0", "id": number, "method": "x"}) for number in range(2, 50))
        )
        client.answer(49)
        assert [it["id"] for it in client._kept if "id" in it] == list(range(1, 49))


# JSON-RPC


@pytest.mark.parametrize(
    ("body", "code", "msg_id"),
    [
        (b"{", -32700, None),
        (b"", -32700, None),
        (b"\xff\xff\xff", -32700, None),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "a"} x', -32700, None),
        (b"[" * 100_000, -32700, None),
        (b"1" * 100_000, -32700, None),
        (b"[]", -32600, None),
        (b"null", -32600, None),
        (b'"text"', -32600, None),
        (b"{}", -32600, None),
        (b'{"id": 7, "method": "x"}', -32600, 7),
        (b'{"jsonrpc": "1.0", "id": 7, "method": "x"}', -32600, 7),
        (b'{"jsonrpc": "2.0", "id": 7, "method": 3}', -32600, 7),
        (b'{"jsonrpc": "2.0", "id": null, "method": "shutdown"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": [1], "method": "shutdown"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": true, "method": "shutdown"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": "a\\ud800", "method": "nothing"}', -32601, "a\ud800"),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "textDocument/nothing", "params": {}}', -32601, 7),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "$/nothing", "params": [1]}', -32601, 7),
    ],
)
def test_what_is_no_request_is_refused_with_the_right_code(shared_client, body, code, msg_id):
    shared_client.send(body)
    assert error_of(shared_client.answer(msg_id)) == code
    assert "result" in shared_client.ask("textDocument/diagnostic", {"textDocument": {"uri": "file:///none"}})


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        "text",
        {},
        {"textDocument": None},
        {"textDocument": []},
        {"textDocument": {}},
        {"textDocument": {"uri": 1}},
        {"textDocument": {"uri": {"jsonrpc": "2.0"}}},
    ],
)
def test_malformed_params_are_answered(shared_client, params):
    assert error_of(shared_client.ask("textDocument/diagnostic", params)) == -32602
    # Not a popup, and nothing else either.
    assert [it for it in shared_client.silence() if it.get("method", "").startswith("window/show")] == []


def test_a_key_called_jsonrpc_inside_params_is_only_a_key(shared_client):
    params = {"textDocument": {"uri": "file:///none", "jsonrpc": "2.0"}, "jsonrpc": {"jsonrpc": 1}}
    assert shared_client.ask("textDocument/diagnostic", params)["result"] == {"kind": "full", "items": []}


def test_unknown_and_malformed_notifications_are_ignored(shared_client):
    shared_client.notify("$/unknown", {"a": 1})
    shared_client.notify("unknown")
    shared_client.notify("textDocument/didOpen", {"textDocument": 3})
    shared_client.notify("textDocument/didChange", {"textDocument": {"uri": "file:///x"}, "contentChanges": 3})
    shared_client.notify("textDocument/didChange", None)
    shared_client.notify("$/cancelRequest", {"id": "never asked"})
    shared_client.notify("$/cancelRequest", None)
    shared_client.send({"jsonrpc": "2.0", "id": 99, "result": None})
    shared_client.send({"jsonrpc": "2.0", "id": {"a": []}, "error": 3})
    assert {it["method"] for it in shared_client.silence()} <= {"window/logMessage"}


# Life


def test_before_initialize_requests_are_refused_and_notifications_dropped():
    with Client() as client:
        client.open("FROM a\n")
        assert error_of(client.ask("textDocument/hover", {})) == -32002
        assert error_of(client.ask("shutdown")) == -32002
        assert client.silence() == []
        client.initialize()
        assert error_of(client.ask("initialize", {"capabilities": {}})) == -32600


def test_initialize_without_capabilities_is_refused_and_can_be_tried_again():
    with Client() as client:
        assert error_of(client.ask("initialize", {})) == -32602
        assert error_of(client.ask("initialize")) == -32602
        client.initialize()


def test_capabilities_of_odd_types_count_as_not_said():
    odd = {"general": {"positionEncodings": "utf-8"}, "textDocument": 3, "workspace": {"configuration": "yes"}}
    with Client() as client:
        assert client.initialize(odd)["positionEncoding"] == "utf-16"


def test_after_shutdown_requests_are_refused_and_exit_is_0():
    with Client() as client:
        client.initialize()
        assert client.ask("shutdown") == {"jsonrpc": "2.0", "id": 2, "result": None}
        assert error_of(client.ask("shutdown")) == -32600
        assert error_of(client.ask("textDocument/hover", {})) == -32600
        client.notify("exit")
        assert client.ended() == 0


@pytest.mark.parametrize("initialized", [True, False])
def test_exit_without_shutdown_is_1(initialized):
    with Client() as client:
        if initialized:
            client.initialize()
        client.notify("exit")
        assert client.ended() == 1


@pytest.mark.parametrize("shut_down", [True, False])
def test_the_end_of_the_input_ends_the_server(shut_down):
    with Client() as client:
        client.initialize()
        if shut_down:
            client.ask("shutdown")
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert client.ended() == (0 if shut_down else 1)
        assert b"Traceback" not in client.errors


def test_exit_is_obeyed_when_nobody_reads():
    with subprocess.Popen(
        [sys.executable, "-m", "dockwright", "lsp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        # Answers that name what was asked for fill the pipe, and the server waits in the middle of a write.
        for number in range(20):
            process.stdin.write(framed({"jsonrpc": "2.0", "id": number, "method": "x" * 100_000}))
        process.stdin.write(framed(INITIALIZE))
        process.stdin.write(framed({"jsonrpc": "2.0", "id": 2, "method": "x" * 1_000_000}))
        process.stdin.write(framed({"jsonrpc": "2.0", "method": "exit"}))
        process.stdin.flush()
        assert process.wait(PATIENCE) == 1


def test_a_stray_print_does_not_reach_the_stream():
    code = (
        "import os, sys; from dockwright.lsp import main, requests\n"
        "@requests.request('test/noisy')\n"
        "def noisy(session, params):\n"
        "    print('stray', flush=True); os.write(1, b'stray'); os.system('echo stray'); return 'done'\n"
        "sys.exit(main.run())"
    )
    with Client(command=["-c", code]) as client:
        client.initialize()
        assert client.ask("test/noisy")["result"] == "done"
        client.ask("shutdown")
        client.notify("exit")
        assert client.ended() == 0
        assert client.errors.count(b"stray") == 3


# Cancelling


def test_a_request_that_is_cancelled_in_the_queue_is_not_begun():
    code = (
        "import sys, time; from dockwright.lsp import main, requests\n"
        "@requests.request('test/slow')\n"
        "def slow(session, params):\n"
        "    time.sleep(0.3); return 'done'\n"
        "sys.exit(main.run())"
    )
    with Client(command=["-c", code]) as client:
        client.initialize()
        first = client.begin("test/slow")
        others = [client.begin("test/slow") for _ in range(20)]
        for other in others:
            client.notify("$/cancelRequest", {"id": other})
        assert client.answer(first)["result"] == "done"
        assert {error_of(client.answer(other)) for other in others} == {-32800}
        # What names no request cancels none, and an id may be used again.
        client.notify("$/cancelRequest", {"id": True})
        client.notify("$/cancelRequest", {"id": [1]})
        client.notify("$/cancelRequest", {"id": others[0]})
        client.send({"jsonrpc": "2.0", "id": others[0], "method": "test/slow"})
        assert client.answer(others[0])["result"] == "done"


def test_exit_is_obeyed_while_something_does_not_end():
    code = (
        "import sys, time; from dockwright.lsp import main, requests\n"
        "@requests.request('test/endless')\n"
        "def endless(session, params):\n"
        "    while True: pass\n"
        "sys.exit(main.run())"
    )
    with Client(command=["-c", code]) as client:
        client.initialize()
        client.begin("test/endless")
        client.notify("exit")
        assert client.ended() == 1


def test_json_that_only_python_writes_is_no_position(shared_client):
    uri = shared_client.open("FROM a\n", "file:///nan/Dockerfile")
    body = json.dumps(
        {
            "jsonrpc": "2.0",
            "method": "textDocument/didChange",
            "params": {
                "textDocument": {"uri": uri, "version": 2},
                "contentChanges": [
                    {
                        "range": {"start": {"line": float("nan"), "character": 0}, "end": {"line": 0, "character": 0}},
                        "text": "x",
                    }
                ],
            },
        }
    )
    shared_client.send(body.encode())
    assert "expected an unsigned integer" in shared_client.next("window/logMessage")["params"]["message"]
