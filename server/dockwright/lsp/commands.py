"""What a client can have done by name (LSP 3.17, workspace/executeCommand).

Commands that change a text have the client change it: for the version that they were worked out for, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from dockwright.ide import analysis
from dockwright.lsp import from_lsp, to_lsp
from dockwright.lsp.advertised import EXPLAIN_RULE, FIX_ALL, ORDER_FOR_THE_CACHE, SYNTAX_TREE
from dockwright.lsp.background import Work
from dockwright.lsp.client import Client
from dockwright.lsp.from_lsp import InvalidParams, Json
from dockwright.lsp.positions import Positions
from dockwright.lsp.protocol import ContentModified, Refused
from dockwright.lsp.session import Session
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.spelling import did_you_mean
from dockwright.workspace.context import FolderContext
from dockwright.workspace.workspace import Snapshot

# Shorter texts are done before anybody has seen that something is in progress.
_LONG_TEXT = 20_000

_Command = Callable[[Session, Json, Sequence[Json]], Json]


def execute(session: Session, params: Json) -> Json:
    """Do what a command says, with its arguments."""
    name = from_lsp.text(params, "command")
    command = _COMMANDS.get(name)
    if command is None:
        raise InvalidParams(f"params.command: there is no command {name!r}{did_you_mean(name, _COMMANDS)}")
    arguments = from_lsp.items(params, "arguments") if from_lsp.member(params, "arguments") is not None else ()
    return command(session, params, arguments)


def _fix_all(session: Session, params: Json, arguments: Sequence[Json]) -> Json:
    """`uri`, and perhaps `{"unsafe": true}`: make all fixes, only safe ones unless told otherwise."""
    snapshot = _text(session, arguments)
    unsafe = _option(arguments, 1, "unsafe")
    settings, rules = session.settings.of(snapshot.path), session.rules

    def edits(document: Document) -> tuple[str, tuple[Edit, ...]]:
        label = "Fix all" if unsafe else "Fix all that is safe to fix"
        return label, analysis.all_fixed(document, rules, settings, unsafe=unsafe)

    return _change(session, params, snapshot, "Fixing", edits)


def _order_for_the_cache(session: Session, params: Json, arguments: Sequence[Json]) -> Json:
    """`uri` and `position`: bring the stage there into the best order for the cache."""
    snapshot = _text(session, arguments)
    if len(arguments) < 2:
        raise InvalidParams("params.arguments[1]: expected a position")
    at = {"position": arguments[1]}
    offset = from_lsp.offset(at, Positions(snapshot.lines, session.client.unit))
    settings, rules = session.settings.of(snapshot.path), session.rules

    def edits(document: Document) -> tuple[str, tuple[Edit, ...]]:
        found = analysis.ordered_for_the_cache(document, offset, rules, settings)
        return (found.title, found.edits()) if found is not None else ("", ())

    return _change(session, params, snapshot, "Ordering for the cache", edits)


def _explain_rule(session: Session, params: Json, arguments: Sequence[Json]) -> Json:
    """`rule`, an id or an alias: its page in Markdown."""
    name = _string(arguments, 0, "the name of a rule")
    page = analysis.explanation(name, session.rules)
    if page is None:
        known = [it for rule in session.rules for it in rule.names]
        raise Refused(f"There is no rule {name!r}{did_you_mean(name, known)}.")
    return page


def _syntax_tree(session: Session, params: Json, arguments: Sequence[Json]) -> Json:
    """`uri`: how the text is read, for whoever wants to know why we say what we say."""
    return analysis.syntax_tree(_text(session, arguments).document)


_COMMANDS: dict[str, _Command] = {
    FIX_ALL: _fix_all,
    ORDER_FOR_THE_CACHE: _order_for_the_cache,
    EXPLAIN_RULE: _explain_rule,
    SYNTAX_TREE: _syntax_tree,
}


def _change(
    session: Session,
    params: Json,
    snapshot: Snapshot,
    title: str,
    work_out: Callable[[Document], tuple[str, tuple[Edit, ...]]],
) -> Future[Any]:
    """Promise `{"applied": true}` once the client has made the edits, or `false` where there are none to be made."""
    _expect_edits(session.client)
    answer: Future[Any] = Future()

    def work(_: Work) -> tuple[str, tuple[Edit, ...]]:
        # The workspace's document belongs to the event loop's thread.
        project = FolderContext(snapshot.path) if snapshot.path is not None else None
        return work_out(Document.parse(snapshot.text, snapshot.path, project))

    def worked_out(done: Future[Any]) -> None:
        if answer.done():
            return
        try:
            label, edits = done.result()
            _apply(session, snapshot, label, edits, answer)
        except Exception as error:
            # The door: what goes wrong in any of this is the answer.
            answer.set_exception(error)

    job = session.background.begin(work)
    # Whoever gives up the answer gives up the work.
    answer.add_done_callback(lambda _: job.cancel())
    session.progresses.of(params, answer, title, unasked=len(snapshot.text) > _LONG_TEXT)
    job.add_done_callback(worked_out)
    return answer


def _apply(session: Session, snapshot: Snapshot, label: str, edits: tuple[Edit, ...], answer: Future[Any]) -> None:
    """Have the client make the edits, and say in the end whether it did."""
    now = session.texts.get(snapshot.uri)
    if now is None or now.version != snapshot.version:
        answer.set_exception(ContentModified())
        return
    if not edits:
        answer.set_result({"applied": False})
        return

    def applied(result: Json) -> None:
        found = result if isinstance(result, dict) else {}
        if found.get("applied") is not True:
            refused(found.get("failureReason"))
        elif not answer.done():
            answer.set_result({"applied": True})

    def refused(reason: Json) -> None:
        if not answer.done():
            words = f": {reason}" if isinstance(reason, str) and reason else ""
            answer.set_exception(Refused(f"The editor did not change the text{words}."))

    positions = Positions(snapshot.lines, session.client.unit)
    edit = to_lsp.workspace_edit(edits, positions, snapshot.uri, snapshot.version, session.client)
    session.protocol.ask("workspace/applyEdit", {"label": label, "edit": edit}, applied, refused)


def _expect_edits(client: Client) -> None:
    if not client.applies_edits:
        raise Refused("This editor lets no server change a text (workspace/applyEdit).")


def _text(session: Session, arguments: Sequence[Json]) -> Snapshot:
    """The open text that the first argument names."""
    uri = _string(arguments, 0, "the URI of a text")
    snapshot = session.texts.get(uri)
    if snapshot is None:
        raise Refused(f"Not open: {uri}.")
    if not snapshot.is_analysed:
        raise Refused(f"No Dockerfile, or too long: {uri}.")
    return snapshot


def _string(arguments: Sequence[Json], number: int, what: str) -> str:
    value = arguments[number] if number < len(arguments) else None
    if not isinstance(value, str):
        raise InvalidParams(f"params.arguments[{number}]: expected {what}")
    return value


def _option(arguments: Sequence[Json], number: int, name: str) -> bool:
    options = arguments[number] if number < len(arguments) else None
    value = options.get(name) if isinstance(options, dict) else None
    if not isinstance(options, dict | None) or not isinstance(value, bool | None):
        raise InvalidParams(f'params.arguments[{number}]: expected an object such as {{"{name}": true}}')
    return value is True
