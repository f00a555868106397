"""The names of a file: stages, images, variables and the delimiters of heredocs, each with every place that names it.

What an editor asks about a name is answered from here: where it comes from, where it is used, what to rename.

A variable is one symbol as far as its value reaches: from a global ARG into the stages that declare it again, and from
a stage into those that build on it. (An ARG with a default of its own is still the same build argument.) Two stages
that set the same name each for itself have two. Facts: moby/buildkit,
frontend/dockerfile/dockerfile2llb/convert.go (dispatchStages, dispatchArg, dispatchEnv).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import cast

from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, StageUse
from dockwright.semantic.variable_mentions import Place, Role, variable_places
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


class SymbolKind(Enum):
    """What a name is the name of."""

    STAGE = "stage"
    VARIABLE = "variable"
    HEREDOC = "heredoc"
    IMAGE = "image"
    """What is referred to as a stage might be, and is none: an image, or a stage that is still to be written."""


class Spelling(Enum):
    """How a place says whom it means."""

    NAME = "name"
    NUMBER = "number"
    """A stage by its number, as in `--from=0`."""
    HIDDEN = "hidden"
    """By a variable, or with quotes in between: what stands there is not the name itself."""


@dataclass(eq=False)
class Symbol:
    """A name and all that it is used for; `name` is as it was first written, empty for a stage without one."""

    kind: SymbolKind
    name: str
    mentions: list[Mention] = field(default_factory=list)
    """Every place that names it, in order."""
    stage: Stage | None = None
    """The stage that it names; for a variable or a heredoc `None`."""
    body: TextRange | None = None
    """What a heredoc's delimiter ends; without one below, all the rest of the text."""
    strips_tabs: bool = False
    """Whether tabs may stand before that delimiter."""
    _joined: Symbol | None = field(default=None, repr=False)

    @property
    def declarations(self) -> list[Mention]:
        """Where the name comes from; none for a variable that only the base image can set."""
        return [it for it in self.mentions if it.role is Role.DECLARES]

    @property
    def is_declared(self) -> bool:
        """Whether this file says where it comes from, if only a script for itself."""
        return any(it.role is not Role.READS for it in self.mentions)

    @property
    def root(self) -> Symbol:
        """The symbol that it turned out to be the same as; mostly itself."""
        symbol = self
        while symbol._joined is not None:
            symbol = symbol._joined
        return symbol

    def join(self, other: Symbol) -> Symbol:
        """Take two symbols for one; the one that is left."""
        one, two = self.root, other.root
        if one is not two:
            two._joined = one
        return one


@dataclass(eq=False, slots=True)
class Mention:
    """A place that names something: `range` is the name alone, without `$`, quotes or `--from=`."""

    symbol: Symbol
    range: TextRange
    role: Role
    instruction: ast.Instruction
    spelling: Spelling = Spelling.NAME
    origin: Mention | None = None
    """Where what is meant here was declared last, or by its script written; `None` where it is declared itself."""
    use: StageUse | None = None
    """How a stage is referred to."""
    replaced: Mention | None = None
    """Where the variable was set whose value this declaration replaces."""


class Symbols:
    """All names of a file; a value, like the document that it belongs to."""

    def __init__(self, document: Document) -> None:
        self._document = document
        found = [*_variables(document), *_stages(document), *_images(document), *_heredocs(document)]
        found.sort(key=lambda it: it.range)
        self.mentions: tuple[Mention, ...] = tuple(found)
        """Every place that names something, in order."""
        for mention in found:
            mention.symbol = mention.symbol.root
            mention.symbol.mentions.append(mention)

    @cached_property
    def _starts(self) -> list[int]:
        return [it.range.start for it in self.mentions]

    def at(self, offset: int) -> Mention | None:
        """The mention that the caret at `offset` touches; between two, the one behind it."""
        index = bisect_right(self._starts, offset)
        for mention in reversed(self.mentions[max(index - 2, 0) : index]):
            if mention.range.covers(offset):
                return mention
        return None

    @cached_property
    def all(self) -> tuple[Symbol, ...]:
        """Every symbol, by where it is named first."""
        return tuple(dict.fromkeys(it.symbol for it in self.mentions))

    def called(self, name: str) -> list[Mention]:
        """The places that name a variable `name`, whichever of that name."""
        return [it for it in self.mentions if it.symbol.kind is SymbolKind.VARIABLE and it.symbol.name == name]


