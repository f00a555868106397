"""Our answers in the protocol's words, as JSON; the other half of the one translation.

Plain dicts rather than generated classes: of a message with 100 diagnostics those would be built, validated and
taken apart again in twice the time that all the rest takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypedDict, cast
from urllib.parse import unquote

from dockwright.ide.results import (
    Action,
    Completions,
    Fold,
    Highlight,
    Hint,
    Item,
    ItemKind,
    Lens,
    Link,
    Markup,
    Signature,
    Signatures,
    StageItem,
    StageLink,
    Symbol,
    SymbolKind,
    Target,
)
from dockwright.lint.diagnostic import IN_ONE_INSTRUCTION, Diagnostic, Safety, Severity, Tag
from dockwright.lint.manual import address
from dockwright.lsp.client import Client
from dockwright.lsp.positions import LspRange, Positions
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

SOURCE = "dockwright"

Object = dict[str, Any]
"""A JSON object whose shape the protocol's specification gives."""

# LSP 3.17: DiagnosticTag, CompletionItemKind, SymbolKind.
_TAGS = {Tag.UNNECESSARY: 1, Tag.DEPRECATED: 2}
_ITEM_KINDS = {
    ItemKind.INSTRUCTION: 14,  # Keyword
    ItemKind.FLAG: 10,  # Property
    ItemKind.VALUE: 12,  # Value
    ItemKind.STAGE: 18,  # Reference
    ItemKind.IMAGE: 9,  # Module
    ItemKind.VARIABLE: 6,  # Variable
    ItemKind.SNIPPET: 15,  # Snippet
    ItemKind.FILE: 17,  # File
    ItemKind.FOLDER: 19,  # Folder
}
_SYMBOL_KINDS = {
    SymbolKind.DIRECTIVE: 7,  # Property
    SymbolKind.STAGE: 5,  # Class
    SymbolKind.INSTRUCTION: 6,  # Method
    SymbolKind.VARIABLE: 13,  # Variable
}
_SNIPPET = 2  # InsertTextFormat
_AS_IS = 1  # InsertTextMode

_BLANK_LINES = re.compile(r"\n{3,}")
_LINK = re.compile(r"\[([^]\n]*)\]\(([^)\n]*)\)")

_encode = json.JSONEncoder(separators=(",", ":")).encode


class TextEdit(TypedDict):
    """LSP 3.17, TextEdit."""

    range: LspRange
    newText: str


def edit(edit: Edit, positions: Positions) -> TextEdit:
    """One edit."""
    return {"range": positions.range(edit.range), "newText": edit.text}


def edits(edits: Iterable[Edit], positions: Positions) -> list[TextEdit]:
    """Several edits of one text."""
    return [edit(it, positions) for it in edits]


def workspace_edit(edits: Iterable[Edit], positions: Positions, uri: str, version: int, client: Client) -> Object:
    """Edits of one document; a client that can is told which version they are for, and refuses them for another."""
    changes = [edit(it, positions) for it in edits]
    if client.document_changes:
        return {"documentChanges": [{"textDocument": {"uri": uri, "version": version}, "edits": changes}]}
    return {"changes": {uri: changes}}


_Saying = tuple[str, str, Severity, tuple[Tag, ...], tuple[tuple[str, Safety], ...]]
"""All that makes up the words of a diagnostic."""

_MOST_SAID = 5000


