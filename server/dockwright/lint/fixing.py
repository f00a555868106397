"""Fixes: which may be applied, and all of them, again and again, until nothing changes.

Every fix passes the gates (`lint.gates`), and its diagnostic must be gone afterwards.

There are no priorities. Of two fixes that touch one place the first is applied and the rules are asked again, so the
second finds its place in the new text, or is not needed any more.
"""

from __future__ import annotations

import logging
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety
from dockwright.lint.gates import Guard, Moves, examined
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.semantic.document import Document
from dockwright.text.composing import compose, trimmed
from dockwright.text.edits import Edit
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
    guard = Guard(rules, settings)
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
    guard = Guard(rules, settings)
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
            moved = Moves(fix.edits)
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
    return tuple(it for it in (trimmed(document.text, edit) for edit in edits) if it.range.length or it.text)


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
        guard: Guard,
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
        after = examined(self._document, edits, safe=all(it.safety is Safety.SAFE for _, it in chosen))
        if isinstance(after, str):
            return after
        found = engine.run(after, self._rules, self._settings)
        if error := self._guard.new_error(self._document, after, self._found, found):
            return f"it makes an error: {error}"
        moved = Moves(edits)
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
