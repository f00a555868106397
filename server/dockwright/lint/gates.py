"""The gates: what every fix passes before it is offered or written.

Its edits lie inside the file and do not overlap; the instructions beside it stay as they are; no syntax problem and no
error appears that was not there, shown or not; of a shell command line only what it edits changes; no comment that
silences a linter is parted from its instruction; what leads to a stage still leads to one; and no safe fix makes the
builder read what was a comment.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import attrgetter
from typing import cast

from dockwright.lint import dialects, engine
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import Rule
from dockwright.lint.settings import ALL, DEFAULT, Settings
from dockwright.lint.suppress import suppressions
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, in_order
from dockwright.text.ranges import TextRange

_log = logging.getLogger(__name__)


class Gate:
    """The gates that fixes of one document have to pass, each by itself. Errors are those that any of `rules` finds."""

    def __init__(self, document: Document, rules: Iterable[Rule] = (), settings: Settings = DEFAULT) -> None:
        self._document = document
        self._guard = Guard(rules, settings)

    def accepts(self, fix: Fix) -> Document | None:
        """The document with the fix applied; `None` where it fails a gate."""
        after = examined(self._document, fix.edits, safe=fix.safety is Safety.SAFE)
        if isinstance(after, str):
            _log.info("fix %r dropped: %s", fix.title, after)
            return None
        if error := self._guard.new_error(self._document, after):
            _log.info("fix %r dropped: it makes an error: %s", fix.title, error)
            return None
        return after


def accepts(document: Document, fix: Fix, rules: Iterable[Rule] = (), settings: Settings = DEFAULT) -> Document | None:
    """The document with the fix applied; `None` where it fails a gate. Errors are those that any of `rules` finds."""
    return Gate(document, rules, settings).accepts(fix)


def accepts_rewrite(
    document: Document, title: str, edits: Sequence[Edit], rules: Iterable[Rule] = (), settings: Settings = DEFAULT
) -> Document | None:
    """The document after a change that is meant to touch several instructions; `None` where it fails a gate.

    What no edit touches stays as it is; no syntax problem, no line that the shell would refuse, and nothing that one of
    `rules` calls an error appears that was not there.
    """
    after = _made(document, edits)
    if not isinstance(after, str):
        after = _changed_untouched(document, after, edits) or _new_problem(document, after) or after
    if not isinstance(after, str) and _refused_scripts(after) > _refused_scripts(document):
        after = "the shell would refuse a line"
    if isinstance(after, str):
        _log.info("rewrite %r dropped: %s", title, after)
        return None
    if error := Guard(rules, settings).new_error(document, after):
        _log.info("rewrite %r dropped: it makes an error: %s", title, error)
        return None
    return after


class Guard:
    """Sees the errors that a fix makes: of the rules that are errors by themselves also where they do not run."""

    def __init__(self, rules: Iterable[Rule], settings: Settings) -> None:
        rules = tuple(rules)
        self._grave = tuple(
            it
            for it in rules
            if settings.severity_of(it) is Severity.ERROR and (it.severity is Severity.ERROR or settings.selects(it))
        )
        self._codes = frozenset(it.id for it in self._grave)
        self._are_all_selected = all(settings.selects(it) for it in self._grave)
        # What a comment silences breaks a build all the same.
        self._settings = replace(settings, select=(ALL,), extend_select=(), ignore=(), inline_ignores=False)

    def new_error(
        self,
        document: Document,
        after: Document,
        found: Iterable[Diagnostic] | None = None,
        found_after: Iterable[Diagnostic] | None = None,
    ) -> str:
        """The rule that finds more errors than before; empty where none does. What was found already may be told."""
        is_complete = self._are_all_selected and not suppressions(document) and not suppressions(after)
        if found is None or found_after is None or not is_complete:
            counts = Counter(it.code for it in engine.run(after, self._grave, self._settings))
            counts.subtract(self._errors(document))
        else:
            counts = Counter(it.code for it in found_after if it.code in self._codes)
            counts.subtract(it.code for it in found if it.code in self._codes)
        return next((code for code, more in counts.items() if more > 0), "")

    def _errors(self, document: Document) -> Counter[str]:
        """How many errors of each rule there are in a document; a menu asks that for each of its fixes."""
        kept = cast("tuple[object, object, Counter[str]] | None", document.answers.get(Guard))
        if kept is None or kept[0] != self._grave or kept[1] != self._settings:
            counts = Counter(it.code for it in engine.run(document, self._grave, self._settings))
            kept = document.answers[Guard] = (self._grave, self._settings, counts)
        return kept[2]


class Moves:
    """Edits in order, and where the places of their text are after them."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = in_order(edits)
        # In order as well, since the edits do not overlap.
        self._starts = [edit.range.start for edit in self._edits]
        self._ends = [edit.range.end for edit in self._edits]
        self._moved = [0, *accumulate(len(edit.text) - edit.range.length for edit in self._edits)]
        self._new_starts = [start + moved for start, moved in zip(self._starts, self._moved, strict=False)]

    def place(self, offset: int) -> int:
        """Where `offset` is; text inserted there comes before it, and a deleted place becomes the edit's start."""
        index = bisect_right(self._ends, offset)
        if index < len(self._edits) and self._starts[index] < offset:
            offset = self._starts[index]
        return offset + self._moved[index]

    def near(self, range: TextRange) -> list[Edit]:
        """The edits that change something in `range` or at its ends."""
        return self._edits[bisect_left(self._ends, range.start) : bisect_right(self._starts, range.end)]

    def inserts(self, range: TextRange) -> bool:
        """Whether `range` of the new text lies within the text of one edit."""
        index = bisect_right(self._new_starts, range.start)
        if not index:
            return False
        edit = self._edits[index - 1]
        return range.end <= self._new_starts[index - 1] + len(edit.text)


