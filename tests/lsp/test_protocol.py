"""What of the protocol we offer, what we leave out and why, and what an editor may rely on whatever is in a file."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from textwrap import dedent
from time import process_time
from typing import Any

import pytest

from dockwright.lsp import requests
from dockwright.text.lines import LineIndex, Unit
from tests.lsp.test_random import CAPABILITIES, QUESTIONS, REFUSED
from tests.support.client import PATIENCE, ROOT_OF_SERVER, Session, environment

URI = "file:///project/Dockerfile"
DOCUMENT = {"textDocument": {"uri": URI}}

EVERYTHING: dict[str, Any] = {
    **CAPABILITIES,
    "workspace": {"applyEdit": True, "diagnostics": {"refreshSupport": True}},
}

PROVIDERS = {
    "callHierarchyProvider": ("textDocument/prepareCallHierarchy",),
    "codeActionProvider": ("textDocument/codeAction",),
    "codeLensProvider": ("textDocument/codeLens",),
    "completionProvider": ("textDocument/completion",),
    "declarationProvider": ("textDocument/declaration",),
    "definitionProvider": ("textDocument/definition",),
    "diagnosticProvider": ("textDocument/diagnostic", "workspace/diagnostic"),
    "documentFormattingProvider": ("textDocument/formatting",),
    "documentHighlightProvider": ("textDocument/documentHighlight",),
    "documentLinkProvider": ("textDocument/documentLink",),
    "documentOnTypeFormattingProvider": ("textDocument/onTypeFormatting",),
    "documentRangeFormattingProvider": ("textDocument/rangeFormatting", "textDocument/rangesFormatting"),
    "documentSymbolProvider": ("textDocument/documentSymbol",),
    "executeCommandProvider": ("workspace/executeCommand",),
    "foldingRangeProvider": ("textDocument/foldingRange",),
    "hoverProvider": ("textDocument/hover",),
    "inlayHintProvider": ("textDocument/inlayHint",),
    "linkedEditingRangeProvider": ("textDocument/linkedEditingRange",),
    "referencesProvider": ("textDocument/references",),
    "renameProvider": ("textDocument/rename", "textDocument/prepareRename"),
    "selectionRangeProvider": ("textDocument/selectionRange",),
    "semanticTokensProvider": (
        "textDocument/semanticTokens/full",
        "textDocument/semanticTokens/full/delta",
        "textDocument/semanticTokens/range",
    ),
    "signatureHelpProvider": ("textDocument/signatureHelp",),
    "workspaceSymbolProvider": ("workspace/symbol",),
}

LEFT_OUT = {
    "textDocument/implementation": "a stage is written once: definition leads there",
    "textDocument/typeDefinition": "nothing in a Dockerfile has a type",
    "textDocument/prepareTypeHierarchy": "stages are built from one another: the call hierarchy says how",
    "textDocument/moniker": "no index of code across repositories knows Dockerfiles",
    "textDocument/inlineValue": "a build cannot be stopped at a line; what a variable comes to is an inlay hint",
    "textDocument/inlineCompletion": "for what a program guesses; all that we offer follows from the file, in the list",
    "textDocument/documentColor": "there are no colours in a Dockerfile",
    "textDocument/willSaveWaitUntil": "editors run our code actions and the formatter on save, where the user says so",
    "documentLink/resolve": "a link has its target at once",
    "workspaceSymbol/resolve": "a name has its place at once",
    "workspace/willRenameFiles": "nothing that names a Dockerfile is a file of ours yet",
}
"""Requests of LSP 3.17 and 3.18 that we do not answer, and why."""


PROMISED = {
    "changes of a text are followed one by one": "lsp.test_documents:test_changes_are_made_as_the_protocol_says",
    "columns count as the client counts them": (
        "lsp.test_documents:test_the_encoding_is_the_cheapest_that_the_client_offers"
    ),
    "diagnostics are pushed, with their version": "lsp.test_publishing:test_changes_are_published_with_their_version",
    "what is typed on is not waited for": "lsp.test_publishing:test_what_is_superseded_is_not_worked_out",
    "diagnostics are pulled": "lsp.test_publishing:test_a_client_that_pulls_is_not_pushed_to",
    "what has not changed is not sent again": "lsp.test_publishing:test_what_has_not_changed_is_not_sent_again",
    "a diagnostic has its address and its tags": "lsp.test_publishing:test_a_rich_client_gets_everything",
    "a diagnostic names other places": "lsp.test_publishing:test_related_places_are_told_where_the_client_shows_them",
    "a whole workspace is looked at": "lsp.test_workspace:test_closed_files_are_found_as_the_command_line_finds_them",
    "partial results": "lsp.test_workspace:test_partial_results_come_before_an_empty_answer",
    "progress, and work that is cancelled": "lsp.test_workspace:test_it_can_be_cancelled",
    "settings are asked for": "lsp.test_publishing:test_settings_are_asked_for_and_obeyed",
    "settings are pushed": "lsp.test_publishing:test_settings_that_are_pushed_are_obeyed",
    "settings come with initialize": "lsp.test_workspace:test_initialization_options_are_the_first_settings",
    "each folder has settings of its own": "lsp.test_workspace:test_each_folder_has_its_settings_and_they_change_live",
    "the disk is watched": "lsp.test_workspace:test_the_editor_is_asked_to_watch_what_is_read",
    "commands": "lsp.test_commands:test_all_that_is_safe_is_fixed_in_this_very_version",
    "odd capabilities do no harm": "lsp.test_transport:test_capabilities_of_odd_types_count_as_not_said",
    "a request that is cancelled in the queue": (
        "lsp.test_transport:test_a_request_that_is_cancelled_in_the_queue_is_not_begun"
    ),
    "a failure costs one answer": "lsp.test_publishing:test_a_failure_costs_only_its_own_answer",
    "a fix is tried before it is offered, and the likeliest is preferred": (
        "ide.test_code_actions:test_the_first_fix_is_preferred_if_it_is_safe_and_no_other_is"
    ),
    "a Dockerfile's own ignore file counts": (
        "workspace.test_context:test_the_ignore_file_of_the_dockerfile_itself_comes_first"
    ),
    "a fix of keywords touches nothing else": "rules.style.test_instruction_casing:test_the_fix_rewrites_keywords_only",
    "names in closed files": "lsp.test_workspace_symbols:test_closed_files_of_all_folders",
    "images of closed files": "lsp.test_neighbours:test_images_of_closed_files_in_all_folders_come_first",
    "the work grows in step with the file": (
        "lsp.test_highlighting:test_up_to_20_000_lines_the_work_grows_in_step_with_them"
    ),
    "random typing": "lsp.test_random:test_whatever_is_typed_is_answered",
}
"""What else an editor may rely on, and the test that tries it.

