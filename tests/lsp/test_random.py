"""The whole server under random typing: it always answers, only about the text there is, and as if it were just opened.

A new request joins by a line in `QUESTIONS`; without one the first test here fails.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dockwright.lsp import requests
from dockwright.text.lines import LineIndex, Unit
from tests.ide.support import WHOLE
from tests.support.client import Session
from tests.support.shared import corpus

URI = "file:///project/Dockerfile"
DOCUMENT = {"textDocument": {"uri": URI}}
ROUNDS = 12
"""How often each of the requests is asked of each text: all in all some thousands."""

FILES = 24

CAPABILITIES = {
    "textDocument": {
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "dataSupport": True,
            "isPreferredSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "completion": {"completionItem": {"snippetSupport": True, "insertReplaceSupport": True}},
        "diagnostic": {},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeLens": {},
        "inlayHint": {"resolveSupport": {"properties": ["tooltip"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {"relatedInformation": True, "dataSupport": True},
        "rename": {"prepareSupport": True},
        "semanticTokens": {
            "formats": ["relative"],
            "requests": {"full": {"delta": True}, "range": True},
            "tokenModifiers": ["declaration", "deprecated", "defaultLibrary"],
            "tokenTypes": ["keyword", "comment", "string", "number", "operator", "variable", "parameter", "property"],
        },
    },
}

INSERTED = (
    "FROM ", 'SHELL ["pwsh"]\n', "HEALTHCHECK --interval=", "# escape=`\n", "<<-'X' cat", "$(", "ARG A\n", "| sh",
    "\r",
    "a", "x y", " ", "\n", "\r\n", "\t", "\\", "\\\n", "$", "${", "${A:-", "}", '"', "'", "`", "#",
    "# check=skip=all\n", "--", "=", ",", "[", "]", "<<EOF", "\nEOF\n", "FROM a AS b\n", "RUN ", "ONBUILD ",
    "\nCOPY --from=b x y\n", "ENV A=1", "# dockwright: ignore[x]\n", "&& ", "| ", "é", "\U0001f600", "\x00", "\u2028",
    "--mount=type=cache,target=", 'CMD ["a", "b"]\n', "USER root\n", "apt-get install ",
)  # fmt: skip


class Text:
    """A text that is typed in, with its positions."""

    def __init__(self, text: str, chance: random.Random, unit: Unit) -> None:
        self.text = text
        self.chance = chance
        self.unit = unit
        self.version = 1
        self.typed = 0
        """Where the last change ends."""

    @property
    def lines(self) -> LineIndex:
        return LineIndex(self.text)

    def position(self, offset: int) -> dict[str, int]:
        line, column = self.lines.position(offset, self.unit)
        return {"line": line, "character": column}

    def any_position(self) -> dict[str, int]:
        """Where somebody just typed, or anywhere."""
        return self.position(self.typed if self.chance.random() < 0.5 else self.chance.randrange(len(self.text) + 1))

    def any_range(self) -> dict[str, Any]:
        start = self.chance.randrange(len(self.text) + 1)
        length = self.chance.choice((0, 0, 5, 60, len(self.text)))
        return {"start": self.position(start), "end": self.position(min(len(self.text), start + length))}

    def type(self) -> dict[str, Any]:
        """Change something, and the change as a client tells it."""
        start = self.chance.randrange(len(self.text) + 1)
        end = min(len(self.text), start + self.chance.choice((0, 0, 0, 1, 1, 8, 40)))
        # Between "\r" and "\n" there is no position.
        if self.text[start : start + 1] == "\n" and start and self.text[start - 1] == "\r":
            start -= 1
        if self.text[end : end + 1] == "\n" and end and self.text[end - 1] == "\r":
            end += 1
        written = self.chance.choice(INSERTED) if self.chance.random() < 0.8 else ""
        change = {"range": {"start": self.position(start), "end": self.position(end)}, "text": written}
        self.text = self.text[:start] + written + self.text[end:]
        self.typed = start + len(written)
        self.version += 1
        return change


class Question(NamedTuple):
    """How a request is asked of a text, and which of the answers are asked about further."""

    params: Callable[[Text], dict[str, Any]]
    further: tuple[str, ...] = ()
    """The requests that are asked about one of the answers."""
    about: Callable[[Any], Any] = lambda item: item
    """How those are asked about it."""
    shared: Callable[[Any], Any] = lambda answer: answer
    """What of an answer is the same for a text that was just opened."""


def at_place(text: Text) -> dict[str, Any]:
    return {**DOCUMENT, "position": text.any_position()}


def of_file(text: Text) -> dict[str, Any]:
    return DOCUMENT


OPTIONS = {"options": {"tabSize": 4, "insertSpaces": True}}

QUESTIONS: dict[str, Question] = {
    "textDocument/codeAction": Question(
        lambda text: {**DOCUMENT, "range": text.any_range(), "context": {"diagnostics": []}},
        ("codeAction/resolve",),
        # The version is of the one text and not of the other.
        shared=lambda answer: [(it["title"], it["kind"], it.get("isPreferred")) for it in answer],
    ),
    "textDocument/codeLens": Question(
        of_file, ("codeLens/resolve",), shared=lambda answer: [it["range"] for it in answer]
    ),
    "textDocument/completion": Question(at_place, ("completionItem/resolve",)),
    "textDocument/declaration": Question(at_place),
    "textDocument/definition": Question(at_place),
    "textDocument/diagnostic": Question(of_file, shared=lambda answer: answer["items"]),
    "textDocument/documentHighlight": Question(at_place),
    "textDocument/documentLink": Question(of_file),
    "textDocument/documentSymbol": Question(of_file),
    "textDocument/foldingRange": Question(of_file),
    "textDocument/formatting": Question(lambda text: {**DOCUMENT, **OPTIONS}),
    "textDocument/hover": Question(at_place),
    # What can be asked for later is no part of the answer.
    "textDocument/inlayHint": Question(
        lambda text: {**DOCUMENT, "range": text.any_range()},
        ("inlayHint/resolve",),
        shared=lambda answer: [(it["position"], it["label"]) for it in answer],
    ),
    "textDocument/linkedEditingRange": Question(at_place),
    "textDocument/onTypeFormatting": Question(lambda text: {**at_place(text), "ch": "\n", **OPTIONS}),
    "textDocument/prepareCallHierarchy": Question(
        at_place, ("callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"), lambda item: {"item": item}
    ),
    "textDocument/prepareRename": Question(at_place),
    "textDocument/rangeFormatting": Question(lambda text: {**DOCUMENT, "range": text.any_range(), **OPTIONS}),
    "textDocument/rangesFormatting": Question(
        lambda text: {**DOCUMENT, "ranges": [text.any_range(), text.any_range()], **OPTIONS}
    ),
    "textDocument/references": Question(lambda text: {**at_place(text), "context": {"includeDeclaration": True}}),
    "textDocument/rename": Question(
        lambda text: {**at_place(text), "newName": "other"},
        shared=lambda answer: answer and list(edits_in(answer)),
    ),
    "textDocument/selectionRange": Question(lambda text: {**DOCUMENT, "positions": [text.any_position()]}),
    "textDocument/semanticTokens/full": Question(of_file, shared=lambda answer: answer["data"]),
    # What has changed since nobody knows what is all.
    "textDocument/semanticTokens/full/delta": Question(
        lambda text: {**DOCUMENT, "previousResultId": "none"}, shared=lambda answer: answer["data"]
    ),
    "textDocument/semanticTokens/range": Question(
        lambda text: {**DOCUMENT, "range": text.any_range()}, shared=lambda answer: answer["data"]
    ),
    "textDocument/signatureHelp": Question(at_place),
    "workspace/diagnostic": Question(
        lambda text: {"previousResultIds": []},
        shared=lambda answer: sorted((it["uri"], json.dumps(it["items"])) for it in answer["items"]),
    ),
    "workspace/executeCommand": Question(
        lambda text: {
            "command": "dockwright.explainRule" if text.version % 2 else "dockwright.syntaxTree",
            "arguments": ["DL3008" if text.version % 2 else DOCUMENT["textDocument"]["uri"]],
        }
    ),
    # Which of two equally near ones comes first is no matter.
    "workspace/symbol": Question(
        lambda text: {"query": text.chance.choice(("", "a", "build"))},
        shared=lambda answer: sorted(map(json.dumps, answer)),
    ),
}


REFUSED = {"textDocument/prepareRename", "textDocument/rename"}
"""Those that may be refused, as where nothing stands that has a name of its own."""

REQUEST_FAILED = -32803  # LSP 3.17, LSPErrorCodes


def edits_in(answer: dict[str, Any]) -> Iterator[Any]:
    for change in answer.get("documentChanges", ()):
        yield change["edits"]
    yield from answer.get("changes", {}).values()


def test_every_request_is_asked():
    further = {method for it in QUESTIONS.values() for method in it.further}
    assert requests.ALL.keys() == QUESTIONS.keys() | further


def texts() -> list[tuple[str, str]]:
    """A small text in which everything occurs, and real ones where they lie beside the checkout."""
    found = [("whole", WHOLE), ("whole with \\r\\n", WHOLE.replace("\n", "\r\n"))]
    try:
        files = [it for it in corpus() if 800 < it.stat().st_size < 5000]
    except pytest.skip.Exception:
        return found
    for path in random.Random(11).sample(files, FILES):
        found.append((path.name, path.read_bytes().decode("utf-8", "replace")))
    return found


def cases() -> Iterator[tuple[str, str, Unit]]:
    """Each text in the unit that positions count in; the first ones in all three, as most clients know only UTF-16."""
    units = (Unit.UTF16, Unit.UTF8, Unit.UTF32)
    for number, (name, written) in enumerate(texts()):
        for unit in units if number < 2 else (units[number % 3],):
            yield name, written, unit


@pytest.mark.parametrize(
    ("name", "written", "unit"), [pytest.param(*it, id=f"{it[0]} in {it[2].value}") for it in cases()]
)
def test_whatever_is_typed_is_answered(name: str, written: str, unit: Unit, caplog: pytest.LogCaptureFixture):
    type_and_ask(written, unit, random.Random(f"{name} {unit.value}"))
    assert not [it for it in caplog.records if it.levelname in ("WARNING", "ERROR", "CRITICAL")], caplog.text


def test_whatever_is_typed_beside_other_files_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    for name, content in FILES_BESIDE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    monkeypatch.setitem(DOCUMENT["textDocument"], "uri", (tmp_path / "Dockerfile").as_uri())
    type_and_ask(BESIDE, Unit.UTF16, random.Random(6), folder=tmp_path)
    assert not [it for it in caplog.records if it.levelname in ("WARNING", "ERROR", "CRITICAL")], caplog.text


FILES_BESIDE = {
    "package.json": '{"scripts": {"build": "x"}}',
    "src/app.py": "",
    ".dockerignore": "*.log\n",
    "other/Dockerfile": "ARG A=1\nFROM node:22 AS other\nCOPY a b\n",
}
BESIDE = "FROM node:22 AS a\nWORKDIR /b\nCOPY package.json src/app.py ./\nRUN npm ci\nCOPY . .\n"


def type_and_ask(
    written: str, unit: Unit, chance: random.Random, rounds: int = ROUNDS, folder: Path | None = None
) -> None:
    """Change a text again and again, ask something after each change, and of every other one what is new to it."""
    text = Text(written, chance, unit)
    capabilities = {**CAPABILITIES, "general": {"positionEncodings": [unit.value]}}
    begun: dict[str, Any] = {"initializationOptions": {"workspaceDiagnostics": True}}
    if folder is not None:
        begun["workspaceFolders"] = [{"uri": folder.as_uri(), "name": folder.name}]
    lived, opened = Session(capabilities, **begun), Session(capabilities, **begun)
    uri = DOCUMENT["textDocument"]["uri"]
    lived.open(written, uri)
    methods = list(QUESTIONS)
    for _ in range(rounds):
        chance.shuffle(methods)
        for step, method in enumerate(methods):
            changes = [text.type() for _ in range(chance.choice((1, 1, 1, 2)))]
            lived.change(uri, text.version, *changes)
            question = QUESTIONS[method]
            params = question.params(text)
            answer = asked(lived, method, params, text)
            if step % 2 == 0:
                opened.open(text.text, uri)
                fresh = asked(opened, method, params, text)
                if answer is None or fresh is None:
                    assert answer == fresh, (method, params, text.text)
                else:
                    assert question.shared(answer) == question.shared(fresh), (method, params, text.text)
                opened.notify("textDocument/didClose", DOCUMENT)
    assert not lived.heard("window/logMessage")


def asked(session: Session, method: str, params: dict[str, Any], text: Text) -> Any:
    """The answer to a request, once one of the things in it was asked about too."""
    said = session.ask(method, params)
    if method in REFUSED and said.get("error", {}).get("code") == REQUEST_FAILED:
        return None
    assert "error" not in said, (said, method, params, text.text)
    answer = said["result"]
    check_ranges(answer, text, method)
    if method.startswith("textDocument/semanticTokens"):
        check_tokens(answer, text)
    question = QUESTIONS[method]
    items = (answer["items"] if isinstance(answer, dict) else answer) if question.further else None
    if items:
        about = question.about(text.chance.choice(items[:40]))
        for further in question.further:
            done = session.ask(further, about)
            assert "error" not in done, (done, about, text.text)
            check_ranges(done["result"], text, further)
    session.said.clear()
    return answer


def check_ranges(answer: Any, text: Text, method: str) -> None:
    """Every position in an answer about the text is one of it, and no range ends before it starts."""
    lines, here = text.lines, DOCUMENT["textDocument"]["uri"]
    waiting = [answer]
    while waiting:
        it = waiting.pop()
        if isinstance(it, list):
            waiting += it
        if not isinstance(it, dict) or any(it.get(name, here) != here for name in ("uri", "targetUri")):
            continue
        waiting += it.values()
        if it.keys() == {"line", "character"}:
            assert 0 <= it["line"] < lines.count, (it, method, text.text)
            line = lines.line(it["line"])
            assert 0 <= it["character"] <= width(line, text.unit), (it, method, text.text)
        if it.keys() == {"start", "end"} and isinstance(it["start"], dict):
            start, end = ((place["line"], place["character"]) for place in (it["start"], it["end"]))
            assert start <= end, (it, method, text.text)
        if "startLine" in it:
            assert 0 <= it["startLine"] < it["endLine"] < lines.count, (it, text.text)


def width(line: str, unit: Unit) -> int:
    """How long a line is for a client."""
    sizes = {Unit.UTF8: ("utf-8", 1), Unit.UTF16: ("utf-16-le", 2), Unit.UTF32: ("utf-32-le", 4)}
    encoding, size = sizes[unit]
    return len(line.encode(encoding)) // size


def check_tokens(answer: Any, text: Text) -> None:
    """Each token lies in its line, behind the one before."""
    lines = text.lines
    line = column = 0
    data = answer["data"]
    for at in range(0, len(data), 5):
        down, right, length = data[at : at + 3]
        line, column = line + down, right if down else column + right
        assert line < lines.count, text.text
        assert column + length <= width(lines.line(line), text.unit), (line, column, text.text)