class Diagnostics:
    """Diagnostics for one client, with as much as it can show.

    After a keystroke nearly every diagnostic says what it said before, at most on another line. So what it says is
    turned into JSON once and kept with it, and only the numbers of its range are written anew.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._at = self, "at"
        self._said: dict[_Saying, str] = {}

    def as_json(self, found: Iterable[Diagnostic], positions: Positions, uri: str) -> str:
        """The JSON text of an array of diagnostics."""
        lines = positions.lines
        texts = []
        place, line = 0, lines.line_of(0)
        key = self._at
        for it in found:
            memo = it.memo
            if IN_ONE_INSTRUCTION not in memo:
                texts.append(self._text(it, positions, uri))
                continue
            # An instruction begins at the start of a line, so what lies in it moves by whole lines.
            if it.shift != place:
                place = it.shift
                line = lines.line_of(place)
            kept = cast("tuple[int, str] | None", memo.get(key))
            if kept is None or kept[0] != line:
                kept = (line, self._text(it, positions, uri))
                memo[key] = kept
            texts.append(kept[1])
        return f"[{','.join(texts)}]"

    def _text(self, it: Diagnostic, positions: Positions, uri: str) -> str:
        position, unit = positions.lines.position, positions.unit
        range = it.range
        first, start = position(range.start, unit)
        if range.end < positions.lines.start(first + 1) and positions.lines.text.isascii():
            last, end = first, start + range.length
        else:
            last, end = position(range.end, unit)
        return (
            f'{{"range":{{"start":{{"line":{first},"character":{start}}},"end":{{"line":{last},"character":{end}}}}},'
            f"{self._what(it)}{self._where_else(it, positions, uri)}}}"
        )

    def as_objects(self, found: Iterable[Diagnostic], positions: Positions, uri: str) -> list[Object]:
        """The same as JSON objects."""
        objects: list[Object] = json.loads(self.as_json(found, positions, uri))
        return objects

    def _what(self, it: Diagnostic) -> str:
        said = it.memo.get(self)
        if said is None:
            said = it.memo[self] = self._encoded(it)
        return cast(str, said)

    def _encoded(self, it: Diagnostic) -> str:
        # A rule that is asked again finds the same again, and says it in the same words.
        fixes = tuple((fix.title, fix.safety) for fix in it.fixes) if self._client.diagnostic_data else ()
        saying = it.code, it.message, it.severity, it.tags, fixes
        said = self._said.get(saying)
        if said is None:
            if len(self._said) >= _MOST_SAID:
                self._said.clear()
            said = self._said[saying] = _encode(self._words(it))[1:-1]
        return said

    def _words(self, it: Diagnostic) -> Object:
        found: Object = {"severity": int(it.severity), "source": SOURCE, "message": it.message}
        if it.rule is not None:
            found["code"] = it.rule.id
            if self._client.diagnostic_links:
                found["codeDescription"] = {"href": address(it.rule)}
        tags = [_TAGS[tag] for tag in it.tags if _TAGS[tag] in self._client.diagnostic_tags]
        if tags:
            found["tags"] = tags
        if it.fixes and self._client.diagnostic_data:
            found["data"] = {"fixes": [{"title": fix.title, "safety": fix.safety.value} for fix in it.fixes]}
        return found

    def _where_else(self, it: Diagnostic, positions: Positions, uri: str) -> str:
        if not it.related or not self._client.diagnostic_related:
            return ""
        places = [{"location": location(it.range, positions, uri), "message": it.message} for it in it.related]
        return f',"relatedInformation":{_encode(places)}'


def location(range: TextRange, positions: Positions, uri: str) -> Object:
    """A range of a document."""
    return {"uri": uri, "range": positions.range(range)}


def markup(words: str, *, markdown: bool) -> Object:
    """Markdown for a client that shows it; another gets the same words without their marks."""
    return {"kind": "markdown", "value": words} if markdown else {"kind": "plaintext", "value": plain(words)}


def plain(markdown: str) -> str:
    """The words of Markdown: fences, emphasis, code marks and rules are left out, addresses inside of a line too."""
    shown, fenced = [], False
    for line in markdown.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            shown.append(line)
        elif alone := _LINK.fullmatch(line):
            # What is nothing but a link is there to be followed.
            shown.append(f"{alone[1]}: {alone[2]}")
        elif line != "---":
            shown.append(_LINK.sub(r"\1", line).replace("**", "").replace("`", ""))
    return _BLANK_LINES.sub("\n\n", "\n".join(shown))


def hover(it: Markup, positions: Positions, client: Client) -> Object:
    """What a hover shows."""
    return {"contents": markup(it.markdown, markdown=client.markdown_hover), "range": positions.range(it.range)}


def completion(found: Completions, positions: Positions, client: Client) -> Object:
    """The completions of one place; their documentation follows when one of them is looked at."""
    return {"isIncomplete": found.is_incomplete, "items": [_item(it, positions, client) for it in found.items]}


def _item(it: Item, positions: Positions, client: Client) -> Object:
    expands = it.snippet and client.snippets
    text = it.edit.text if expands or not it.snippet else it.plain or it.edit.text
    found: Object = {
        "label": it.label,
        "kind": _ITEM_KINDS[it.kind],
        "textEdit": edit(Edit(it.edit.range, text), positions),
    }
    if it.detail:
        if client.label_details:
            found["labelDetails"] = {"description": it.detail}
        else:
            found["detail"] = it.detail
    if expands:
        found["insertTextFormat"] = _SNIPPET
    if "\n" in text and client.inserts_as_is:
        # An editor that indented the lines of a heredoc would keep it from ending.
        found["insertTextMode"] = _AS_IS
    if it.sort:
        found["sortText"] = it.sort
    if it.filter:
        found["filterText"] = it.filter
    if it.also:
        found["additionalTextEdits"] = [edit(also, positions) for also in it.also]
    if it.deprecated:
        found["deprecated"] = True
    if it.goes_on and client.completes_again:
        found["command"] = {"title": "Complete further", "command": client.completes_again}
    if it.documentation:
        found["documentation"] = documentation(it.documentation, client)
    elif it.key:
        found["data"] = {"key": it.key}
    return found


def documentation(words: str, client: Client) -> Object:
    """What is shown beside a completion that is looked at."""
    return markup(words, markdown=client.markdown_completion)


def symbols(found: Iterable[Symbol], positions: Positions, uri: str, client: Client) -> list[Object]:
    """A file's outline: a tree, or for a client that knows no trees a list in which each names its parent."""
    if client.hierarchical_symbols:
        return [_symbol(it, positions) for it in found]
    return [it for symbol in found for it in _flat(symbol, None, positions, uri)]


