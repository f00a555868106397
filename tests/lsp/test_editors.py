"""The real server over stdio, spoken to as VS Code and Neovim do."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

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


STAGES = """\
FROM golang:1.26 AS build
FROM alpine:3.20
ARG PORT=80
EXPOSE $PORT
COPY --from=build /a /b
COPY --from=0 /c /d
"""


def at(uri: str, line: int, character: int) -> dict[str, Any]:
    return {"text_document": types.TextDocumentIdentifier(uri), "position": types.Position(line, character)}


def of(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri)


WHOLE = types.Range(types.Position(0, 0), types.Position(6, 0))
BUILD = types.Range(types.Position(0, 20), types.Position(0, 25))
USE = types.Range(types.Position(4, 12), types.Position(4, 17))


async def test_a_name_leads_to_its_stage(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    for found in (
        await client.text_document_definition_async(types.DefinitionParams(**at(uri, 4, 14))),
        await client.text_document_declaration_async(types.DeclarationParams(**at(uri, 4, 14))),
    ):
        assert isinstance(found, list)
        (it,) = found
        # VS Code knows links, which say what led there as well.
        link = isinstance(it, types.LocationLink)
        assert (it.target_uri if link else it.uri) == uri
        assert (it.target_selection_range if link else it.range) == BUILD


async def test_every_place_of_a_stage(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    context = types.ReferenceContext(include_declaration=True)
    found = await client.text_document_references_async(types.ReferenceParams(context, **at(uri, 0, 22)))
    assert [it.range.start.line for it in found or ()] == [0, 4, 5]
    marked = await client.text_document_document_highlight_async(types.DocumentHighlightParams(**at(uri, 0, 22)))
    write, read = types.DocumentHighlightKind.Write, types.DocumentHighlightKind.Read
    assert [it.kind for it in marked or ()] == [write, read, read]


async def test_a_stage_is_renamed(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(**at(uri, 4, 14)))
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert (prepared.range, prepared.placeholder) == (USE, "build")
    edit = await client.text_document_rename_async(types.RenameParams(new_name="compile", **at(uri, 4, 14)))
    assert edit is not None
    edits = edit.document_changes[0].edits if edit.document_changes else (edit.changes or {})[uri]
    assert sorted((it.range.start.line, it.new_text) for it in edits) == [(0, "compile"), (4, "compile")]


async def test_images_lead_to_their_pages(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    found = await client.text_document_document_link_async(types.DocumentLinkParams(of(uri)))
    assert [it.target for it in found or ()] == ["https://hub.docker.com/_/golang/", "https://hub.docker.com/_/alpine/"]


async def test_a_signature_says_which_part_is_typed(client: LanguageClient) -> None:
    uri = open_text(client, "FROM a\nHEALTHCHECK --interval=\n")
    found = await client.text_document_signature_help_async(types.SignatureHelpParams(**at(uri, 1, 23)))
    assert found is not None
    assert "--interval" in found.signatures[found.active_signature or 0].label


async def test_colours_of_a_file_of_what_changed_and_of_a_part(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    whole = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(of(uri)))
    assert whole is not None
    assert list(whole.data[:3]) == [0, 0, 4]
    first = types.Range(types.Position(0, 0), types.Position(1, 0))
    part = await client.text_document_semantic_tokens_range_async(types.SemanticTokensRangeParams(of(uri), first))
    assert part is not None
    assert part.data == whole.data[: len(part.data)]
    change(client, uri, 2, types.TextDocumentContentChangePartial(range=WHOLE, text=STAGES + "# more\n"))
    params = types.SemanticTokensDeltaParams(of(uri), str(whole.result_id))
    delta = await client.text_document_semantic_tokens_full_delta_async(params)
    assert isinstance(delta, types.SemanticTokensDelta)
    (added,) = delta.edits
    assert (added.start, added.delete_count, len(added.data or ())) == (len(whole.data), 0, 5)


async def test_a_file_is_laid_out(client: LanguageClient) -> None:
    uri = open_text(client, "FROM a\nrun  b\nRUN  c\n")
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    edits = await client.text_document_formatting_async(types.DocumentFormattingParams(of(uri), options))
    assert {it.range.start.line for it in edits or ()} == {1, 2}
    line = types.Range(types.Position(2, 0), types.Position(2, 6))
    edits = await client.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(of(uri), line, options)
    )
    assert {it.range.start.line for it in edits or ()} == {2}
    opened = open_text(client, "FROM a\nRUN b \\\n\n")
    typed = types.DocumentOnTypeFormattingParams(ch="\n", options=options, **at(opened, 2, 0))
    (indent,) = await client.text_document_on_type_formatting_async(typed) or ()
    assert (indent.range.start, indent.new_text) == (types.Position(2, 0), "    ")


async def test_stages_that_are_built_from_one_another(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    (item,) = (
        await client.text_document_prepare_call_hierarchy_async(types.CallHierarchyPrepareParams(**at(uri, 4, 14)))
        or ()
    )
    assert (item.name, item.selection_range) == ("build", BUILD)
    (call,) = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item)) or ()
    assert [it.start.line for it in call.from_ranges] == [4, 5]
    (back,) = await client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(call.from_)) or ()
    assert back.to == item


async def test_a_selection_grows(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    params = types.SelectionRangeParams(of(uri), [types.Position(4, 14)])
    (found,) = await client.text_document_selection_range_async(params) or ()
    ranges = []
    grown: types.SelectionRange | None = found
    while grown is not None:
        ranges.append(grown.range)
        grown = grown.parent
    assert (ranges[0], ranges[-1]) == (USE, WHOLE)
    assert [it.start.line for it in ranges] == sorted((it.start.line for it in ranges), reverse=True)


async def test_a_name_changes_together_with_its_uses(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    found = await client.text_document_linked_editing_range_async(types.LinkedEditingRangeParams(**at(uri, 0, 22)))
    assert found is not None
    assert list(found.ranges) == [BUILD, USE]
    assert re.fullmatch(str(found.word_pattern), "new-name")


async def test_hints_between_the_words(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    found = await client.text_document_inlay_hint_async(types.InlayHintParams(of(uri), WHOLE)) or ()
    assert [(it.position.line, it.label) for it in found] == [(3, "= 80"), (5, "= build"), (5, "USER root")]
    value = found[0] if found[0].tooltip is not None else await client.inlay_hint_resolve_async(found[0])
    assert isinstance(value.tooltip, types.MarkupContent)
    assert "ARG PORT=80" in value.tooltip.value


async def test_what_stands_above_the_stages(client: LanguageClient) -> None:
    uri = open_text(client, STAGES)
    found = await client.text_document_code_lens_async(types.CodeLensParams(of(uri))) or ()
    told = [await client.code_lens_resolve_async(it) for it in found]
    titles = [it.command.title for it in told if it.command is not None]
    assert [it.range.start.line for it in told] == [0, 1]
    assert titles[0] == "2 references"
    assert titles[1].startswith("final image: ")
    assert titles[1].endswith(" 80")


async def test_names_in_the_workspace(client: LanguageClient) -> None:
    uri = open_text(client, "FROM scratch AS named-like-no-other\n")
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams("like-no-other"))
    assert [(it.name, it.location.uri) for it in found or ()] == [("named-like-no-other", uri)]


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