def symbols_of(document: Document) -> Symbols:
    """The names of a file, worked out once."""
    kept = document.answers.get(symbols_of)
    if kept is None:
        kept = document.answers[symbols_of] = Symbols(document)
    return cast(Symbols, kept)


# --- variables ---


class _Scope:
    """The variables at one point of a file: what each name means there, and where it was set last."""

    def __init__(self, above: _Scope | None = None, outside: _Scope | None = None) -> None:
        self.declared: dict[str, Symbol] = dict(above.declared) if above else {}
        self.last: dict[str, Mention] = dict(above.last) if above else {}
        self.unknown: dict[str, Symbol] = dict(above.unknown) if above else {}
        """Names that nothing has set so far: the base image may."""
        self.outside = outside
        """The global ARGs, which an ARG of a stage may take over."""

    def read(self, name: str) -> Symbol:
        """What a name means where it is read."""
        symbol = self.declared.get(name) or self.unknown.get(name)
        if symbol is None:
            symbol = self.unknown[name] = Symbol(SymbolKind.VARIABLE, name)
        return symbol

    def declare(self, place: Place) -> Symbol:
        """What a name means from here on, where it is set."""
        known = self.declared.get(place.name)
        taken = self.outside.declared.get(place.name) if self.outside and place.is_argument else None
        if known is not None and taken is not None:
            symbol = known.join(taken)
        else:
            symbol = known or taken or Symbol(SymbolKind.VARIABLE, place.name)
        self.declared[place.name] = symbol
        return symbol


def _variables(document: Document) -> Iterator[Mention]:
    globals_ = _Scope()
    stages = document.stages
    first = stages[0].instruction.start if stages else None
    # What is no ARG has no business above the first FROM; still its names are to be told apart.
    head = _Scope(outside=globals_)
    for instruction in document.instructions:
        if first is not None and instruction.start >= first:
            break
        is_global = isinstance(instruction, ast.Arg)
        yield from _of(document, instruction, globals_ if is_global and first is not None else head)
    ends: dict[int, _Scope] = {}
    for stage in stages:
        yield from _of(document, stage.instruction, globals_)
        scope = _Scope(ends[stage.parent.index] if stage.parent is not None else None, globals_)
        for instruction in stage.instructions:
            yield from _of(document, instruction, scope)
        ends[stage.index] = scope


def _of(document: Document, instruction: ast.Instruction, scope: _Scope) -> Iterator[Mention]:
    text = instruction.unit.text
    if "$" not in text and "%" not in text and not isinstance(instruction, ast.Arg | ast.Env | ast.Onbuild):
        return
    base = instruction.base
    places = variable_places(instruction, document.state_before(instruction).shell_language)
    if not places:
        return
    local: dict[str, Symbol] = {}
    last: dict[str, Mention] = {}
    for place in places:
        if place.role is Role.WRITES and place.name not in scope.declared and place.name not in local:
            # What a script sets for itself is nobody else's, unless the file has a variable of that name.
            local[place.name] = Symbol(SymbolKind.VARIABLE, place.name)
    for place in places:
        name, role = place.name, place.role
        origin = last.get(name) or scope.last.get(name)
        replaced = None
        if role is Role.DECLARES:
            symbol = scope.declare(place)
            # An ARG without a default takes over the global one's, or leaves what is set already as it is.
            taken = scope.outside.last.get(name) if scope.outside is not None else None
            replaced = origin
            origin = taken or origin if place.is_argument and not place.has_value else None
        else:
            symbol = local.get(name) or scope.read(name)
        range = place.range.shifted(base) if base else place.range
        mention = Mention(symbol, range, role, instruction, origin=origin, replaced=replaced)
        if role is Role.DECLARES:
            # An ENV without a value is half typed: until then what stands above holds.
            if place.has_value or place.is_argument or name not in scope.last:
                scope.last[name] = mention
        elif role is Role.WRITES:
            last[name] = mention
        yield mention


# --- stages ---


