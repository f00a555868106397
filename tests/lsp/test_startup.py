"""The quick start is the same start."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.support.client import Client, environment

# Everything that can be seen of the types, but for what laziness changes by design (slots).
DESCRIBE = """
import json, re
from dockwright.lsp.startup import import_foundations
import_foundations()
import attrs
from lsprotocol import converters, types

def described(it):
    if isinstance(it, type) and attrs.has(it):
        seen = (it.__module__, it.__qualname__, it.__mro__, it.__doc__, it.__hash__ is None)
        fields = [(f.name, f.default, f.type, f.kw_only, f.init, f.eq, f.validator) for f in attrs.fields(it)]
        return repr((seen, fields))
    return repr(it)

def named(it):
    return re.sub(" at 0x[0-9a-f]+", "", described(it))

def refused(make):
    try:
        make()
    except (TypeError, ValueError) as error:
        return str(error)

everything = {name: named(it) for name, it in vars(types).items() if not name.startswith("__")}
converter = converters.get_converter()
start, end = types.Position(1, 2), types.Position(line=1, character=3)
place = {"start": {"line": 1, "character": 2}, "end": {"line": 1, "character": 3}}
data = {"contents": {"kind": "markdown", "value": "x"}, "range": place}
hover = converter.structure(data, types.Hover)
client = {"textDocument": {"completion": {"completionItem": {"tagSupport": {"valueSet": [1]}}}}}
params = {"processId": 1, "rootUri": None, "capabilities": client}
message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
behaviour = [
    start == types.Position(1, 2), start == end, start < end, repr(types.Range(start, end)), repr(hover),
    hover == types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "x"), types.Range(start, end)),
    converter.unstructure(hover) == data,
    converter.unstructure(converter.structure(message, types.InitializeRequest)),
    refused(lambda: types.Position(-1, 0)), refused(lambda: types.Position("x", 0)),
    refused(lambda: types.Position(1)), refused(lambda: types.Hover()),
]
print(json.dumps([everything, behaviour, not hasattr(types.Position, "__slots__")]))
"""


def describe(tricks: str) -> list[Any]:
    done = subprocess.run(
        [sys.executable, "-c", DESCRIBE],
        env=environment(DOCKWRIGHT_STARTUP=tricks),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[Any] = json.loads(done.stdout)
    return found


def test_lazy_types_are_the_eager_ones():
    lazy_types, lazy_behaviour, is_lazy = describe("types")
    eager_types, eager_behaviour, is_eager = describe("")
    assert (is_lazy, is_eager) == (True, False)
    assert lazy_behaviour == eager_behaviour
    assert lazy_types.keys() == eager_types.keys()
    for name, eager in eager_types.items():
        assert lazy_types[name] == eager, name


@pytest.mark.parametrize("tricks", ["", "gc", "tls", "types", "gc,tls,types"])
def test_the_server_starts_with_and_without_each_trick(tricks):
    with Client(DOCKWRIGHT_STARTUP=tricks) as client:
        assert client.initialize()["positionEncoding"] == "utf-16"
        client.open("FROM a\n")
        assert client.diagnostics()["uri"] == "file:///project/Dockerfile"
        client.ask("shutdown")
        client.notify("exit")
        assert client.ended() == 0


def test_only_the_handful_of_types_in_use_is_built():
    code = (
        "from dockwright.lsp.startup import import_foundations; import_foundations()\n"
        "from dockwright.lsp.server import Server\n"
        "from dockwright.lsp import notifications, requests\n"
        "from lsprotocol import types\n"
        "Server()\n"
        "built = [n for n, it in vars(types).items() if type(it).__name__ == '_Built']\n"
        "assert len(built) < 10, built"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_an_unknown_argument_is_refused():
    done = subprocess.run(
        [sys.executable, "-m", "dockwright", "lsp", "--nothing"], env=environment(), capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"unknown argument '--nothing'" in done.stderr
    assert done.stdout == b""
