"""What a shell script says: lists of pipelines of commands, made of words.

All ranges are offsets into the text that was parsed. A part that is missing or unknown is `None`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from dockwright.text.ranges import TextRange

Quoting: TypeAlias = Literal["none", "single", "double", "mixed"]
"""How a word is quoted: not at all, wholly in one pair of quotes, or in some other way (`a'b'`, `a\\ b`, `$'a'`)."""

ExpansionKind: TypeAlias = Literal["parameter", "command", "arithmetic", "process"]

Nesting: TypeAlias = Literal["subshell", "group", "condition", "branch", "loop", "case", "function", "substitution"]
"""What a command lies in: the list that `if` or `while` tests is the condition, what `then` or `else` runs a branch."""

CompoundKind: TypeAlias = Literal[
    "subshell", "group", "if", "for", "select", "while", "until", "case", "function", "test", "arithmetic"
]

CONTROL_FLOW: frozenset[CompoundKind] = frozenset(("if", "for", "select", "while", "until", "case", "function"))


class Problem(NamedTuple):
    """Something the shell would refuse, and where."""

    range: TextRange
    message: str


class Operator(NamedTuple):
    """A token between commands: `&&`, `||`, `|`, `|&`, `;`, `&` or a line end."""

    range: TextRange
    text: str


class Expansion(NamedTuple):
    """What the shell replaces inside a word: `$name`, `${name…}`, `$(…)`, `$((…))`, `<(…)`, in backquotes too."""

    range: TextRange
    kind: ExpansionKind
    name: str | None
    """The parameter's name; `None` for the other kinds and where `${` names none."""
    quoted: bool
    """Whether it stands in double quotes, so that its value is neither split nor globbed."""


class Word(NamedTuple):
    """One word as written, and what it means."""

    range: TextRange
    text: str
    """As written. In backquotes, where the shell takes one level of backslashes away first, what is left then."""
    value: str | None
    """Without quotes and escapes; `None` where it holds an expansion. Globs and `{a,b}` stay as they are."""
    quoting: Quoting
    expansions: tuple[Expansion, ...]


class Assignment(NamedTuple):
    """`name=value` in front of a command, or alone."""

    range: TextRange
    name: str
    appends: bool
    """Whether it is `+=`."""
    value: Word | None
    """`None` for an array."""
    elements: tuple[Word, ...] | None
    """The words of an array, `None` for anything else."""


class HereDocument:
    """The lines that `<<` reads. They come after the line of their operator, and are filled in when they do."""

    __slots__ = ("body", "delimiter", "expands", "expansions", "strips_tabs", "terminator")

    def __init__(self, delimiter: str, expands: bool, strips_tabs: bool) -> None:
        self.delimiter = delimiter
        self.expands = expands
        self.strips_tabs = strips_tabs
        self.body: TextRange | None = None
        """With the end of its last line; `None` where the text ends before it."""
        self.terminator: TextRange | None = None
        """The line that ends it; `None` where there is none."""
        self.expansions: tuple[Expansion, ...] = ()


class Redirection(NamedTuple):
    """`2>&1`, `> file`, `<<EOF`, `<<< word`."""

    range: TextRange
    operator: str
    descriptor: str | None
    """What stands in front of the operator: digits, or `{name}`."""
    target: Word | None
    heredoc: HereDocument | None


class SimpleCommand(NamedTuple):
    """Assignments, words and redirections, up to the next operator."""

    range: TextRange
    assignments: tuple[Assignment, ...]
    words: tuple[Word, ...]
    redirections: tuple[Redirection, ...]
    before: Operator | None
    after: Operator | None
    nesting: tuple[Nesting, ...]
    """What it lies in, outermost first; empty at the top."""


class CompoundCommand(NamedTuple):
    """A command made of lists: a subshell, a group, control flow, a function; also `[[ … ]]` and `(( … ))`."""

    range: TextRange
    kind: CompoundKind
    words: tuple[Word, ...]
    """The function's name; the variable and what it runs over; what `case` looks at, then its patterns; the test."""
    lists: tuple[CommandList, ...]
    """Conditions and bodies in the order in which they are written."""
    redirections: tuple[Redirection, ...]
    before: Operator | None
    after: Operator | None


class Pipeline(NamedTuple):
    """Commands joined by `|`, or a single one."""

    range: TextRange
    negated: bool
    commands: tuple[SimpleCommand | CompoundCommand, ...]
    before: Operator | None
    after: Operator | None


class CommandList(NamedTuple):
    """Pipelines joined by `&&`, `||`, `;`, `&` and line ends."""

    range: TextRange
    pipelines: tuple[Pipeline, ...]


class Script(NamedTuple):
    """A whole text."""

    text: str
    body: CommandList
    commands: tuple[SimpleCommand, ...]
    """Every simple command by its start, also those inside substitutions, subshells and control flow."""
    compounds: frozenset[CompoundKind]
    """The kinds of compound command that it holds, at any depth."""
    problems: tuple[Problem, ...]

    @property
    def is_flat(self) -> bool:
        """Whether the list at the top holds simple commands only: `a && b; c | d`."""
        return all(isinstance(it, SimpleCommand) for pipeline in self.body.pipelines for it in pipeline.commands)

    @property
    def has_control_flow(self) -> bool:
        """Whether conditions, loops, `case` or functions occur, at any depth."""
        return not self.compounds.isdisjoint(CONTROL_FLOW)