def _symbol(it: Symbol, positions: Positions) -> Object:
    found: Object = {
        "name": it.name or " ",  # An empty name makes VS Code refuse the whole outline.
        "kind": _SYMBOL_KINDS[it.kind],
        "range": positions.range(it.range),
        "selectionRange": positions.range(it.focus),
    }
    if it.detail:
        found["detail"] = it.detail
    if it.deprecated:
        found["tags"] = [1]
    if it.children:
        found["children"] = [_symbol(child, positions) for child in it.children]
    return found


def _flat(it: Symbol, parent: Symbol | None, positions: Positions, uri: str) -> Iterable[Object]:
    found: Object = {
        "name": it.name or " ",
        "kind": _SYMBOL_KINDS[it.kind],
        "location": location(it.range, positions, uri),
    }
    if parent is not None:
        found["containerName"] = parent.name
    yield found
    for child in it.children:
        yield from _flat(child, it, positions, uri)


def targets(
    found: Iterable[Target], positions: Positions, uri: str, path: str | None, *, with_links: bool
) -> list[Object]:
    """Where a name leads; a client that knows links is told what led there, and all that is declared there.

    `path` is where the text lies.
    """
    shown: list[Object] = []
    for it in found:
        there = uri
        if it.path:
            if path is None:
                continue
            there = _file_of_context(path, it.path)
        if with_links:
            shown.append(
                {
                    "originSelectionRange": positions.range(it.origin),
                    "targetUri": there,
                    "targetRange": positions.range(it.range),
                    "targetSelectionRange": positions.range(it.focus),
                }
            )
        else:
            shown.append(location(it.focus, positions, there))
    return shown


def _file_of_context(path: str, place: str) -> str:
    """The URI of a file of the build context, which is taken to be beside the text at `path`."""
    return (Path(path).absolute().parent / place).as_uri()


def highlight(it: Highlight, positions: Positions) -> Object:
    """A place to be marked; LSP 3.17, DocumentHighlightKind: 2 is Read, 3 is Write."""
    return {"range": positions.range(it.range), "kind": 3 if it.sets else 2}


def hint(it: Hint, positions: Positions, uri: str, version: int, client: Client) -> Object:
    """Words between those of the text; what is said of them follows when somebody looks."""
    found: Object = {"position": positions.position(it.offset), "label": it.label, "paddingLeft": True}
    if client.resolves_tooltips:
        found["data"] = {"uri": uri, "version": version, "offset": it.offset, "kind": it.kind}
    else:
        found["tooltip"] = tooltip(it)
    return found


def tooltip(it: Hint) -> Object:
    """What is said of a hint; no capability tells that a client knows no Markdown here."""
    return markup(it.tooltip(), markdown=True)


def lens(it: Lens, positions: Positions, uri: str, version: int) -> Object:
    """The place of a lens; its words follow when it comes into view."""
    data = {"uri": uri, "version": version, "start": it.range.start, "kind": it.kind}
    return {"range": positions.range(it.range), "data": data}


