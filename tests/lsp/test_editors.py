"""The real server over stdio, spoken to as VS Code and Neovim do."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities, make_test_lsp_client

from tests.support.client import PATIENCE, environment

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # What pytest-lsp checks of the specification it only warns about.
    pytest.mark.filterwarnings("error::pytest_lsp.LspSpecificationWarning"),
]

TEXT = """\
# syntax=docker/dockerfile:1
FROM alpine:3.20 AS base
MAINTAINER Jané 😀 <jane@example.com>
ADD app.py /srv/
"""

# The rules that this file is about; others may find something too.
OURS = {"maintainer-deprecated", "add-instead-of-copy"}

_numbers = count()


def make_client() -> LanguageClient:
    """pytest-lsp's client, taught to let the server register as both editors do."""
    made = make_test_lsp_client()
    made.registered = []
    made.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: made.registered.extend(params.registrations))
    return made


@pytest_lsp.fixture(
    scope="module",
    params=["visual-studio-code", "neovim"],
    config=ClientServerConfig(
        client_factory=make_client, server_command=[sys.executable, "-m", "dockwright", "lsp"], server_env=environment()
    ),
)
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient) -> AsyncIterator[None]:
    root = Path(__file__).parent.as_uri()
    answer = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param),
            workspace_folders=[types.WorkspaceFolder(uri=root, name="work")],
        )
    )
    lsp_client.encoding = answer.capabilities.position_encoding
    yield
    await lsp_client.shutdown_session()


def open_text(client: LanguageClient, text: str) -> str:
    """Open a text that no other test has; its URI."""
    uri = f"file:///project/{next(_numbers)}/Dockerfile"
    item = types.TextDocumentItem(uri=uri, language_id="dockerfile", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    return uri


def change(client: LanguageClient, uri: str, version: int, *changes: types.TextDocumentContentChangeEvent) -> None:
    document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))


async def diagnostics(client: LanguageClient, uri: str) -> list[types.Diagnostic]:
    """The diagnostics of a text, in the way in which this editor gets them."""
    capabilities = client.capabilities.text_document
    if capabilities is not None and capabilities.diagnostic is not None:
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        report = await asyncio.wait_for(client.text_document_diagnostic_async(params), PATIENCE)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return list(report.items)
    return list(client.diagnostics.get(uri, ()))


async def check_diagnostics(
    client: LanguageClient, uri: str, wanted: set[tuple[str, int]]
) -> dict[str, types.Diagnostic]:
    """The diagnostics of a text by their codes, once those are there whose codes and lines are `wanted`, and no others.

    What is pushed comes in its own time, so this looks again until a good while has passed.
    """
    until = asyncio.get_running_loop().time() + PATIENCE
    while True:
        found = await diagnostics(client, uri)
        seen = {(str(it.code), it.range.start.line) for it in found if it.code in OURS}
        if seen == wanted:
            return {str(it.code): it for it in found}
        assert asyncio.get_running_loop().time() < until, seen
        await asyncio.sleep(0.01)


async def settled(client: LanguageClient) -> None:
    with pytest.raises(Exception, match="unknown method"):
        await asyncio.wait_for(client.protocol.send_request_async("$/nothing", {}), PATIENCE)


def column(client: LanguageClient, text: str) -> int:
    """How many columns `text` has in the encoding that was agreed on."""
    if client.encoding == "utf-32":
        return len(text)
    assert client.encoding == "utf-16"
    return len(text.encode("utf-16-le")) // 2


async def test_opening_shows_what_is_wrong(client: LanguageClient) -> None:
    uri = open_text(client, TEXT)
    found = await check_diagnostics(client, uri, {("maintainer-deprecated", 2), ("add-instead-of-copy", 3)})
    deprecated = found["maintainer-deprecated"]
    assert deprecated.range == types.Range(types.Position(2, 0), types.Position(2, 10))
    assert deprecated.source == "dockwright"
    assert deprecated.severity == types.DiagnosticSeverity.Warning


async def test_typing_is_followed(client: LanguageClient) -> None:
    uri = open_text(client, TEXT)
    await check_diagnostics(client, uri, {("maintainer-deprecated", 2), ("add-instead-of-copy", 3)})
    word = types.Range(types.Position(3, 0), types.Position(3, 3))
    change(client, uri, 2, types.TextDocumentContentChangePartial(range=word, text="COPY"))
    await check_diagnostics(client, uri, {("maintainer-deprecated", 2)})
    # Behind characters of two units: the edit lands where the editor sees it.
    behind = column(client, "MAINTAINER Jané 😀 <jane@example.com>")
    at = types.Range(types.Position(2, behind), types.Position(2, behind))
    change(client, uri, 3, types.TextDocumentContentChangePartial(range=at, text="\nMAINTAINER x"))
    await check_diagnostics(client, uri, {("maintainer-deprecated", 2), ("maintainer-deprecated", 3)})