def examined(document: Document, edits: Sequence[Edit], *, safe: bool) -> Document | str:
    """The document with `edits` made where that passes the gates; else the reason why it does not.

    What makes the builder read a line that was a comment is not `safe`.
    """
    after = _made(document, edits)
    if isinstance(after, str):
        return after
    return (
        _changed_beside(document, after, in_order(edits))
        or _new_problem(document, after)
        or _lost_stage(document, after)
        or (_new_directive(document, after, Moves(edits)) if safe else "")
        or after
    )


def _lost_stage(document: Document, after: Document) -> str:
    """Which stage a reference does not lead to any more; empty where all still lead to one."""
    uses = [it for stage in document.stages for it in stage.uses]
    led = {it.text.casefold() for it in uses if it.stage is not None}
    if not led:
        return ""
    counts = Counter(it.text.casefold() for stage in after.stages for it in stage.uses if it.stage is None)
    counts.subtract(it.text.casefold() for it in uses if it.stage is None)
    return next((f"nothing is the stage {name} any more" for name in led if counts[name] > 0), "")


def _made(document: Document, edits: Sequence[Edit]) -> Document | str:
    """The document with `edits` made where they can be and change something; else the reason why not."""
    if not all(0 <= start <= end <= len(document.text) for (start, end), _ in edits):
        return "an edit lies outside the file"
    try:
        edits = in_order(edits)
    except ValueError:
        return "its edits overlap"
    after = document.edited(edits) if edits else document
    if after.text == document.text:
        return "it changes nothing"
    return after


def _new_problem(document: Document, after: Document) -> str:
    counts = Counter(it.kind for it in after.tree.problems)
    counts.subtract(it.kind for it in document.tree.problems)
    return next((f"it makes a syntax problem: {kind}" for kind, more in counts.items() if more > 0), "")


