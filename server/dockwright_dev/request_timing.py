"""How long an editor waits for each answer that ours and docker-langserver both give, in the same run.

Every question is asked twice at each of its places: right after a letter was typed, as an editor does, and once more
of the same text, where whatever the server keeps can show. Both servers get the same text, edits and places, in turn.
"""

from __future__ import annotations

import importlib.util
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dockwright_dev.places import SHARED

_BENCHMARK = SHARED / "bench" / "lsp_bench.py"
_PLACES = 12
_NAMED = re.compile(r"\$\{?([A-Za-z_]\w*)|(?<=\bAS )(\S+)|(?<=--from=)([a-z]\S*)")
_TYPED_ON = ("RUN ", "ENV ", "WORKDIR ", "USER ", "# ")

Json = dict[str, Any]
Waits = dict[str, list[float]]


class _Question(NamedTuple):
    """A request, the capability that announces it, and where it is asked."""

    name: str
    capability: str
    method: str
    places: str  # "names", "words", "ends" or "file"


_QUESTIONS = (
    _Question("hover", "hoverProvider", "textDocument/hover", "words"),
    _Question("completion", "completionProvider", "textDocument/completion", "ends"),
    _Question("signature help", "signatureHelpProvider", "textDocument/signatureHelp", "words"),
    _Question("definition", "definitionProvider", "textDocument/definition", "names"),
    _Question("highlight", "documentHighlightProvider", "textDocument/documentHighlight", "names"),
    _Question("prepare rename", "renameProvider", "textDocument/prepareRename", "names"),
    _Question("rename", "renameProvider", "textDocument/rename", "names"),
    _Question("symbols", "documentSymbolProvider", "textDocument/documentSymbol", "file"),
    _Question("folding", "foldingRangeProvider", "textDocument/foldingRange", "file"),
    _Question("links", "documentLinkProvider", "textDocument/documentLink", "file"),
    _Question("semantic tokens", "semanticTokensProvider", "textDocument/semanticTokens/full", "file"),
    _Question("code actions", "codeActionProvider", "textDocument/codeAction", "words"),
    _Question("format", "documentFormattingProvider", "textDocument/formatting", "file"),
    _Question("format range", "documentRangeFormattingProvider", "textDocument/rangeFormatting", "words"),
    _Question("format on type", "documentOnTypeFormattingProvider", "textDocument/onTypeFormatting", "ends"),
)


def measure_requests(file: Path, commands: dict[str, str], rounds: int) -> None:
    """Print, for each question, the median wait in milliseconds of each server in `commands` on `file`."""
    spec = importlib.util.spec_from_file_location("lsp_bench", _BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    waits: dict[str, Waits] = {name: {} for name in commands}
    for seed in range(rounds):
        for name, command in commands.items():
            server = benchmark.Server(command, file.parent)
            try:
                for question, milliseconds in _asked(server, file, seed):
                    waits[name].setdefault(question, []).append(milliseconds)
            finally:
                server.stop()
    _print(waits)


def _print(waits: dict[str, Waits]) -> None:
    names = list(waits)
    print(f"{'':24}" + "".join(f"{name:>20}" for name in names) + f"{'theirs / ours':>16}")
    for question in (it.name for it in _QUESTIONS):
        for when in ("", ", again"):
            medians = [_median(waits[name].get(question + when)) for name in names]
            cells = "".join(f"{it:20.2f}" if it is not None else f"{'-':>20}" for it in medians)
            ours, theirs = medians[0], medians[-1]
            ratio = f"{theirs / ours:15.1f}x" if len(medians) > 1 and ours and theirs else f"{'-':>16}"
            print(f"{question + when:24}{cells}{ratio}")


def _median(values: list[float] | None) -> float | None:
    return statistics.median(values) if values else None


def _asked(server: Any, file: Path, seed: int) -> Iterator[tuple[str, float]]:
    """Each wait of one session with what was waited for."""
    text = file.read_text(encoding="utf-8")
    rng = random.Random(seed)
    uri, document = file.as_uri(), {"textDocument": {"uri": file.as_uri()}}
    lines, version = text.split("\n"), 1
    server.notify(
        "textDocument/didOpen",
        {"textDocument": {"uri": uri, "languageId": "dockerfile", "version": version, "text": text}},
    )
    server.wait_diagnostics(uri, version)
    typed_on = [at for at, it in enumerate(lines) if it.startswith(_TYPED_ON) and not it.rstrip().endswith(("\\", "]"))]
    for question in _QUESTIONS:
        if not server.capabilities.get(question.capability):
            continue
        for place in _places(question.places, text, rng):
            at = rng.choice(typed_on)
            version += 1
            here = {"line": at, "character": len(lines[at])}
            change = {"range": {"start": here, "end": here}, "text": "x"}
            lines[at] += "x"
            for when in ("", ", again"):
                began = time.perf_counter()
                if not when:
                    server.notify(
                        "textDocument/didChange",
                        {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
                    )
                    began = time.perf_counter()
                server.request(question.method, {**document, **_parameters(question.name, place)})
                yield question.name + when, (time.perf_counter() - began) * 1000


def _places(kind: str, text: str, rng: random.Random) -> list[Json]:
    if kind == "names":
        found = [next(match.start(at) for at in (1, 2, 3) if match[at]) for match in _NAMED.finditer(text)]
    elif kind == "ends":
        found = [match.end() for match in re.finditer(r"^[A-Z]+ (?=\S)", text, re.MULTILINE)]
    else:
        found = [match.start() for match in re.finditer(r"(?<=[\s=])\w", text)]
    return [_position(text, at) for at in rng.sample(found, min(_PLACES, len(found)))]


def _position(text: str, offset: int) -> Json:
    before = text[:offset]
    return {"line": before.count("\n"), "character": offset - (before.rfind("\n") + 1)}


def _parameters(name: str, place: Json) -> Json:
    options = {"tabSize": 4, "insertSpaces": True}
    parameters: dict[str, Json] = {
        "rename": {"position": place, "newName": "another"},
        "symbols": {},
        "folding": {},
        "links": {},
        "semantic tokens": {},
        "code actions": {"range": {"start": place, "end": place}, "context": {"diagnostics": []}},
        "format": {"options": options},
        "format range": {"range": {"start": {**place, "character": 0}, "end": place}, "options": options},
        "format on type": {"position": place, "ch": "\\", "options": options},
    }
    return parameters.get(name, {"position": place})


if __name__ == "__main__":
    # A process of its own, since the benchmark starts servers in the environment that it finds.
    measure_requests(Path(sys.argv[1]), json.loads(sys.argv[3]), int(sys.argv[2]))
