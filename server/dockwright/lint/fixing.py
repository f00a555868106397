"""Fixes: which may be applied, and all of them, again and again, until nothing changes.

Every fix passes the same gates before it is offered or written (`accepts`): its edits lie inside the file and do not
overlap; the instructions beside it stay as they are; no syntax problem and no error appears that was not there, shown
or not; of a shell command line only what it edits changes; no comment that silences a linter is parted from its
instruction; what leads to a stage still leads to one; and no safe fix makes the builder read what was a comment.
`settle` asks for more: its diagnostic must be gone afterwards.

There are no priorities. Of two fixes that touch one place the first is applied and the rules are asked again, so the
second finds its place in the new text, or is not needed any more.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

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

# A real file settles in two or three rounds; each further one needs fixes that wait for each other.
MOST_ROUNDS = 50


@dataclass(frozen=True)
class Settled:
    """The end of fixing: the last document, what was applied in the order it was, and what is still found.

    `edits` take the first document's text to the last one's at once.
    """

    document: Document
    applied: tuple[tuple[Diagnostic, Fix], ...]
    remaining: tuple[Diagnostic, ...]
    edits: tuple[Edit, ...]


def accepts(document: Document, fix: Fix, rules: Iterable[Rule] = (), settings: Settings = DEFAULT) -> Document | None:
    """The document with the fix applied; `None` where it fails a gate. Errors are those that any of `rules` finds."""
    after = _examined(document, fix.edits, safe=fix.safety is Safety.SAFE)
    if isinstance(after, str):
        _log.info("fix %r dropped: %s", fix.title, after)
        return None
    guard = _Guard(rules, settings)
    if error := guard.new_error(document, after):
        _log.info("fix %r dropped: it makes an error: %s", fix.title, error)
        return None
    return after


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
    if error := _Guard(rules, settings).new_error(document, after):
        _log.info("rewrite %r dropped: it makes an error: %s", title, error)
        return None
    return after


def settle(
    document: Document,
    rules: Iterable[Rule],
    settings: Settings = DEFAULT,
    *,
    unsafe: bool = False,
    only: Collection[str] | None = None,
) -> Settled:
    """Apply the first fix of every diagnostic that has one, round by round, until nothing changes.

    Only safe fixes, or with `unsafe` all; of all rules, or of those whose ids `only` holds.
    A fix after which its diagnostic is still there is not applied.
    Fixes that together bring an earlier text back are all left out, so that a second run finds no other end.
    """
    rules = tuple(rules)
    guard = _Guard(rules, settings)
    refused: set[_Key] = set()
    circling: set[_Key] = set()
    refused_in: str | None = None
    """The text in which what was refused before was last tried again."""
    applied: tuple[_Choice, ...] = ()
    edits: tuple[Edit, ...] = ()
    found = engine.run(document, rules, settings)
    # By text, in order: where we stood before each round, and the fixes that it applied.
    passed: dict[str, tuple[Settled, set[_Key]]] = {}
    for _ in range(MOST_ROUNDS):
        round_ = _Round(document, found, rules, settings, guard)
        chosen = round_.choose(unsafe, only, refused)
        if not chosen:
            if refused == circling or refused_in == document.text:
                break
            # What did not hold in an earlier text may hold in this one, as it will in a second run.
            refused, refused_in = set(circling), document.text
            continue
        chosen, result = round_.largest(chosen, refused)
        if result is None:
            continue
        after, found_after = result
        keys = {_key(document, diagnostic, fix) for diagnostic, fix in chosen}
        passed[document.text] = Settled(document, applied, tuple(found), edits), keys
        if after.text in passed:
            _log.info("fixes dropped that bring an earlier text back: %s", ", ".join(sorted(it[0] for it in keys)))
            circle = list(passed)[list(passed).index(after.text) :]
            back = passed[after.text][0]
            for text in circle:
                circling |= passed.pop(text)[1]
            refused |= circling
            document, applied, found, edits = back.document, back.applied, list(back.remaining), back.edits
            continue
        applied += tuple(chosen)
        edits = compose(edits, [edit for _, fix in chosen for edit in fix.edits], len(document.text))
        document, found = after, found_after
    return Settled(document, applied, tuple(found), edits)


def settle_asking(
    document: Document,
    rules: Iterable[Rule],
    settings: Settings,
    wants: Callable[[Document, Document, Diagnostic, Fix], bool | None],
    *,
    unsafe: bool = False,
    only: Collection[str] | None = None,
) -> Settled:
    """Apply one fix after another, by position, each where `wants` says so; `None` from it ends it.

    It is told the document, what becomes of it, the finding and its fix; only of a fix that passes the gates.
    """
    rules = tuple(rules)
    guard = _Guard(rules, settings)
    found = engine.run(document, rules, settings)
    applied: tuple[_Choice, ...] = ()
    edits: tuple[Edit, ...] = ()
    # What was declined or failed a gate, by rule, message and place; and the texts that were, to come back to none.
    passed_over: set[_Here] = set()
    seen = {document.text}
    choice, result = _Round(document, found, rules, settings, guard).next(unsafe, only, passed_over, seen)
    while choice is not None and result is not None:
        diagnostic, fix = choice
        wish = wants(document, result[0], diagnostic, fix)
        if wish is None:
            break
        if wish:
            moved = _Moves(fix.edits)
            passed_over = {(code, message, moved.place(start)) for code, message, start in passed_over}
            applied += (choice,)
            edits = compose(edits, fix.edits, len(document.text))
            document, found = result
            seen.add(document.text)
        else:
            passed_over.add(_here(diagnostic))
        choice, result = _Round(document, found, rules, settings, guard).next(unsafe, only, passed_over, seen)
    return Settled(document, applied, tuple(found), edits)


def first_fix(diagnostic: Diagnostic, *, unsafe: bool = False) -> Fix | None:
    """The fix that `settle` takes: the first one, where it is safe or unsafe ones are wanted too."""
    return next((it for it in diagnostic.fixes[:1] if unsafe or it.safety is Safety.SAFE), None)


def fix_all_edits(
    document: Document,
    rules: Iterable[Rule],
    settings: Settings = DEFAULT,
    *,
    unsafe: bool = False,
    only: Collection[str] | None = None,
) -> tuple[Edit, ...]:
    """The edits that settle a document, as small as they can be and in order; none where nothing is to be fixed."""
    edits = settle(document, rules, settings, unsafe=unsafe, only=only).edits
    return tuple(it for it in (_trimmed(document.text, edit) for edit in edits) if it.range.length or it.text)


def compose(first: Sequence[Edit], second: Iterable[Edit], length: int) -> tuple[Edit, ...]:
    """The edits that do at once what `first` and then, in its result of `length` code points, `second` do."""
    pieces = list(_pieces(first, length))
    result: list[_Piece] = []
    place = 0  # in the text between both
    position = 0  # of the next piece in that text
    index = 0

    def take(until: int) -> Iterator[_Piece]:
        """The pieces of the middle text from where the last call ended up to `until`."""
        nonlocal place, position, index
        while place < until and index < len(pieces):
            piece = pieces[index]
            start, end = place - position, min(until - position, piece.length)
            yield piece.part(start, end)
            place = position + end
            if end == piece.length:
                position += piece.length
                index += 1

    for edit in in_order(second):
        result += take(edit.range.start)
        for _ in take(edit.range.end):
            pass
        result.append(_Piece(edit.text))
    result += take(length)
    return tuple(_edits_of(result, first, length))


@dataclass(frozen=True)
class _Piece:
    """A stretch of a text: new `text`, or what stood at `start` of the old text, `size` code points long."""

    text: str = ""
    start: int = -1
    size: int = 0

    @property
    def length(self) -> int:
        return self.size if self.start >= 0 else len(self.text)

    def part(self, start: int, end: int) -> _Piece:
        if self.start >= 0:
            return _Piece("", self.start + start, end - start)
        return _Piece(self.text[start:end])


def _pieces(edits: Sequence[Edit], length: int) -> Iterator[_Piece]:
    """The result of `edits`, which has `length` code points, as pieces."""
    place = made = 0
    for edit in in_order(edits):
        if edit.range.start > place:
            yield _Piece("", place, edit.range.start - place)
            made += edit.range.start - place
        if edit.text:
            yield _Piece(edit.text)
            made += len(edit.text)
        place = edit.range.end
    if made < length:
        yield _Piece("", place, length - made)


def _edits_of(pieces: Iterable[_Piece], first: Sequence[Edit], length: int) -> Iterator[Edit]:
    """The edits that make `pieces` of the old text; that is as long as `first` and its result's `length` tell."""
    old_length = length - sum(len(edit.text) - edit.range.length for edit in first)
    place = 0
    text = ""
    for piece in (*pieces, _Piece("", old_length, 0)):
        if piece.start < 0:
            text += piece.text
            continue
        if piece.start > place or text:
            yield Edit(TextRange(place, piece.start), text)
        place, text = piece.start + piece.size, ""