def _stages(document: Document) -> Iterator[Mention]:
    for stage in document.stages:
        word = stage.instruction.stage_name
        if word is None and not stage.used_by:
            continue
        symbol = Symbol(SymbolKind.STAGE, word.text if word else "", stage=stage)
        range = word.range if word else stage.instruction.keyword.range
        spelling = Spelling.NAME if word else Spelling.HIDDEN
        declaration = Mention(symbol, range, Role.DECLARES, stage.instruction, spelling)
        yield declaration
        for use in stage.used_by:
            range, spelling = _reference(document, use)
            yield Mention(symbol, range, Role.READS, use.instruction, spelling, declaration, use)


def _images(document: Document) -> Iterator[Mention]:
    found: dict[str, Symbol] = {}
    for stage in document.stages:
        for use in stage.uses:
            if use.stage is None and use.index is None and use.text and "$" not in use.word.text:
                symbol = found.setdefault(use.text, Symbol(SymbolKind.IMAGE, use.text))
                range, spelling = _reference(document, use)
                yield Mention(symbol, range, Role.READS, use.instruction, spelling, use=use)


def _reference(document: Document, use: StageUse) -> tuple[TextRange, Spelling]:
    """Where a reference to a stage stands, without quotes, and how it is written."""
    whole = use.range
    number = use.index is not None
    if use.word.text == use.text:
        return whole, Spelling.NUMBER if number else Spelling.NAME
    place = whole.slice(document.text).find(use.text)
    if "$" in use.word.text or place < 0:
        return whole, Spelling.HIDDEN
    start = whole.start + place
    return TextRange(start, start + len(use.text)), Spelling.NUMBER if number else Spelling.NAME


# --- heredocs ---


def _heredocs(document: Document) -> Iterator[Mention]:
    for instruction in document.instructions:
        for heredoc in instruction.heredocs:
            end = heredoc.content_range.end if heredoc.terminated else len(document.text)
            body = TextRange(heredoc.content_range.start, end)
            marker, last = heredoc.range, heredoc.terminator_range
            yield from _delimiters(document, instruction, heredoc.name, marker, body, last, heredoc.chomp)
        if len(instruction.heredocs) == 1 and "<<" in instruction.heredocs[0].content:
            yield from _heredocs_in_script(document, instruction)


def _heredocs_in_script(document: Document, instruction: ast.Instruction) -> Iterator[Mention]:
    """Those of the script that is the body of a RUN's own heredoc."""
    form = instruction.command if isinstance(instruction, ast.Run) else None
    if not isinstance(form, ast.ShellForm) or form.heredoc is None:
        return
    script = script_of(instruction, document.state_before(instruction).shell_language)
    for command in script.commands if script is not None else ():
        for redirection in command.redirections:
            heredoc, target = redirection.heredoc, redirection.target
            if heredoc is None or target is None or heredoc.body is None or heredoc.terminator is None:
                continue
            body = form.source_range(*heredoc.body)
            last = form.source_range(*heredoc.terminator)
            last = TextRange(last.start, last.start + len(last.slice(document.text).rstrip("\r\n")))
            last = TextRange(max(last.start, last.end - len(heredoc.delimiter)), last.end)
            marker = form.source_range(*target.range)
            strips = heredoc.strips_tabs
            yield from _delimiters(document, instruction, heredoc.delimiter, marker, body, last, strips)


def _delimiters(
    document: Document,
    instruction: ast.Instruction,
    name: str,
    marker: TextRange,
    body: TextRange,
    last: TextRange | None,
    strips_tabs: bool,
) -> Iterator[Mention]:
    """The name in a marker, and the line that ends the heredoc; none where a quote stands inside the name."""
    place = marker.slice(document.text).rfind(name)
    if place < 0 or not name or (last is not None and last.slice(document.text) != name):
        return
    start = marker.start + place
    symbol = Symbol(SymbolKind.HEREDOC, name, body=body, strips_tabs=strips_tabs)
    first = Mention(symbol, TextRange(start, start + len(name)), Role.DECLARES, instruction)
    yield first
    if last is not None:
        yield Mention(symbol, last, Role.READS, instruction, origin=first)


def in_stages(mentions: Iterable[Mention], document: Document) -> set[int]:
    """The numbers of the stages in which places stand; -1 for what stands above the first FROM, or in one."""
    found: set[int] = set()
    for mention in mentions:
        stage = document.stage_of(mention.instruction)
        found.add(-1 if stage is None or isinstance(mention.instruction, ast.From) else stage.index)
    return found