async def test_a_quick_fix_is_offered_and_its_edit_cures(client: LanguageClient) -> None:
    uri = open_text(client, TEXT)
    found = await check_diagnostics(client, uri, {("maintainer-deprecated", 2), ("add-instead-of-copy", 3)})
    caret = types.Range(types.Position(3, 1), types.Position(3, 1))
    context = types.CodeActionContext([found["add-instead-of-copy"]], only=[types.CodeActionKind.QuickFix])
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(uri), caret, context)
    )
    assert actions
    fix = actions[0]
    assert isinstance(fix, types.CodeAction)
    assert fix.title == "Use COPY"
    # VS Code takes what is preferred; what an editor does not know of it does not get.
    support = client.capabilities.text_document.code_action
    assert (fix.is_preferred is True) == bool(support.is_preferred_support)
    assert [it.code for it in fix.diagnostics or ()] == ["add-instead-of-copy"]
    if fix.edit is None:
        fix = await client.code_action_resolve_async(fix)
    assert fix.edit is not None
    if fix.edit.document_changes:
        (document,) = fix.edit.document_changes
        edits = document.edits
    else:
        edits = fix.edit.changes[uri]
    change(client, uri, 2, *(types.TextDocumentContentChangePartial(range=it.range, text=it.new_text) for it in edits))
    await check_diagnostics(client, uri, {("maintainer-deprecated", 2)})


async def test_closing_clears(client: LanguageClient) -> None:
    uri = open_text(client, TEXT)
    await check_diagnostics(client, uri, {("maintainer-deprecated", 2), ("add-instead-of-copy", 3)})
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
    await check_diagnostics(client, uri, set())


async def test_hover_is_in_markdown(client: LanguageClient) -> None:
    uri = open_text(client, TEXT)
    at = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 1))
    found = await client.text_document_hover_async(at)
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind == types.MarkupKind.Markdown
    assert "FROM" in found.contents.value
    assert found.range == types.Range(types.Position(1, 0), types.Position(1, 4))


async def test_completion_and_its_documentation(client: LanguageClient) -> None:
    uri = open_text(client, "FROM alpine AS base\nFROM base\nCOPY --from=\nENTRY\n")
    document = types.TextDocumentIdentifier(uri)
    stages = await client.text_document_completion_async(types.CompletionParams(document, types.Position(2, 12)))
    assert isinstance(stages, types.CompletionList)
    assert "base" in {it.label for it in stages.items}
    found = await client.text_document_completion_async(types.CompletionParams(document, types.Position(3, 5)))
    assert isinstance(found, types.CompletionList)
    (item,) = [it for it in found.items if it.label == "ENTRYPOINT"]
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.range == types.Range(types.Position(3, 0), types.Position(3, 5))
    resolved = await client.completion_item_resolve_async(item)
    assert isinstance(resolved.documentation, types.MarkupContent)
    assert "ENTRYPOINT" in resolved.documentation.value


async def test_the_outline_is_a_tree(client: LanguageClient) -> None:
    uri = open_text(client, TEXT)
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    found = await client.text_document_document_symbol_async(params)
    assert found
    stage = found[-1]
    assert isinstance(stage, types.DocumentSymbol)
    assert (stage.name, stage.detail) == ("base", "alpine:3.20")
    assert [it.name for it in stage.children or ()] == ["MAINTAINER", "ADD"]


async def test_folds(client: LanguageClient) -> None:
    uri = open_text(client, "# one\n# two\nFROM a\nRUN b \\\n  c\n")
    found = await client.text_document_folding_range_async(types.FoldingRangeParams(types.TextDocumentIdentifier(uri)))
    assert [(it.start_line, it.end_line) for it in found or ()] == [(0, 1), (2, 4), (3, 4)]


async def test_changed_settings_are_heard_of(client: LanguageClient) -> None:
    await settled(client)
    registered = {it.method for it in client.registered}
    workspace = client.capabilities.workspace
    assert workspace is not None
    watches = workspace.did_change_watched_files
    assert ("workspace/didChangeWatchedFiles" in registered) == bool(watches and watches.dynamic_registration)
    configures = workspace.did_change_configuration
    assert ("workspace/didChangeConfiguration" in registered) == bool(configures and configures.dynamic_registration)


async def test_a_text_of_another_language_is_left_alone(client: LanguageClient) -> None:
    uri = "file:///project/README.md"
    item = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text="MAINTAINER\n")
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    await settled(client)
    assert uri not in client.diagnostics


async def test_nothing_was_shown_to_the_user_unasked(client: LanguageClient) -> None:
    assert client.messages == []
    assert [it for it in client.log_messages if it.type == types.MessageType.Error] == []