def _changed_beside(document: Document, after: Document, edits: Sequence[Edit]) -> str:
    """Why an instruction or a command changes that no edit touches; empty where none does."""
    directives = {(it.name, it.value) for it in after.tree.directives}
    for directive in document.tree.directives:
        edited = any(edit.range.overlaps(directive.range) for edit in edits)
        if not edited and (directive.name, directive.value) not in directives:
            return f"it makes a comment of the directive {directive.name}"
        if edited and directive.name == "escape" and document.tree.escape != after.tree.escape:
            # Then every line is read anew, and that is what the fix is for.
            return ""
    moves = Moves(edits)
    before, following = _around_change(document, after)
    new = {instruction.range.start: instruction for instruction in following}
    kept: set[int] = set()
    swallowed = _closed(before, new, moves)
    for old in before:
        start = moves.place(old.range.start)
        if any(it.start <= start < it.end for it in swallowed):
            continue
        same = new.get(start)
        kept.add(start)
        if same is not None and _comes_between(document, after, old, same, moves):
            line = document.lines.line_of(old.range.start) + 1
            return f"it parts the {old.name} instruction at line {line} from what silences its findings"
        if same is not None and same.unit is old.unit:
            continue
        line = document.lines.line_of(old.range.start) + 1
        if _leaves_a_comment(document, old, moves):
            return f"what silences findings of the {old.name} instruction at line {line} would stay without it"
        if not _touched(_whole(old), moves, document.text):
            text = _whole(old).slice(document.text)
            if same is None or not _reads(_whole(same).slice(after.text), text, _is_open(old)):
                return f"it changes the {old.name} instruction at line {line}"
        elif same is None:
            keyword = old.keyword.range
            if not any(edit.range.overlaps(keyword) for edit in moves.near(keyword)):
                return f"it swallows the {old.name} instruction at line {line}"
        elif isinstance(old, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
            reason = _changed_command(document, after, old, same, moves)
            if reason:
                return reason
    for instruction in following:
        if instruction.range.start not in kept and not moves.inserts(instruction.keyword.range):
            return f"it makes a {instruction.name} instruction out of something else"
    return ""


def _around_change(
    document: Document, after: Document
) -> tuple[tuple[ast.Instruction, ...], tuple[ast.Instruction, ...]]:
    """The instructions of both documents that were read anew, and the one below, whose comments may have been.

    All others are the very same, what stands directly above them included.
    """
    change = after.tree.change
    if change is None:
        return document.instructions, after.instructions
    return (
        _between(document, change.first, change.first + len(change.gone)),
        _between(after, change.first, change.first + len(change.come)),
    )


def _between(document: Document, first: int, end: int) -> tuple[ast.Instruction, ...]:
    """The instructions from one unit to before another, and the next."""
    starts, found = document.tree.starts, document.instructions
    begin = bisect_left(found, starts[first], key=attrgetter("base"))
    return found[begin : bisect_left(found, starts[end], key=attrgetter("base")) + 1]


def _changed_untouched(document: Document, after: Document, edits: Sequence[Edit]) -> str:
    """Why an instruction changes that no edit touches; empty where none does."""
    moves = Moves(edits)
    before, following = _around_change(document, after)
    new = {instruction.range.start: instruction for instruction in following}
    for old in before:
        same = new.get(moves.place(old.range.start))
        if same is not None and _comes_between(document, after, old, same, moves):
            return f"it parts the {old.name} instruction from what silences its findings"
        if not _touched(_whole(old), moves, document.text):
            if same is None or _whole(same).slice(after.text) != _whole(old).slice(document.text):
                return f"it changes the {old.name} instruction at line {document.lines.line_of(old.range.start) + 1}"
        elif _leaves_a_comment(document, old, moves):
            return f"what silences findings of the {old.name} instruction would stay without it"
    return ""


def _refused_scripts(document: Document) -> int:
    """How many things the shell would refuse in all that the file lets it run."""
    found = 0
    for instruction in document.instructions:
        script = script_of(instruction, document.state_before(instruction).shell_language)
        found += len(script.problems) if script is not None else 0
    return found


def _leaves_a_comment(document: Document, instruction: ast.Instruction, moves: Moves) -> bool:
    """Whether an instruction goes and a comment above it stays that silences a linter, now about what comes below."""
    whole = _whole(instruction)
    if not any(not edit.text and edit.range.encloses(whole) for edit in moves.near(whole)):
        return False
    for comment in document.tree.comments_above(instruction):
        stays = not any(edit.range.encloses(comment.range) for edit in moves.near(comment.range))
        if stays and _silences(comment):
            return True
    return False


def _new_directive(document: Document, after: Document, moves: Moves) -> str:
    """Which directive was a comment and is one only because of what went above it; empty for none."""
    directives = {(it.name, it.value) for it in document.tree.directives}
    new = {it.range.start: it for it in after.tree.directives if (it.name, it.value) not in directives}
    if not new:
        return ""
    first = document.instructions[0].start if document.instructions else len(document.text)
    for start, unit in zip(document.tree.starts, document.tree.units, strict=False):
        if start >= first:
            break
        comment = TextRange(start, start + len(unit.text.rstrip("\r\n")))
        directive = new.get(moves.place(start))
        if directive is not None and not any(edit.range.overlaps(comment) for edit in moves.near(comment)):
            return f"it makes the directive {directive.name} of a comment"
    return ""


def _comes_between(
    document: Document, after: Document, old: ast.Instruction, new: ast.Instruction, moves: Moves
) -> bool:
    """Whether something comes between an instruction and a comment directly above it that silences a linter."""
    comments = document.tree.comments_above(old)
    if not comments or not moves.near(TextRange(comments[0].range.start, old.range.start)):
        return False
    now = {it.range.start for it in after.tree.comments_above(new)}
    for comment in comments:
        goes = any(edit.range.overlaps(comment.range) for edit in moves.near(comment.range))
        if not goes and moves.place(comment.range.start) not in now and _silences(comment):
            return True
    return False


def _silences(comment: ast.Comment) -> bool:
    return any(it.reach in _GLUED for it in dialects.ignores(comment.text))


_GLUED = (dialects.Reach.BELOW, dialects.Reach.COMMAND, dialects.Reach.STAGE)


def _reads(new: str, old: str, is_open: bool) -> bool:
    """Whether both are the same, but for the body that an open heredoc has got."""
    return new.startswith(old) if is_open else new == old


def _is_open(instruction: ast.Instruction) -> bool:
    return any(not it.terminated for it in instruction.heredocs)


def _closed(before: Iterable[ast.Instruction], new: Mapping[int, ast.Instruction], moves: Moves) -> list[TextRange]:
    """The bodies of heredocs that had no end and now have one: what stands there was never an instruction."""
    found: list[TextRange] = []
    for old in before:
        if not _is_open(old):
            continue
        same = new.get(moves.place(old.range.start))
        for heredoc in same.heredocs if same is not None else ():
            if heredoc.terminator_range is not None:
                found.append(TextRange(heredoc.content_range.start, heredoc.terminator_range.end))
    return found


def _whole(instruction: ast.Instruction) -> TextRange:
    """From the keyword to the end of the last line."""
    return TextRange(instruction.range.start, instruction.full_range.end)


def _touched(range: TextRange, moves: Moves, text: str) -> bool:
    """Whether an edit changes what stands in `range` of `text`; whole lines put before it do not."""
    for edit in moves.near(range):
        start, end = edit.range
        if start < range.end and end > range.start and (start, end) != (range.start, range.start):
            return True
        if start == end == range.start and not edit.text.endswith(("\n", "\r")):
            return True
        if start == end == range.end == len(text) and not text.endswith("\n"):
            return True
    return False


def _changed_command(
    document: Document, after: Document, old: ast.Instruction, new: ast.Instruction, moves: Moves
) -> str:
    """Why a shell command changes that no edit touches, or the shell would refuse the line; empty for neither."""
    language = document.state_before(old).shell_language
    script, new_script = script_of(old, language), script_of(new, language)
    if script is not None and new_script is not None and len(new_script.problems) > len(script.problems):
        return "the shell would refuse the line"
    end = moves.place(old.range.end)
    parts = [new]
    if new.range.end < end:
        # Cut in several, as where sources are copied in the middle of what was one RUN.
        parts += [it for it in after.instructions if new.range.end <= it.range.start < end and it.name == old.name]
    commands = {it.range.start: [word.text for word in it.words] for part in parts for it in after.commands(part)}
    for command in document.commands(old):
        if moves.near(command.range):
            continue
        if commands.get(moves.place(command.range.start)) != [word.text for word in command.words]:
            return f"it changes the command {command.name}"
    return ""