One way in only, standard input and output: every editor knows it, and a port would be open to every program of the
machine.
"""


def offered(capabilities: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = Session(EVERYTHING if capabilities is None else capabilities).said[0]
    found: dict[str, Any] = answer["result"]["capabilities"]
    return found


def test_what_is_offered_is_answered_and_the_other_way_round():
    assert {it for it in offered() if it.endswith("Provider")} == PROVIDERS.keys()
    about_an_answer = {further for it in QUESTIONS.values() for further in it.further}
    answered = {method for methods in PROVIDERS.values() for method in methods}
    assert answered | about_an_answer == requests.ALL.keys()


@pytest.mark.parametrize("what", PROMISED)
def test_what_is_promised_is_tried(what: str):
    module, _, name = PROMISED[what].partition(":")
    assert callable(getattr(import_module(f"tests.{module}"), name))


@pytest.mark.parametrize("method", LEFT_OUT)
def test_what_is_left_out_is_refused(method: str):
    client = Session(EVERYTHING)
    client.open("FROM a\n")
    assert client.ask(method, {**DOCUMENT, "position": {"line": 0, "character": 0}})["error"]["code"] == -32601


@pytest.mark.parametrize("watches", [True, False])
def test_texts_are_kept_by_their_changes_and_saving_counts_only_where_nothing_is_watched(watches: bool):
    capabilities = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": watches}}}
    assert offered(capabilities)["textDocumentSync"] == {"openClose": True, "change": 2, "save": not watches}


def test_what_editors_run_on_save():
    client = Session(EVERYTHING)
    client.open("FROM alpine:3.20\nMAINTAINER Jane\nADD app.py /srv/\n")
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}}
    context = {"diagnostics": [], "only": ["source.fixAll"], "triggerKind": 2}
    (action,) = client.ask("textDocument/codeAction", {**DOCUMENT, "range": whole, "context": context})["result"]
    assert action["kind"] == "source.fixAll.dockwright"
    edit = client.ask("codeAction/resolve", action)["result"]["edit"]
    assert {it["newText"] for it in edit["changes"][URI]} >= {"COPY"}


@pytest.mark.parametrize(
    "tokens", [{}, {"requests": {}}, {"tokenTypes": None}, {"tokenTypes": ["keyword"], "formats": []}, None, 3]
)
def test_a_client_that_says_half_of_what_it_can_is_served(tokens: Any):
    client = Session({"textDocument": {"semanticTokens": tokens}})
    client.open("FROM a\n")
    assert client.ask("textDocument/hover", {**DOCUMENT, "position": {"line": 0, "character": 1}})["result"]


# Run in a process of its own: what listens to Python's events cannot be taken away again.
_LISTENING = """
    import json, sys
    from tests.lsp.test_random import QUESTIONS, Text
    from tests.lsp.test_protocol import EVERYTHING
    from tests.support.client import Session
    from dockwright.text.lines import Unit
    from random import Random

    heard = []
    client = Session(EVERYTHING)
    names = ("socket.", "http.", "urllib.", "ftplib.", "subprocess.", "os.exec", "os.posix_spawn", "os.system")
    sys.addaudithook(lambda name, arguments: heard.append(name) if name.startswith(names) else None)
    written = "# syntax=docker/dockerfile:1\\nFROM node:22 AS build\\nADD https://example.com/a /b\\nRUN npm ci\\n"
    client.open(written + "COPY --from=nginx a b\\nFROM \\n")
    text = Text(written, Random(1), Unit.UTF16)
    for method, question in QUESTIONS.items():
        client.ask(method, question.params(text))
    print(json.dumps(heard))
