"""What the client can do, as it says in `initialize`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pygls.uris import from_fs_path

from dockwright.lsp.from_lsp import Json
from dockwright.text.lines import Unit

# Ours count code points, so UTF-32 costs nothing, UTF-8 a pass over a line that is not ASCII, and UTF-16 as much;
# a client that counts in UTF-8 itself is spared its own translation.
_BEST_FIRST = (Unit.UTF32, Unit.UTF8, Unit.UTF16)


@dataclass(frozen=True)
class Client:
    """The capabilities that change what we send; a client that says nothing has none of them."""

    unit: Unit = Unit.UTF16
    markdown_hover: bool = False
    markdown_completion: bool = False
    snippets: bool = False
    has_our_snippets: bool = False
    """The client's extension contributes the snippets itself; from us each would come a second time."""

    label_details: bool = False
    inserts_as_is: bool = False
    insert_replace: bool = False
    hierarchical_symbols: bool = False
    line_folding_only: bool = False
    folding_limit: int | None = None
    definition_links: bool = False
    declaration_links: bool = False
    prepares_rename: bool = False
    formats_ranges: bool = False
    link_tooltips: bool = False
    code_action_literals: bool = False
    code_action_resolves_edit: bool = False
    code_action_data: bool = False
    preferred_code_actions: bool = False
    document_changes: bool = False
    pulls_diagnostics: bool = False
    """The client asks for diagnostics, and again when it is told to. One that cannot be told, such as Neovim 0.10,
    would show what held before its settings came until the next edit: it gets them pushed."""

    diagnostic_versions: bool = False
    diagnostic_related: bool = False
    diagnostic_links: bool = False
    diagnostic_data: bool = False
    diagnostic_tags: frozenset[int] = frozenset()
    inlay_hints: bool = False
    resolves_tooltips: bool = False
    refreshes_inlay_hints: bool = False
    code_lenses: bool = False
    refreshes_code_lenses: bool = False
    shows_references: str | None = None
    """The client's own command that lists places: URI, position and locations; as `completes_again`."""

    label_offsets: bool = False
    active_parameters: bool = False
    markdown_signatures: bool = False
    token_types: tuple[str, ...] | None = None
    """The kinds of semantic tokens that the client knows; `None` where it knows nothing of such tokens."""

    token_modifiers: tuple[str, ...] = ()
    configuration: bool = False
    registers_configuration: bool = False
    registers_watched_files: bool = False
    registers_diagnostics: bool = False
    applies_edits: bool = False
    shows_progress: bool = False
    workspace_folders: tuple[str, ...] = ()
    completes_again: str | None = None
    """The client's own command that asks for completions; no capability tells it, so its extension may."""

    trusts_workspace: bool = True
    """Whether the user trusts those who made the workspace's files; a client that has no such notion does not say."""

    settings: Mapping[str, Json] = field(default_factory=dict)
    """Settings that hold until the client is asked for them, or for good where it cannot be asked."""

    folder_settings: Mapping[str, Json] = field(default_factory=dict)
    """The same for single folders, by their URIs: what is found first shall not be what a folder has switched off."""

    @property
    def resolves_code_actions(self) -> bool:
        """Whether the client asks for an action's edits once it is chosen, and can then say which one it was."""
        return self.code_action_resolves_edit and self.code_action_data

    @property
    def wants_workspace_diagnostics(self) -> bool:
        """Whether the first settings say that Dockerfiles are looked at that are not open."""
        return any(self.settings.get(key) is True for key in ("workspaceDiagnostics", "workspace-diagnostics"))