def command_of_lens(it: Lens, positions: Positions, uri: str, client: Client) -> Object:
    """The words of a lens, and where they lead, if the client has a command that leads there."""
    places = it.places()
    if not places or client.shows_references is None:
        return {"title": it.title(), "command": ""}
    start = positions.position(it.range.start)
    locations = [location(place, positions, uri) for place in places]
    return {"title": it.title(), "command": client.shows_references, "arguments": [uri, start, locations]}


def signatures(found: Signatures, client: Client) -> Object:
    """The forms of what is being typed."""
    answer: Object = {
        "signatures": [_signature(it, client) for it in found.signatures],
        "activeSignature": found.active,
    }
    return answer | _active(found.signatures[found.active])


def _signature(it: Signature, client: Client) -> Object:
    parameters: list[Object] = []
    for one in it.parameters:
        label = [one.range.start, one.range.end] if client.label_offsets else one.range.slice(it.label)
        parameters.append({"label": label})
        if one.documentation:
            parameters[-1]["documentation"] = markup(one.documentation, markdown=client.markdown_signatures)
    words = markup(it.documentation, markdown=client.markdown_signatures)
    found: Object = {"label": it.label, "documentation": words, "parameters": parameters}
    return found | _active(it) if client.active_parameters else found


def _active(it: Signature) -> Object:
    # Without a number the first part would count as active; of a number beyond the last no part does.
    return {"activeParameter": it.active if it.active is not None else len(it.parameters)}


def links(found: Iterable[Link], positions: Positions, path: str | None, client: Client) -> list[Object]:
    """What leads elsewhere; `path` is where the text lies."""
    shown: list[Object] = []
    for it in found:
        target = it.url
        if not target and path is not None:
            target = _file_of_context(path, it.path)
        if target:
            one: Object = {"range": positions.range(it.range), "target": target}
            if client.link_tooltips:
                one["tooltip"] = it.tooltip
            shown.append(one)
    return shown


def nested(ranges: Iterable[TextRange], positions: Positions) -> Object | None:
    """Ranges of which each lies inside the next, as the innermost with its parents."""
    found: Object | None = None
    for range in reversed(tuple(ranges)):
        found = {"range": positions.range(range)} | ({"parent": found} if found else {})
    return found


def workspace_symbols(found: Iterable[Symbol], positions: Positions, uri: str) -> list[Object]:
    """Names of a file, to be shown among those of others."""
    return [
        {
            "name": it.name or " ",
            "kind": _SYMBOL_KINDS[it.kind],
            "location": location(it.focus, positions, uri),
            "containerName": unquote(uri.rpartition("/")[2]),
        }
        for it in found
    ]


def stage_item(it: StageItem, positions: Positions, uri: str) -> Object:
    """A stage as an item of the call hierarchy; a client sends it back as it is to ask on."""
    return {
        "name": it.name,
        "kind": _SYMBOL_KINDS[SymbolKind.STAGE],
        "detail": it.detail,
        "uri": uri,
        "range": positions.range(it.range),
        "selectionRange": positions.range(it.focus),
        "data": {"stage": it.index},
    }


def stage_link(it: StageLink, end: str, positions: Positions, uri: str) -> Object:
    """A stage at one `end` of a use, `from` or `to`, and where the one that uses says so."""
    return {end: stage_item(it.stage, positions, uri), "fromRanges": [positions.range(range) for range in it.ranges]}


def folding(folds: Iterable[Fold], positions: Positions, client: Client) -> list[Object]:
    """What can be folded, as much as the client wants."""
    found: list[Object] = []
    for it in folds:
        start, end = positions.position(it.range.start), positions.position(it.range.end)
        if start["line"] == end["line"]:
            continue
        one: Object = {"startLine": start["line"], "endLine": end["line"]}
        if not client.line_folding_only:
            one |= {"startCharacter": start["character"], "endCharacter": end["character"]}
        if it.kind is not None:
            one["kind"] = it.kind.value
        found.append(one)
    return found[: client.folding_limit]


def code_action(
    it: Action, positions: Positions, uri: str, version: int, client: Client, diagnostics: Diagnostics, data: Object
) -> Object:
    """One action; its edits follow when it is chosen, where the client can ask for them then."""
    found: Object = {"title": it.title, "kind": it.kind}
    if it.diagnostics:
        found["diagnostics"] = diagnostics.as_objects(it.diagnostics, positions, uri)
    if it.is_preferred and client.preferred_code_actions:
        found["isPreferred"] = True
    if client.resolves_code_actions:
        found["data"] = data
    else:
        found["edit"] = workspace_edit(it.edits(), positions, uri, version, client)
    return found