def _trimmed(old: str, edit: Edit) -> Edit:
    """The same edit without what it leaves as it is, at its start and its end."""
    start, end = edit.range
    before, text = edit.range.slice(old), edit.text
    common = 0
    while common < min(len(before), len(text)) and before[common] == text[common]:
        common += 1
    before, text = before[common:], text[common:]
    tail = 0
    while tail < min(len(before), len(text)) and before[-1 - tail] == text[-1 - tail]:
        tail += 1
    return Edit(TextRange(start + common, end - tail), text[: len(text) - tail])


# --- one round ---

_Choice = tuple[Diagnostic, Fix]
_Result = tuple[Document, list[Diagnostic]]
_Key = tuple[str, str, tuple[tuple[str, str], ...], str]


def _key(document: Document, diagnostic: Diagnostic, fix: Fix) -> _Key:
    """What a fix is known by while texts around it change."""
    edits = tuple((edit.range.slice(document.text), edit.text) for edit in fix.edits)
    line = document.lines.line(document.lines.line_of(diagnostic.range.start))
    return diagnostic.code, diagnostic.message, edits, line


_Here = tuple[str, str, int]


def _here(diagnostic: Diagnostic) -> _Here:
    """What a finding is known by in one text."""
    return diagnostic.code, diagnostic.message, diagnostic.range.start