def read(params: Json) -> Client:
    """The client of an `initialize` request; whatever is missing or of the wrong type counts as not said."""
    again = _at(params, "initializationOptions.completeAgainCommand")
    shows = _at(params, "initializationOptions.showReferencesCommand")
    options = _at(params, "initializationOptions")
    # Some editors let their users write all of this by hand; then the settings may also stand there as they are.
    settings = next((it for name in ("settings", "dockwright") if isinstance(it := _at(options, name), dict)), options)
    capabilities = _at(params, "capabilities")

    def can(path: str) -> bool:
        return _at(capabilities, path) is True

    def lists(path: str, value: str) -> bool:
        return value in _list(_at(capabilities, path))

    signature = "textDocument.signatureHelp.signatureInformation."
    completion = "textDocument.completion.completionItem."
    diagnostics = ("textDocument.publishDiagnostics.", "textDocument.diagnostic.")
    pulls = isinstance(_at(capabilities, "textDocument.diagnostic"), dict) and can(
        "workspace.diagnostics.refreshSupport"
    )
    limit = _at(capabilities, "textDocument.foldingRange.rangeLimit")
    return Client(
        unit=_unit(_list(_at(capabilities, "general.positionEncodings"))),
        markdown_hover=lists("textDocument.hover.contentFormat", "markdown"),
        markdown_completion=lists(completion + "documentationFormat", "markdown"),
        snippets=can(completion + "snippetSupport"),
        has_our_snippets=_at(params, "initializationOptions.snippets") == "client",
        inserts_as_is=1 in _list(_at(capabilities, completion + "insertTextModeSupport.valueSet")),
        label_details=can(completion + "labelDetailsSupport"),
        insert_replace=can(completion + "insertReplaceSupport"),
        hierarchical_symbols=can("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"),
        line_folding_only=can("textDocument.foldingRange.lineFoldingOnly"),
        folding_limit=limit if isinstance(limit, int) and limit > 0 else None,
        definition_links=can("textDocument.definition.linkSupport"),
        declaration_links=can("textDocument.declaration.linkSupport"),
        link_tooltips=can("textDocument.documentLink.tooltipSupport"),
        prepares_rename=can("textDocument.rename.prepareSupport"),
        formats_ranges=can("textDocument.rangeFormatting.rangesSupport"),
        code_action_literals=isinstance(_at(capabilities, "textDocument.codeAction.codeActionLiteralSupport"), dict),
        code_action_resolves_edit=lists("textDocument.codeAction.resolveSupport.properties", "edit"),
        code_action_data=can("textDocument.codeAction.dataSupport"),
        preferred_code_actions=can("textDocument.codeAction.isPreferredSupport"),
        document_changes=can("workspace.workspaceEdit.documentChanges"),
        pulls_diagnostics=pulls,
        diagnostic_versions=can("textDocument.publishDiagnostics.versionSupport"),
        diagnostic_related=any(can(path + "relatedInformation") for path in diagnostics),
        diagnostic_links=any(can(path + "codeDescriptionSupport") for path in diagnostics),
        diagnostic_data=any(can(path + "dataSupport") for path in diagnostics),
        diagnostic_tags=frozenset(
            tag
            for path in diagnostics
            for tag in _list(_at(capabilities, path + "tagSupport.valueSet"))
            if isinstance(tag, int)
        ),
        inlay_hints=isinstance(_at(capabilities, "textDocument.inlayHint"), dict),
        resolves_tooltips=lists("textDocument.inlayHint.resolveSupport.properties", "tooltip"),
        refreshes_inlay_hints=can("workspace.inlayHint.refreshSupport"),
        code_lenses=isinstance(_at(capabilities, "textDocument.codeLens"), dict),
        refreshes_code_lenses=can("workspace.codeLens.refreshSupport"),
        shows_references=shows if isinstance(shows, str) else None,
        label_offsets=can(signature + "parameterInformation.labelOffsetSupport"),
        active_parameters=can(signature + "activeParameterSupport"),
        markdown_signatures=lists(signature + "documentationFormat", "markdown"),
        token_types=_names(_at(capabilities, "textDocument.semanticTokens.tokenTypes")),
        token_modifiers=_names(_at(capabilities, "textDocument.semanticTokens.tokenModifiers")) or (),
        configuration=can("workspace.configuration"),
        registers_configuration=can("workspace.didChangeConfiguration.dynamicRegistration"),
        registers_watched_files=can("workspace.didChangeWatchedFiles.dynamicRegistration"),
        registers_diagnostics=can("textDocument.diagnostic.dynamicRegistration"),
        applies_edits=can("workspace.applyEdit"),
        shows_progress=can("window.workDoneProgress"),
        workspace_folders=tuple(_folders(params)),
        completes_again=again if isinstance(again, str) else None,
        trusts_workspace=_at(params, "initializationOptions.trusted") is not False,
        settings=settings if isinstance(settings, dict) else {},
        folder_settings=of_folders if isinstance(of_folders := _at(options, "folderSettings"), dict) else {},
    )


def _unit(offered: Iterable[Json]) -> Unit:
    names = set(filter(lambda name: isinstance(name, str), offered))
    # LSP 3.17: a client that offers nothing counts UTF-16, which every server must speak.
    return next((unit for unit in _BEST_FIRST if unit.value in names), Unit.UTF16)


def _folders(params: Json) -> Iterable[str]:
    """The URIs of the workspace's folders, by the newest of the three ways in which clients have named them."""
    uris = [_at(folder, "uri") for folder in _list(_at(params, "workspaceFolders"))] or [_at(params, "rootUri")]
    found = [uri for uri in uris if isinstance(uri, str)]
    path = _at(params, "rootPath")
    return found or ([uri] if isinstance(path, str) and path and (uri := from_fs_path(path)) else [])


def _names(value: Json) -> tuple[str, ...] | None:
    return tuple(it for it in value if isinstance(it, str)) if isinstance(value, list) else None


def _at(value: Json, path: str) -> Json:
    for name in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
