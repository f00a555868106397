"""The same over stdio with what VS Code and Neovim say of themselves, as users have them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities, make_test_lsp_client

from tests.support.client import PATIENCE, environment

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.filterwarnings("error::pytest_lsp.LspSpecificationWarning"),
]

BAD = "FROM alpine:3.20\nMAINTAINER Jane\nUSER 1000\n"


def make_client() -> LanguageClient:
    """pytest-lsp's client, taught to register and to make edits as both editors do."""
    made = make_test_lsp_client()
    made.applied = []
    made.stale = False
    for method in (
        types.CLIENT_REGISTER_CAPABILITY,
        types.WORKSPACE_INLAY_HINT_REFRESH,
        types.WORKSPACE_CODE_LENS_REFRESH,
    ):
        made.feature(method)(lambda params: None)

    @made.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        made.applied.append(params)
        return types.ApplyWorkspaceEditResult(applied=not made.stale, failure_reason="stale" if made.stale else None)

    return made


@pytest_lsp.fixture(
    scope="module",
    params=["visual-studio-code", "neovim"],
    config=ClientServerConfig(
        client_factory=make_client, server_command=[sys.executable, "-m", "dockwright", "lsp"], server_env=environment()
    ),
)
async def client(
    request: pytest.FixtureRequest, lsp_client: LanguageClient, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    folder = tmp_path_factory.mktemp("work")
    (folder / "Dockerfile").write_text(BAD)
    capabilities = client_capabilities(request.param)
    # The records are of versions that do not pull for a workspace, which is what is tried here.
    assert capabilities.text_document is not None
    assert capabilities.workspace is not None
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities(dynamic_registration=True)
    capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    lsp_client.folder = folder
    lsp_client.answer = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="work")],
            initialization_options={"settings": {"workspaceDiagnostics": True}},
        )
    )
    yield
    await lsp_client.shutdown_session()


async def pull(client: LanguageClient, *previous: types.PreviousResultId) -> list[Any]:
    params = types.WorkspaceDiagnosticParams(previous_result_ids=list(previous))
    report = await asyncio.wait_for(client.workspace_diagnostic_async(params), PATIENCE)
    return list(report.items)


async def run(client: LanguageClient, command: str, *arguments: Any) -> Any:
    params = types.ExecuteCommandParams(command=command, arguments=list(arguments))
    return await asyncio.wait_for(client.workspace_execute_command_async(params), PATIENCE)


async def test_a_closed_file_is_reported_once(client: LanguageClient) -> None:
    assert client.answer.capabilities.diagnostic_provider.workspace_diagnostics is True
    path: Path = client.folder / "Dockerfile"
    (full,) = await pull(client)
    assert isinstance(full, types.WorkspaceFullDocumentDiagnosticReport)
    assert (full.uri, full.version) == (path.as_uri(), None)
    assert "maintainer-deprecated" in {it.code for it in full.items}
    assert full.result_id is not None
    (same,) = await pull(client, types.PreviousResultId(uri=full.uri, value=full.result_id))
    assert isinstance(same, types.WorkspaceUnchangedDocumentDiagnosticReport)
    assert same.result_id == full.result_id


async def test_commands(client: LanguageClient) -> None:
    uri = "file:///elsewhere/Dockerfile"
    item = types.TextDocumentItem(uri=uri, language_id="dockerfile", version=3, text=BAD)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    assert (await run(client, "dockwright.explainRule", "DL4000")).startswith("# maintainer-deprecated")
    assert (await run(client, "dockwright.syntaxTree", uri)).startswith("From 0..16")
    applied = await run(client, "dockwright.fixAll", uri)
    assert (applied["applied"] if isinstance(applied, dict) else applied.applied) is True
    edit = client.applied[-1].edit
    if client.capabilities.workspace.workspace_edit.document_changes:
        (document,) = edit.document_changes
        assert document.text_document.version == 3
    else:
        assert edit.changes[uri]
    client.stale = True
    with pytest.raises(Exception, match="did not change the text: stale"):
        await run(client, "dockwright.fixAll", uri)
    with pytest.raises(Exception, match="there is no command"):
        await run(client, "dockwright.nothing")


async def test_a_folder_may_come_and_go(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "Containerfile").write_text(BAD)
    folder = types.WorkspaceFolder(uri=tmp_path.as_uri(), name="more")
    for added, removed, count in (([folder], [], 2), ([], [folder], 1)):
        event = types.WorkspaceFoldersChangeEvent(added=added, removed=removed)
        client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event=event))
        assert len(await pull(client)) == count


async def test_nothing_was_shown_to_the_user_unasked(client: LanguageClient) -> None:
    assert client.messages == []
    assert [it for it in client.log_messages if it.type == types.MessageType.Error] == []