class _Round:
    """One round: a document, what was found in it, and the fixes to try."""

    def __init__(
        self,
        document: Document,
        found: list[Diagnostic],
        rules: tuple[Rule, ...],
        settings: Settings,
        guard: _Guard,
    ) -> None:
        self._document = document
        self._found = found
        self._rules = rules
        self._settings = settings
        self._guard = guard

    def possible(self, unsafe: bool, only: Collection[str] | None) -> Iterator[_Choice]:
        """What may be fixed, by position."""
        for diagnostic in self._found:
            fix = first_fix(diagnostic, unsafe=unsafe) if only is None or diagnostic.code in only else None
            if fix is not None:
                yield diagnostic, fix

    def choose(self, unsafe: bool, only: Collection[str] | None, refused: set[_Key]) -> list[_Choice]:
        """The fixes of this round: by position, none touching another's place."""
        chosen: list[_Choice] = []
        taken = _Taken()
        for diagnostic, fix in self.possible(unsafe, only):
            if refused and _key(self._document, diagnostic, fix) in refused:
                continue
            if taken.take([edit.range for edit in fix.edits]):
                chosen.append((diagnostic, fix))
        return chosen

    def largest(self, chosen: list[_Choice], refused: set[_Key]) -> tuple[list[_Choice], _Result | None]:
        """Fixes among `chosen` that pass together, and their result; a single one that fails is refused from now on.

        Where all together fail, halves show which of them is to blame.
        """
        result = self.attempt(chosen)
        if not isinstance(result, str):
            return chosen, result
        if len(chosen) == 1:
            refused.add(_key(self._document, *chosen[0]))
            _log.info("fix %r of %s dropped: %s", chosen[0][1].title, chosen[0][0].code, result)
            return [], None
        middle = len(chosen) // 2
        first, first_result = self.largest(chosen[:middle], refused)
        second, second_result = self.largest(chosen[middle:], refused)
        if first_result is None or second_result is None:
            return (first, first_result) if second_result is None else (second, second_result)
        both = self.attempt([*first, *second])
        # Each half is right by itself: the second waits for the next round.
        return (first, first_result) if isinstance(both, str) else ([*first, *second], both)

    def next(
        self, unsafe: bool, only: Collection[str] | None, passed_over: set[_Here], seen: Collection[str]
    ) -> tuple[_Choice, _Result] | tuple[None, None]:
        """The first fix that passes and what comes of it, which is none of the texts `seen`.

        What is `passed_over` is left out, and what does not pass is from now on.
        """
        for choice in self.possible(unsafe, only):
            here = _here(choice[0])
            if here in passed_over:
                continue
            result = self.attempt([choice])
            if not isinstance(result, str) and result[0].text not in seen:
                return choice, result
            passed_over.add(here)
        return None, None

    def attempt(self, chosen: list[_Choice]) -> _Result | str:
        """The document with the fixes applied and what is found then; else why they may not be."""
        edits = [edit for _, fix in chosen for edit in fix.edits]
        after = _examined(self._document, edits, safe=all(it.safety is Safety.SAFE for _, it in chosen))
        if isinstance(after, str):
            return after
        found = engine.run(after, self._rules, self._settings)
        if error := self._guard.new_error(self._document, after, self._found, found):
            return f"it makes an error: {error}"
        moved = _Moves(edits)
        counts = Counter(it.code for it in self._found)
        counts.subtract(it.code for it in found)
        still = {_here(it) for it in found}
        for diagnostic, _ in chosen:
            here = diagnostic.code, diagnostic.message, moved.place(diagnostic.range.start)
            if counts[diagnostic.code] <= 0 and here in still:
                return f"{diagnostic.code} is still found"
        return after, found


