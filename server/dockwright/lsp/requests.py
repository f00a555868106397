"""What a client asks: one short function a request, from its words to ours, through `ide`, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dockwright.formatter.options import Options
from dockwright.ide import analysis
from dockwright.ide.results import Action, Hint, Lens, Refusal
from dockwright.lsp import commands, from_lsp, to_lsp
from dockwright.lsp.from_lsp import Json
from dockwright.lsp.positions import Positions
from dockwright.lsp.protocol import ContentModified, Refused
from dockwright.lsp.session import Session
from dockwright.semantic.document import Document
from dockwright.text.ranges import TextRange
from dockwright.workspace.workspace import Snapshot

Request = Callable[[Session, Json], Json]

ALL: dict[str, Request] = {}
"""Each request that we answer, by its method."""

NEVER_NULL: set[str] = set()
"""Those whose answer may not be null (LSP 3.17): where they fail they are refused."""


def request(method: str, *, never_null: bool = False) -> Callable[[Request], Request]:
    """Answer a request of the protocol by the function that follows."""

    def add(function: Request) -> Request:
        ALL[method] = function
        if never_null:
            NEVER_NULL.add(method)
        return function

    return add


@dataclass(frozen=True)
class Asked:
    """The text that a request is about, and its positions for this client."""

    snapshot: Snapshot
    positions: Positions

    @property
    def document(self) -> Document:
        """What the text means."""
        return self.snapshot.document


def _asked_about(session: Session, uri: str) -> Asked | None:
    """What a request is about; `None` where the text is not open, no Dockerfile or too long."""
    snapshot = session.texts.get(uri)
    if snapshot is None or not snapshot.is_analysed:
        return None
    return Asked(snapshot, Positions(snapshot.lines, session.client.unit))


Question = Callable[[Session, Asked, Json], Json]


def question(method: str, *, otherwise: Json = None) -> Callable[[Question], Question]:
    """Answer a request about a text by the function that follows, or with `otherwise` where there is nothing to ask."""

    def add(function: Question) -> Question:
        def answer(session: Session, params: Json) -> Json:
            asked = _asked_about(session, from_lsp.uri(params))
            return otherwise if asked is None else function(session, asked, params)

        ALL[method] = answer
        return function

    return add


@request("textDocument/diagnostic", never_null=True)
def diagnostic(session: Session, params: Json) -> Json:
    """The diagnostics of a text, or that they are those that the client has already."""
    snapshot = session.texts.get(from_lsp.uri(params))
    if snapshot is None:
        return {"kind": "full", "items": []}
    previous = from_lsp.member(params, "previousResultId")
    return session.publishing.pull(snapshot, previous if isinstance(previous, str) else None)


@request("workspace/diagnostic", never_null=True)
def workspace_diagnostic(session: Session, params: Json) -> Json:
    """The promise of the diagnostics of a whole workspace."""
    return session.workspace_diagnostics.pull(params)


@request("workspace/executeCommand", never_null=True)
def execute_command(session: Session, params: Json) -> Json:
    """Do something by name; what it comes to, or the promise of it."""
    return commands.execute(session, params)


@question("textDocument/hover")
def hover(session: Session, asked: Asked, params: Json) -> Json:
    """What is to be said about a place in a text."""
    snapshot, offset = asked.snapshot, from_lsp.offset(params, asked.positions)
    findings = session.found(snapshot)
    settings = session.settings.of(snapshot.path)
    found = analysis.hover(snapshot.document, offset, session.rules, settings, findings)
    return to_lsp.hover(found, asked.positions, session.client) if found else None


@question("textDocument/completion")
def completion(session: Session, asked: Asked, params: Json) -> Json:
    """What can be typed at a place of a text."""
    offset = from_lsp.offset(params, asked.positions)
    neighbours = session.neighbours
    asked_for: list[bool] = []

    def nearby() -> Sequence[str]:
        found = neighbours.images(asked.snapshot.path, session.texts)
        asked_for.append(neighbours.is_complete)
        return found

    def contexts() -> Sequence[str]:
        path = asked.snapshot.path
        folder = session.folders.of(path)
        return () if path is None else session.build_files.contexts(path, folder.path if folder else None)

    found = analysis.completion(
        asked.document,
        offset,
        with_snippets=not session.client.has_our_snippets,
        rules=session.rules,
        nearby=nearby,
        contexts=contexts,
        unasked=from_lsp.member(params, "context") is not None
        and from_lsp.member(params, "context", "triggerCharacter") in (" ", ".", "/"),
    )
    if not all(asked_for):
        found = replace(found, is_incomplete=True)
    return to_lsp.completion(found, asked.positions, session.client)


@request("completionItem/resolve", never_null=True)
def completion_item_resolve(session: Session, params: Json) -> Json:
    """The documentation of a completion that the user looks at."""
    if not from_lsp.member(params, "data"):
        return params
    words = analysis.documentation(from_lsp.text(params, "data", "key"), session.rules)
    return {**params, "documentation": to_lsp.documentation(words, session.client)} if words else params


@question("textDocument/documentSymbol")
def document_symbol(session: Session, asked: Asked, params: Json) -> Json:
    """The outline of a text."""
    return to_lsp.symbols(analysis.symbols(asked.document), asked.positions, asked.snapshot.uri, session.client)


@question("textDocument/foldingRange")
def folding_range(session: Session, asked: Asked, params: Json) -> Json:
    """What can be folded away in a text."""
    return to_lsp.folding(analysis.folding(asked.document), asked.positions, session.client)


@question("textDocument/definition")
def definition(session: Session, asked: Asked, params: Json) -> Json:
    """Where the meaning of a name comes from."""
    found = analysis.definition(asked.document, from_lsp.offset(params, asked.positions))
    snapshot, with_links = asked.snapshot, session.client.definition_links
    return to_lsp.targets(found, asked.positions, snapshot.uri, snapshot.path, with_links=with_links)


@question("textDocument/declaration")
def declaration(session: Session, asked: Asked, params: Json) -> Json:
    """Where a name is declared first."""
    found = analysis.declaration(asked.document, from_lsp.offset(params, asked.positions))
    snapshot, with_links = asked.snapshot, session.client.declaration_links
    return to_lsp.targets(found, asked.positions, snapshot.uri, snapshot.path, with_links=with_links)


@question("textDocument/references")
def references(session: Session, asked: Asked, params: Json) -> Json:
    """Every place that names the same."""
    offset = from_lsp.offset(params, asked.positions)
    with_declarations = from_lsp.member(params, "context", "includeDeclaration") is not False
    found = analysis.references(asked.document, offset, with_declarations=with_declarations)
    return [to_lsp.location(it, asked.positions, asked.snapshot.uri) for it in found]


@question("textDocument/documentHighlight")
def document_highlight(session: Session, asked: Asked, params: Json) -> Json:
    """The same, to be marked in the text."""
    found = analysis.highlights(asked.document, from_lsp.offset(params, asked.positions))
    return [to_lsp.highlight(it, asked.positions) for it in found]


@question("textDocument/prepareRename")
def prepare_rename(session: Session, asked: Asked, params: Json) -> Json:
    """What would be renamed; a refusal says why it cannot be."""
    found = analysis.prepare_rename(asked.document, from_lsp.offset(params, asked.positions))
    if isinstance(found, Refusal):
        raise Refused(_sentence(found))
    return None if found is None else {"range": asked.positions.range(found.range), "placeholder": found.name}


@question("textDocument/rename")
def rename(session: Session, asked: Asked, params: Json) -> Json:
    """The edits that rename something; a refusal says why it cannot be called so."""
    name = from_lsp.text(params, "newName")
    found = analysis.rename(asked.document, from_lsp.offset(params, asked.positions), name)
    if isinstance(found, Refusal):
        raise Refused(_sentence(found))
    if found is None:
        return None
    uri, version = asked.snapshot.uri, asked.snapshot.version
    return to_lsp.workspace_edit(found, asked.positions, uri, version, session.client)


@question("textDocument/documentLink")
def document_link(session: Session, asked: Asked, params: Json) -> Json:
    """What in a text leads elsewhere."""
    found = analysis.links(asked.document, session.rules)
    return to_lsp.links(found, asked.positions, asked.snapshot.path, session.client)


@question("textDocument/linkedEditingRange")
def linked_editing_range(session: Session, asked: Asked, params: Json) -> Json:
    """What changes together with the name at a place."""
    found = analysis.linked_editing(asked.document, from_lsp.offset(params, asked.positions))
    if found is None:
        return None
    return {"ranges": [asked.positions.range(it) for it in found.ranges], "wordPattern": found.pattern}


@request("textDocument/selectionRange")
def selection_range(session: Session, params: Json) -> Json:
    """What the selection at each of some places grows to."""
    asked = _asked_about(session, from_lsp.uri(params))
    places = from_lsp.positions(params, "positions")
    if asked is None:
        return None
    document, positions = asked.document, asked.positions
    return [to_lsp.nested(analysis.selection_range(document, positions.offset(it)), positions) for it in places]


@request("workspace/symbol")
def workspace_symbol(session: Session, params: Json) -> Json:
    """The stages and global arguments of a workspace whose names fit a query, or the promise of them."""
    return session.workspace_symbols.find(params)


@question("textDocument/prepareCallHierarchy")
def prepare_call_hierarchy(session: Session, asked: Asked, params: Json) -> Json:
    """The stage at a place, to be asked for those that use it and those that it uses."""
    found = analysis.stage_at(asked.document, from_lsp.offset(params, asked.positions))
    return None if found is None else [to_lsp.stage_item(found, asked.positions, asked.snapshot.uri)]


@request("callHierarchy/incomingCalls")
def incoming_calls(session: Session, params: Json) -> Json:
    """The stages that build on a stage or take something from it."""
    asked = _asked_about(session, from_lsp.text(params, "item", "uri"))
    index = from_lsp.number(params, "item", "data", "stage")
    if asked is None:
        return None
    found = analysis.users_of_stage(asked.document, index)
    return [to_lsp.stage_link(it, "from", asked.positions, asked.snapshot.uri) for it in found]


@request("callHierarchy/outgoingCalls")
def outgoing_calls(session: Session, params: Json) -> Json:
    """The stages that a stage builds on or takes something from."""
    asked = _asked_about(session, from_lsp.text(params, "item", "uri"))
    index = from_lsp.number(params, "item", "data", "stage")
    if asked is None:
        return None
    found = analysis.used_by_stage(asked.document, index)
    return [to_lsp.stage_link(it, "to", asked.positions, asked.snapshot.uri) for it in found]


def _sentence(refusal: Refusal) -> str:
    return f"{refusal.reason[:1].upper()}{refusal.reason[1:]}."


@question("textDocument/inlayHint")
def inlay_hint(session: Session, asked: Asked, params: Json) -> Json:
    """What stands between the words of a part of a text without being written there."""
    found = _hints(session, asked.snapshot, from_lsp.text_range(params, asked.positions, "range"))
    return [
        to_lsp.hint(it, asked.positions, asked.snapshot.uri, asked.snapshot.version, session.client) for it in found
    ]


@request("inlayHint/resolve", never_null=True)
def inlay_hint_resolve(session: Session, params: Json) -> Json:
    """What is said of a hint that the user looks at."""
    snapshot = _version_asked(session, params)
    offset, kind = from_lsp.number(params, "data", "offset"), from_lsp.text(params, "data", "kind")
    for it in _hints(session, snapshot, TextRange(offset, offset)):
        if (it.kind, it.label) == (kind, from_lsp.member(params, "label")):
            return {**params, "tooltip": to_lsp.tooltip(it)}
    return params


@question("textDocument/codeLens")
def code_lens(session: Session, asked: Asked, params: Json) -> Json:
    """What stands above the stages of a text."""
    uri, version = asked.snapshot.uri, asked.snapshot.version
    return [to_lsp.lens(it, asked.positions, uri, version) for it in _lenses(session, asked.snapshot)]


@request("codeLens/resolve", never_null=True)
def code_lens_resolve(session: Session, params: Json) -> Json:
    """What a lens says that comes into view."""
    snapshot = _version_asked(session, params)
    start, kind = from_lsp.number(params, "data", "start"), from_lsp.text(params, "data", "kind")
    positions = Positions(snapshot.lines, session.client.unit)
    for it in _lenses(session, snapshot):
        if (it.kind, it.range.start) == (kind, start):
            return {**params, "command": to_lsp.command_of_lens(it, positions, snapshot.uri, session.client)}
    raise ContentModified


def _hints(session: Session, snapshot: Snapshot, range: TextRange) -> list[Hint]:
    return analysis.inlay_hints(snapshot.document, range, session.settings.of(snapshot.path))


def _lenses(session: Session, snapshot: Snapshot) -> list[Lens]:
    return analysis.code_lenses(snapshot.document, session.settings.of(snapshot.path))


def _version_asked(session: Session, params: Json) -> Snapshot:
    """The version of a text that the answer was about which is to be completed; for another it would be wrong."""
    snapshot = session.texts.get(from_lsp.text(params, "data", "uri"))
    if snapshot is None or snapshot.version != from_lsp.member(params, "data", "version"):
        raise ContentModified
    return snapshot


@question("textDocument/signatureHelp")
def signature_help(session: Session, asked: Asked, params: Json) -> Json:
    """The forms of what is being typed at a place."""
    offset = from_lsp.offset(params, asked.positions)
    # Of clients that say why they ask: because a character was typed, and not at the user's wish.
    context = from_lsp.member(params, "context")
    unasked = isinstance(context, dict) and context.get("triggerKind") in (2, 3)
    found = analysis.signature_help(asked.document, offset, unasked=unasked)
    return to_lsp.signatures(found, session.client) if found is not None else None


@question("textDocument/semanticTokens/full")
def semantic_tokens_full(session: Session, asked: Asked, params: Json) -> Json:
    """What each stretch of a text is."""
    return session.highlighting.full(asked.snapshot.uri, analysis.semantic_tokens(asked.document))


@question("textDocument/semanticTokens/full/delta")
def semantic_tokens_full_delta(session: Session, asked: Asked, params: Json) -> Json:
    """How that differs from what was answered last."""
    tokens = analysis.semantic_tokens(asked.document)
    return session.highlighting.delta(asked.snapshot.uri, tokens, from_lsp.member(params, "previousResultId"))


@question("textDocument/semanticTokens/range")
def semantic_tokens_range(session: Session, asked: Asked, params: Json) -> Json:
    """What each stretch of a part of a text is."""
    range = from_lsp.text_range(params, asked.positions, "range")
    return session.highlighting.range(analysis.semantic_tokens(asked.document), range)


@question("textDocument/formatting")
def formatting(session: Session, asked: Asked, params: Json) -> Json:
    """The edits that lay out a text."""
    return to_lsp.edits(analysis.formatting(asked.document, _layout(session, asked, params)), asked.positions)


@question("textDocument/rangeFormatting")
def range_formatting(session: Session, asked: Asked, params: Json) -> Json:
    """The edits that lay out the instructions which a selection touches."""
    range = from_lsp.text_range(params, asked.positions, "range")
    found = analysis.formatting(asked.document, _layout(session, asked, params), range)
    return to_lsp.edits(found, asked.positions)


@question("textDocument/rangesFormatting")
def ranges_formatting(session: Session, asked: Asked, params: Json) -> Json:
    """The same for several selections, such as the lines that were changed since the last commit (LSP 3.18)."""
    ranges = [from_lsp.text_range(it, asked.positions) for it in from_lsp.items(params, "ranges")]
    document, layout = asked.document, _layout(session, asked, params)
    found = {edit for range in ranges for edit in analysis.formatting(document, layout, range)}
    return to_lsp.edits(sorted(found), asked.positions)


@question("textDocument/onTypeFormatting")
def on_type_formatting(session: Session, asked: Asked, params: Json) -> Json:
    """The edits after a line break was typed: how the new line is indented."""
    if from_lsp.text(params, "ch") != "\n":
        return []
    offset = from_lsp.offset(params, asked.positions)
    found = analysis.on_new_line(asked.document, offset, _layout(session, asked, params))
    return to_lsp.edits(found, asked.positions)


def _layout(session: Session, asked: Asked, params: Json) -> Options:
    return session.settings.layout(asked.snapshot.path, from_lsp.layout(params))


@question("textDocument/codeAction", otherwise=[])
def code_action(session: Session, asked: Asked, params: Json) -> Json:
    """What can be done about a range; of the kinds that the client asks for, if it asks for some."""
    if not session.client.code_action_literals:
        return []
    range = from_lsp.text_range(params, asked.positions, "range")
    only = from_lsp.member(params, "context", "only")
    # What changes the whole file takes long to work out; a client that cannot ask for it later must ask for it now.
    at_once = [""] if session.client.resolves_code_actions else ["quickfix", "refactor"]
    wanted = only if isinstance(only, list) else at_once
    # Nor are such actions offered for a selection of many lines: each problem there may bring one of its own.
    line_of = asked.snapshot.lines.line_of
    is_wide = not session.client.resolves_code_actions and line_of(range.start) != line_of(range.end)
    uri, version = asked.snapshot.uri, asked.snapshot.version
    return [
        to_lsp.code_action(
            it,
            asked.positions,
            uri,
            version,
            session.client,
            session.publishing.written,
            {"uri": uri, "version": version, "start": range.start, "end": range.end, "number": number},
        )
        for number, it in _actions(session, asked.snapshot, range, wanted)
        if not (is_wide and it.is_of_file)
    ]


@request("codeAction/resolve", never_null=True)
def code_action_resolve(session: Session, params: Json) -> Json:
    """The edits of an action that the user has chosen; for another version of the text they would be wrong."""
    snapshot = _version_asked(session, params)
    range = TextRange(from_lsp.number(params, "data", "start"), from_lsp.number(params, "data", "end"))
    kind, title = from_lsp.member(params, "kind"), from_lsp.member(params, "title")
    chosen = (kind, title, from_lsp.number(params, "data", "number"))
    offered = _actions(session, snapshot, range, [kind])
    action = next((it for number, it in offered if (it.kind, it.title, number) == chosen), None)
    if action is None:
        raise ContentModified
    positions = Positions(snapshot.lines, session.client.unit)
    edit = to_lsp.workspace_edit(action.edits(), positions, snapshot.uri, snapshot.version, session.client)
    return {**params, "edit": edit}


def _actions(session: Session, snapshot: Snapshot, range: TextRange, wanted: list[Json]) -> list[tuple[int, Action]]:
    """The actions of the kinds that are wanted, each with its number among those of its kind and title.

    So one is found again where meanwhile others have come, such as what ShellCheck has to say.
    """
    settings = session.settings.of(snapshot.path)
    document, rules = snapshot.document, session.rules
    found: list[Action] = []
    if any(not _is_kind(str(kind), "refactor") for kind in wanted):
        found += analysis.code_actions(document, range, rules, settings, session.companion.found(snapshot))
    if any(_is_kind("refactor", kind) or _is_kind(str(kind), "refactor") for kind in wanted):
        found += analysis.refactorings(document, range, rules, settings)
    counts: Counter[tuple[str, str]] = Counter()
    numbered: list[tuple[int, Action]] = []
    for it in found:
        if any(_is_kind(it.kind, kind) for kind in wanted):
            numbered.append((counts[it.kind, it.title], it))
            counts[it.kind, it.title] += 1
    return numbered


def _is_kind(kind: str, wanted: Json) -> bool:
    """Whether `kind` is `wanted` or lies below it (LSP 3.17, CodeActionKind: kinds are paths with dots)."""
    return isinstance(wanted, str) and f"{kind}.".startswith(f"{wanted}." if wanted else "")
