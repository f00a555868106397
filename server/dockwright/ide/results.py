"""Answers that an editor's questions get: offsets and words, in no protocol's terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, IntFlag
from typing import NamedTuple

from dockwright.lint.diagnostic import Diagnostic
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


@dataclass(frozen=True, slots=True)
class Markup:
    """What a hover shows, in Markdown, for all of `range`."""

    range: TextRange
    markdown: str


class ItemKind(Enum):
    """What a completion stands for; an editor draws each in its own way."""

    INSTRUCTION = "instruction"
    FLAG = "flag"
    VALUE = "value"
    STAGE = "stage"
    IMAGE = "image"
    VARIABLE = "variable"
    SNIPPET = "snippet"
    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Item:
    """One completion: `edit` is what taking it does, `also` what it does elsewhere in the file.

    In the text of a `snippet` the edit's text has VS Code's placeholders; `plain` is the same text without them.
    `sort` orders before the label does; `goes_on` asks the editor to offer completions again after it.
    What is told beside it when it is looked at is its `documentation`, or asked for by its `key`; both may be empty.
    """

    label: str
    kind: ItemKind
    edit: Edit
    detail: str = ""
    documentation: str = ""
    key: str = ""
    snippet: bool = False
    plain: str = ""
    sort: str = ""
    filter: str = ""
    also: tuple[Edit, ...] = ()
    deprecated: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Completions:
    """What can be typed at a place; incomplete where there was more than is offered at once."""

    items: tuple[Item, ...]
    is_incomplete: bool = False


class SymbolKind(Enum):
    """What a symbol is."""

    DIRECTIVE = "directive"
    STAGE = "stage"
    INSTRUCTION = "instruction"
    VARIABLE = "variable"


@dataclass(frozen=True, slots=True)
class Symbol:
    """An entry of a file's outline: `range` is all of it, `focus` what is selected when it is chosen."""

    name: str
    kind: SymbolKind
    range: TextRange
    focus: TextRange
    detail: str = ""
    children: tuple[Symbol, ...] = ()
    deprecated: bool = False


class FoldKind(Enum):
    """What a fold hides; the values are LSP's FoldingRangeKind."""

    COMMENT = "comment"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch that can be folded away: from the end of its first line to the end of its last."""

    range: TextRange
    kind: FoldKind | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a user may have done to the file.

    `kind` is LSP's CodeActionKind ("quickfix", "refactor.rewrite", "source.fixAll.dockwright").
    `edits` works out the change; it is called when the action is taken, or when the client cannot ask again.
    That takes long where it `is_of_file`: the change is one of the whole file, whatever was selected.
    """

    title: str
    kind: str
    edits: Callable[[], tuple[Edit, ...]]
    diagnostics: tuple[Diagnostic, ...] = ()
    is_preferred: bool = False
    is_of_file: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where a name leads: `range` is all that is declared there, `focus` the name in it.

    `origin` is what led there: the word that an editor underlines. With a `path` it is that file of the build context.
    """

    range: TextRange
    focus: TextRange
    origin: TextRange
    path: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A place that names the same as the cursor does, and whether it sets it rather than reads it."""

    range: TextRange
    sets: bool


@dataclass(frozen=True, slots=True)
class Renaming:
    """What can be renamed: the name under the cursor, and what it is now."""

    range: TextRange
    name: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something that a user wants cannot be done."""

    reason: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a signature; `range` counts in the signature's label."""

    range: TextRange
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A form in which something can be written, its parts, and the number of the one that is typed."""

    label: str
    parameters: tuple[Parameter, ...]
    documentation: str
    active: int | None


@dataclass(frozen=True, slots=True)
class Signatures:
    """The forms of what is being typed, and the number of the likeliest."""

    signatures: tuple[Signature, ...]
    active: int


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that an editor writes into the text at `offset`, behind what stands there.

    `kind` is the setting that shows it. `tooltip`, in Markdown, is worked out when somebody looks.
    """

    offset: int
    label: str
    kind: str
    tooltip: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Lens:
    """Words that an editor writes above a line; `kind` is the setting that shows them.

    `title`, and the `places` that it leads to, are worked out when the line is looked at.
    """

    range: TextRange
    kind: str
    title: Callable[[], str]
    places: Callable[[], tuple[TextRange, ...]]


class TokenKind(Enum):
    """What a stretch of text is; the values are LSP's SemanticTokenTypes, so that every theme has a colour for each."""

    KEYWORD = "keyword"
    COMMENT = "comment"
    STRING = "string"
    NUMBER = "number"
    OPERATOR = "operator"
    VARIABLE = "variable"
    PARAMETER = "parameter"
    """A flag, of an instruction or of a command."""
    PROPERTY = "property"
    """The name in `name=value` where it names no variable: a label, a mount's option."""
    VALUE = "enumMember"
    """One of a fixed set: a tag, a platform, a mount's type, a signal."""
    FUNCTION = "function"
    """A command."""
    STAGE = "class"
    IMAGE = "type"
    REGISTRY = "namespace"
    MARK = "macro"
    """What changes how the file itself is read: a directive's name, a heredoc's delimiter."""


class TokenModifier(IntFlag):
    """What else a stretch is; the names in lower case, with a hump for `_`, are LSP's SemanticTokenModifiers."""

    NONE = 0
    DECLARATION = 1
    DEPRECATED = 2
    DEFAULT_LIBRARY = 4


class Token(NamedTuple):
    """A stretch of one line that is of one kind; `start` counts from where its `Tokens` start."""

    start: int
    end: int
    kind: TokenKind
    modifiers: TokenModifier = TokenModifier.NONE


@dataclass(frozen=True, eq=False)
class Tokens:
    """The tokens of some whole lines of a file, in order and without overlap; kept as long as they say the same."""

    text: str
    tokens: tuple[Token, ...]
    memo: dict[object, object] = field(default_factory=dict, repr=False)
    """Where the one who sends them keeps them in the words of the protocol."""


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch that leads elsewhere: to an address of the web, or to a file of the build context."""

    range: TextRange
    tooltip: str
    url: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """Places that read the same and change together, and the pattern that what is typed there has to keep."""

    ranges: tuple[TextRange, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class StageItem:
    """A stage by its number: `range` is all of it, `focus` what names it."""

    index: int
    name: str
    detail: str
    range: TextRange
    focus: TextRange


@dataclass(frozen=True, slots=True)
class StageLink:
    """A stage that uses another or is used by it, and where that is said."""

    stage: StageItem
    ranges: tuple[TextRange, ...]
