"""What a rule finds, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Protocol, cast

from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


class Finder(Protocol):
    """What a diagnostic knows of the rule that found it; a rule knows diagnostics, so these cannot know rules."""

    @property
    def id(self) -> str:
        """The rule's name."""
        ...

    @property
    def category(self) -> str:
        """The topic that it belongs to."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """What other linters call it."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that selects or silences it."""
        ...


class Severity(IntEnum):
    """How grave a diagnostic is; the numbers are LSP's DiagnosticSeverity."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4


class Safety(Enum):
    """What a fix may change."""

    SAFE = "safe"
    """The image stays the same, or a file that could not be built now can."""

    UNSAFE = "unsafe"
    """Anything else; applied only where the user asks for it."""


class Tag(Enum):
    """How an editor may draw a diagnostic's range (LSP 3.17, DiagnosticTag)."""

    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that cure a diagnostic; `title` says in the imperative what they change."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE

    def shifted(self, by: int) -> Fix:
        """The same fix in a text that has `by` more code points in front."""
        return Fix(self.title, tuple(edit.shifted(by) for edit in self.edits), self.safety)


def replaced_by(where: TextRange, near: str | None) -> tuple[Fix, ...]:
    """The fix that puts what was probably meant in the place of what is unknown: a guess, so it has to be asked for."""
    return (Fix(f"Replace it by {near}", (Edit(where, near),), Safety.UNSAFE),) if near is not None else ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another place in the same file that a diagnostic speaks of."""

    range: TextRange
    message: str


IN_ONE_INSTRUCTION = "in one instruction"
"""The key in a diagnostic's `memo` that says: all its ranges lie in the instruction that starts where `shift` says."""


class Diagnostic:
    """One finding of one rule; a value, compared by what it says.

    A rule fills `range`, `message`, `fixes`, `related` and `tags`; the engine fills `rule` and `severity`.
    `message` is one sentence without a full stop: what is wrong here.
    The first of `fixes` is the one that "fix all" takes, if it is safe; the others are alternatives.

    Typing one letter moves nearly all findings of a file, so moving one costs nothing but a sum: its ranges are worked
    out when someone asks for them. All that were moved from one share `memo`, where a door may keep what it made of it.
    """

    __slots__ = ("_by", "_fixes", "_range", "_related", "memo", "message", "rule", "severity", "tags")

    def __init__(
        self,
        range: TextRange,
        message: str,
        fixes: tuple[Fix, ...] = (),
        related: tuple[Related, ...] = (),
        tags: tuple[Tag, ...] = (),
        severity: Severity = Severity.WARNING,
        rule: Finder | None = None,
    ) -> None:
        self._range = range
        self.message = message
        self._fixes = fixes
        self._related = related
        self.tags = tags
        self.severity = severity
        self.rule = rule
        self._by = 0
        self.memo: dict[object, object] = {}

    @property
    def range(self) -> TextRange:
        """Where it is found."""
        return TextRange(self._range.start + self._by, self._range.end + self._by)

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """What cures it."""
        by = self._by
        return tuple(it.shifted(by) for it in self._fixes) if by else self._fixes

    @property
    def related(self) -> tuple[Related, ...]:
        """Other places that it speaks of."""
        by = self._by
        if not by or not self._related:
            return self._related
        return tuple(Related(it.range.shifted(by), it.message) for it in self._related)

    @property
    def extent(self) -> tuple[int, int]:
        """Where the first and the last of all that it speaks of begin and end."""
        kept = self.memo.get("extent")
        if kept is None:
            ranges = [self._range, *(it.range for it in self._related)]
            ranges += [edit.range for fix in self._fixes for edit in fix.edits]
            kept = self.memo["extent"] = (min(it.start for it in ranges), max(it.end for it in ranges))
        first, last = cast("tuple[int, int]", kept)
        return first + self._by, last + self._by

    @property
    def code(self) -> str:
        """The id of the rule that found it."""
        return self.rule.id if self.rule else ""

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """What findings are put in order by: first their place."""
        by = self._by
        start, end = self._range
        return start + by, end + by, self.severity, self.rule.id if self.rule else "", self.message

    @property
    def shift(self) -> int:
        """How far it was moved from where it was found."""
        return self._by

    def shifted(self, by: int) -> Diagnostic:
        """The same diagnostic in a text that has `by` more code points in front."""
        return self._copy(self.severity, self.rule, self._by + by, self.memo) if by else self

    def placed(self, place: Callable[[TextRange], TextRange | None]) -> Diagnostic | None:
        """The same diagnostic with each of its ranges where `place` says; `None` where it says so of one of them."""
        where = place(self.range)
        related = [(place(it.range), it.message) for it in self.related]
        fixes = [(fix, [(place(edit.range), edit.text) for edit in fix.edits]) for fix in self.fixes]
        if where is None:
            return None
        new_related = tuple(Related(range, message) for range, message in related if range is not None)
        new_fixes = tuple(
            Fix(fix.title, tuple(Edit(range, text) for range, text in edits if range is not None), fix.safety)
            for fix, edits in fixes
        )
        whole = len(new_related) == len(related) and all(
            len(new.edits) == len(edits) for new, (_, edits) in zip(new_fixes, fixes, strict=True)
        )
        copy = Diagnostic(where, self.message, new_fixes, new_related, self.tags, self.severity, self.rule)
        return copy if whole else None

    def found_by(self, rule: Finder | None, severity: Severity) -> Diagnostic:
        """The same diagnostic as the finding of a rule."""
        return self._copy(severity, rule, self._by, {})

    def _copy(self, severity: Severity, rule: Finder | None, by: int, memo: dict[object, object]) -> Diagnostic:
        copy = object.__new__(Diagnostic)
        copy._range, copy.message, copy._fixes = self._range, self.message, self._fixes
        copy._related, copy.tags = self._related, self.tags
        copy.severity, copy.rule, copy._by, copy.memo = severity, rule, by, memo
        return copy

    def _said(self) -> tuple[object, ...]:
        return (self.range, self.message, self.fixes, self.related, self.tags, self.severity, self.rule)

    def __eq__(self, other: object) -> bool:
        return self._said() == other._said() if isinstance(other, Diagnostic) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.range, self.message))

    def __repr__(self) -> str:
        return f"Diagnostic({self.code}, {tuple(self.range)}, {self.message!r})"
