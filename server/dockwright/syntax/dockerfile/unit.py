"""A Dockerfile's smallest piece that is read on its own: one logical line with all that belongs to it."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, NamedTuple

from dockwright.syntax.joined import Joined

# Go's unicode.IsSpace. `str.isspace` would add U+001C to U+001F.
BLANKS = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

# What `\s` is in Go's regular expressions, by which BuildKit reads directives and the markers of heredocs.
PATTERN_BLANKS = "\t\n\f\r "

# The names that BuildKit knows (directives.go, validDirectives).
DIRECTIVES = frozenset(("syntax", "escape", "check"))


class UnitKind(Enum):
    """What a unit is."""

    BLANK = "blank"
    COMMENT = "comment"
    DIRECTIVE = "directive"
    INSTRUCTION = "instruction"


class Head(NamedTuple):
    """What the lines so far decide about reading the next one: all that a unit depends on before itself.

    `directives` holds the parser directives seen, `None` once a line that is none has ended their block.
    """

    escape: str
    directives: frozenset[str] | None
    first: bool = False


START = Head("\\", frozenset(), first=True)


class HeredocBody(NamedTuple):
    """Where the body of one heredoc lies in its unit; offsets count from the unit's start.

    `content` ends where the terminator's line begins. Without a terminator everything is empty and lies at the
    end of the line that opens it: BuildKit refuses the file, and the lines below are still worth reading.
    """

    content_start: int
    content_end: int
    terminator_end: int
    terminated: bool


class Unit:
    """One logical line: immutable, without a position, the same object for as long as its text is untouched.

    `text` is its part of the file, line ends included. `logical` is what BuildKit's parser gets of an instruction,
    with sources that count from the unit's start. `reach` is how far its reading looked past its end:
    0, 1 where the end of the file ended it, or `FAR` where it searched all that follows.
    `memo` is where higher floors keep what they computed from it.
    """

    __slots__ = ("before", "bodies", "kind", "logical", "memo", "placed", "reach", "text")

    def __init__(
        self,
        kind: UnitKind,
        text: str,
        before: Head,
        logical: Joined | None = None,
        bodies: tuple[HeredocBody, ...] = (),
        reach: int = 0,
    ) -> None:
        self.kind = kind
        self.text = text
        self.before = before
        self.logical = logical if logical is not None else Joined.of(text, 0)
        self.bodies = bodies
        self.reach = reach
        self.memo: dict[object, object] = {}
        self.placed: Any = None
        """The instruction or the comment that it is, where it stood last; its type is known a step above."""

    @property
    def reading(self) -> tuple[object, ...]:
        """All that reading the text said; two units that read alike have equal ones."""
        return (self.kind, self.text, self.before, self.logical, self.bodies, self.reach)

    def __repr__(self) -> str:
        return f"Unit({self.kind.value}, {self.text!r})"

    @property
    def after(self) -> Head:
        """What this unit decides about reading the next one."""
        if self.kind is UnitKind.DIRECTIVE:
            name, value = directive(self.text) or ("", "")
            seen = (self.before.directives or frozenset()) | {name}
            escape = value if name == "escape" and value in ("\\", "`") else self.before.escape
            return Head(escape, seen)
        if self.before.directives is None:
            return self.before
        if self.before.first and self.text.lstrip("\ufeff").startswith("#!"):
            # BuildKit passes over a first line `#!…` when it looks for `syntax` and `check`, but not for `escape`.
            return Head(self.before.escape, frozenset(("escape",)))
        return Head(self.before.escape, None)


FAR = 1 << 60


_DIRECTIVE = re.compile(rf"([a-zA-Z][a-zA-Z0-9]*)[{PATTERN_BLANKS}]*=[{PATTERN_BLANKS}]*(.+)", re.DOTALL)


def directive(line: str) -> tuple[str, str] | None:
    """The lower-case name and the value of a parser directive; `None` if `line` is none, known name or not."""
    name, found = match_directive(line)
    return (name.lower(), found.rstrip(PATTERN_BLANKS)) if name else None


def match_directive(line: str) -> tuple[str, str]:
    """The name as written and the value, with the blanks behind it, of `# name = value`; else two empty texts."""
    comment = line.lstrip("\ufeff").rstrip("\r\n").lstrip(BLANKS)
    match = _DIRECTIVE.fullmatch(comment[1:].lstrip(BLANKS)) if comment.startswith("#") else None
    return (match.group(1), match.group(2)) if match else ("", "")