class _Taken:
    """The places that the fixes of a round touch, in order; no two of them touch each other."""

    def __init__(self) -> None:
        self._ranges: list[TextRange] = []

    def take(self, ranges: Sequence[TextRange]) -> bool:
        """Take them, unless one touches a place that is taken."""
        if not all(self._is_free(range) for range in ranges):
            return False
        for range in ranges:
            insort(self._ranges, range)
        return True

    def _is_free(self, range: TextRange) -> bool:
        index = bisect_right(self._ranges, range)
        # The neighbours are the nearest: the others do not touch those.
        return not any(_touch(range, other) for other in self._ranges[max(index - 1, 0) : index + 1])


def _touch(one: TextRange, other: TextRange) -> bool:
    # Ranges that only meet still depend on each other: a word inserted at the end of one that is deleted.
    return one.start <= other.end and other.start <= one.end


class _Guard:
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
            found, found_after = (engine.run(it, self._grave, self._settings) for it in (document, after))
        counts = Counter(it.code for it in found_after if it.code in self._codes)
        counts.subtract(it.code for it in found if it.code in self._codes)
        return next((code for code, more in counts.items() if more > 0), "")


# --- the gates ---


class _Moves:
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


def _examined(document: Document, edits: Sequence[Edit], *, safe: bool) -> Document | str:
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
        or (_new_directive(document, after, _Moves(edits)) if safe else "")
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
    moves = _Moves(edits)
    new = {instruction.range.start: instruction for instruction in after.instructions}
    kept: set[int] = set()
    swallowed = _closed(document, new, moves)
    for old in document.instructions:
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
    for instruction in after.instructions:
        if instruction.range.start not in kept and not moves.inserts(instruction.keyword.range):
            return f"it makes a {instruction.name} instruction out of something else"
    return ""


def _changed_untouched(document: Document, after: Document, edits: Sequence[Edit]) -> str:
    """Why an instruction changes that no edit touches; empty where none does."""
    moves = _Moves(edits)
    new = {instruction.range.start: instruction for instruction in after.instructions}
    for old in document.instructions:
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


def _leaves_a_comment(document: Document, instruction: ast.Instruction, moves: _Moves) -> bool:
    """Whether an instruction goes and a comment above it stays that silences a linter, now about what comes below."""
    whole = _whole(instruction)
    if not any(not edit.text and edit.range.encloses(whole) for edit in moves.near(whole)):
        return False
    for comment in document.tree.comments_above(instruction):
        stays = not any(edit.range.encloses(comment.range) for edit in moves.near(comment.range))
        if stays and _silences(comment):
            return True
    return False


def _new_directive(document: Document, after: Document, moves: _Moves) -> str:
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
    document: Document, after: Document, old: ast.Instruction, new: ast.Instruction, moves: _Moves
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


def _closed(document: Document, new: Mapping[int, ast.Instruction], moves: _Moves) -> list[TextRange]:
    """The bodies of heredocs that had no end and now have one: what stands there was never an instruction."""
    found: list[TextRange] = []
    for old in document.instructions:
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


def _touched(range: TextRange, moves: _Moves, text: str) -> bool:
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
    document: Document, after: Document, old: ast.Instruction, new: ast.Instruction, moves: _Moves
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
