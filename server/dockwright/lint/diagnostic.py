"""What a rule finds, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class Related:
    """Another place in the same file that a diagnostic speaks of."""

    range: TextRange
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule.

    A rule fills `range`, `message`, `fixes`, `related` and `tags`; the engine fills `rule` and `severity`.
    `message` is one sentence without a full stop: what is wrong here.
    The first of `fixes` is the one that "fix all" takes, if it is safe; the others are alternatives.
    """

    range: TextRange
    message: str
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    tags: tuple[Tag, ...] = ()
    severity: Severity = Severity.WARNING
    rule: Finder | None = field(default=None, repr=False)

    @property
    def code(self) -> str:
        """The id of the rule that found it."""
        return self.rule.id if self.rule else ""

    def shifted(self, by: int) -> Diagnostic:
        """The same diagnostic in a text that has `by` more code points in front."""
        if by == 0:
            return self
        return Diagnostic(
            self.range.shifted(by),
            self.message,
            tuple(fix.shifted(by) for fix in self.fixes),
            tuple(Related(it.range.shifted(by), it.message) for it in self.related),
            self.tags,
            self.severity,
            self.rule,
        )