"""


def test_no_question_reaches_for_the_network_or_another_program():
    command = [sys.executable, "-c", dedent(_LISTENING)]
    done = subprocess.run(
        command, env=environment(), cwd=ROOT_OF_SERVER.parent, capture_output=True, timeout=PATIENCE, check=True
    )
    assert json.loads(done.stdout) == []


# --- whatever is in a file ---

ODD = {
    "a name on which a pattern may try everything": f"FROM a AS {'a' * 50_000}!\n",
    "a continued line with nothing but a comment": "FROM a\nRUN \\\n# comment\\comment\n",
    "a heredoc that never ends": "FROM a\nRUN <<EOF\nCOPY\n",
    "an instruction that is half typed": "FROM a\nCOP",
    "a flag that is half typed": "FROM a\nCOPY --fro=x",
    "an instruction without its arguments": "FROM a\nCOPY\nMAINTAINER b\n",
    "a continuation at the end": "FROM a\nRUN \\",
    "nothing but quotes": "FROM a\nRUN '\"'\"`$(\n",
}


@pytest.mark.parametrize("what", ODD)
def test_every_question_is_answered_soon(what: str):
    written = ODD[what]
    client = Session(EVERYTHING)
    client.open(written)
    lines = LineIndex(written)
    line, character = lines.position(len(written), Unit.UTF16)
    end = {"line": line, "character": character}
    whole = {"start": {"line": 0, "character": 0}, "end": end}
    began = process_time()
    for method in QUESTIONS:
        params = {
            **DOCUMENT, "position": end, "range": whole, "ranges": [whole],
            "positions": [end], "query": "a", "newName": "b", "ch": "\n",
            "context": {"diagnostics": []}, "options": {"tabSize": 4, "insertSpaces": True}, "previousResultIds": [],
            "command": "dockwright.syntaxTree", "arguments": [URI],
        }  # fmt: skip
        answer = client.ask(method, params)
        assert "result" in answer or method in REFUSED, answer
    found = client.ask("textDocument/diagnostic", DOCUMENT)["result"]["items"]
    assert ("maintainer-deprecated" in {it["code"] for it in found}) == ("MAINTAINER" in written)
    # Every pattern of ours takes the steps that a text is long; one that tried everything would take hours.
    assert process_time() - began < 10


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 31), ("utf-16", 19), ("utf-32", 19)])
def test_what_stands_behind_another_script_is_found_and_fixed_where_it_stands(encoding: str, column: int):
    client = Session({**EVERYTHING, "general": {"positionEncodings": [encoding]}})
    client.open("FROM debian:12\nRUN echo 日本語日本語 && sudo apt-get install curl\n")
    place = {"start": {"line": 1, "character": column}, "end": {"line": 1, "character": column + 4}}
    found = client.ask("textDocument/diagnostic", DOCUMENT)["result"]["items"]
    assert [it["range"] for it in found if it["code"] == "no-sudo"] == [place]
    params = {**DOCUMENT, "range": place, "context": {"diagnostics": [], "only": ["quickfix"]}}
    fix = client.ask("textDocument/codeAction", params)["result"][0]
    assert fix["title"] == "Remove sudo"
    (edit,) = client.ask("codeAction/resolve", fix)["result"]["edit"]["changes"][URI]
    assert edit == {
        "range": {"start": place["start"], "end": {"line": 1, "character": column + 5}},
        "newText": "",
    }


def test_a_finding_underlines_the_word_and_not_the_line():
    client = Session(EVERYTHING)
    client.open("FROM a:1 as b\nEXPOSE 80 99999\nADD c d\n")
    lines = client.ask("textDocument/diagnostic", DOCUMENT)["result"]["items"]
    widths = {it["code"]: it["range"]["end"]["character"] - it["range"]["start"]["character"] for it in lines}
    assert widths["add-instead-of-copy"] == len("ADD")
    assert max(widths.values()) <= len("99999")


def test_an_ordinary_file_has_no_findings():
    client = Session(EVERYTHING)
    client.open(
        dedent("""\
        # syntax=docker/dockerfile:1
        FROM python:3.13-slim AS build
        WORKDIR /srv
        COPY requirements.txt ./
        RUN --mount=type=cache,target=/root/.cache/pip pip install --prefix=/install -r requirements.txt

        FROM python:3.13-slim
        WORKDIR /srv
        COPY --from=build /install /usr/local
        COPY src/ ./
        USER nobody
        EXPOSE 8000
        CMD ["python", "-m", "app"]
        """)
    )
    found = client.ask("textDocument/diagnostic", DOCUMENT)["result"]["items"]
    assert [it["code"] for it in found if it["severity"] <= 2] == []
    assert len(found) <= 1
