"""Comments that silence findings, where each of them counts, and what becomes of them.

What a comment says is read by `dialects`. A comment above an instruction counts from anywhere in the block of comments
directly above it, for all lines below it; one inside a continued instruction counts for the line below it. So does one
above nothing, which then silences nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, cast

from dockwright.catalog.instructions import CHECKS
from dockwright.catalog.shellcheck import OFF
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.dialects import EVERYTHING, OURS, WORDS, Ignore, Name, Reach, answers, check_name, ignores
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.semantic.checks import check_options
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.mentions import Mentions
from dockwright.syntax.dockerfile.unit import Unit, UnitKind
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import nearest

# Rules of other linters that are not all rules here, and what ShellCheck finds is not found by rules.
_FOREIGN = re.compile(r"(?:dl|sc)\d{4}|shellcheck")
_OF_SHELLCHECK = re.compile(r"sc\d{4}|shellcheck(?:=\*)?")

_MENTIONS = Mentions(WORDS)
_IMAGES = frozenset(("image:1", "debian:12"))
_MOST_ALONE = 50

Finds = Callable[[Document, Rule, Settings], bool]
"""Whether a rule finds something in a document."""

_WITH_COMMANDS = (ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck)


class Scope(Enum):
    """How much "ignore this" silences."""

    LINE = "line"
    FILE = "file"


@dataclass(frozen=True)
class Suppression:
    """A comment that silences: where it stands, the range it speaks of (`None`: the file), and the names in it.

    `said` is the piece of the comment that says so; `until` the day from which on it does not count any more.
    """

    comment: TextRange
    said: TextRange
    scope: TextRange | None
    names: tuple[Name, ...]
    dialect: str
    until: str | None = None

    def hiding(self, diagnostic: Diagnostic) -> list[Name]:
        """The names for which the diagnostic is silenced; none: it is not."""
        start = diagnostic.range.start
        if self.scope is not None and not self.scope.start <= start < self.scope.end:
            return []
        rule = diagnostic.rule
        if not isinstance(rule, Rule):
            return []
        known = answers(rule)
        found = [it for it in self.names if not it.meant.isdisjoint(known)]
        if found and Silencing in rule.on and diagnostic.range.start in range(self.said.start, self.said.end + 1):
            # That it silences nothing, a comment may deny for others, not for itself.
            return [it for it in found if it.meant & {name.casefold() for name in rule.names}]
        return found


@dataclass(frozen=True)
class Silencing:
    """What became of a comment that silences, for a rule that is asked about that.

    `idle` are the names of rules that were asked and found nothing that the comment could silence; `unknown` are names
    that we would know if they were any, each with what was probably meant. `ended`: its time is over.
    """

    document: Document
    suppression: Suppression
    idle: tuple[Name, ...] = ()
    unknown: tuple[tuple[Name, str | None], ...] = ()
    ended: bool = False

    def removal(self, name: Name | None = None) -> tuple[Edit, ...]:
        """The edits that remove what silences, or only one of its names; none where that would change the file."""
        names = self.suppression.names
        if name is None or len(names) == 1:
            return _without(self.document, self.suppression)
        place = names.index(name)
        if place:
            return (delete(TextRange(names[place - 1].range.end, name.range.end)),)
        return (delete(TextRange(name.range.start, names[1].range.start)),)


class Heard(NamedTuple):
    """The findings that no comment silences, and of each comment the names for which it silenced something."""

    diagnostics: list[Diagnostic]
    used: Mapping[int, set[Name]]


def audible(document: Document, diagnostics: list[Diagnostic], settings: Settings = DEFAULT) -> list[Diagnostic]:
    """Those of `diagnostics` that no comment silences."""
    silencing = suppressions(document) if diagnostics else ()
    return heard(silencing, diagnostics, settings).diagnostics if silencing else diagnostics


def heard(silencing: Sequence[Suppression], diagnostics: list[Diagnostic], settings: Settings) -> Heard:
    """Hold `diagnostics` against the comments of their document."""
    used: dict[int, set[Name]] = {}
    valid = [(number, it) for number, it in enumerate(silencing) if not has_ended(it, settings)]
    if not settings.inline_ignores or not valid:
        return Heard(diagnostics, used)
    everywhere = [it for it in valid if it[1].scope is None]
    waiting = sorted((it for it in valid if it[1].scope is not None), key=_scope_start, reverse=True)
    here: list[tuple[int, Suppression]] = []
    audible: list[Diagnostic] = []
    # Both are in order, so each diagnostic is held against the few comments that speak of its place.
    for diagnostic in sorted(diagnostics, key=lambda it: it.range.start):
        start = diagnostic.range.start
        while waiting and _scope_start(waiting[-1]) <= start:
            here.append(waiting.pop())
        here = [it for it in here if it[1].scope is not None and start < it[1].scope.end]
        is_silenced = False
        for number, suppression in (*everywhere, *here):
            for name in suppression.hiding(diagnostic):
                used.setdefault(number, set()).add(name)
                is_silenced = True
        if not is_silenced:
            audible.append(diagnostic)
    return Heard(audible, used)


def _scope_start(numbered: tuple[int, Suppression]) -> int:
    scope = numbered[1].scope
    return scope.start if scope is not None else 0


def has_ended(suppression: Suppression, settings: Settings) -> bool:
    """Whether its time is over; where nobody says what day it is, no time is ever over."""
    return suppression.until is not None and settings.today is not None and settings.today >= suppression.until


def judged(
    document: Document,
    silencing: Sequence[Suppression],
    used: Mapping[int, set[Name]],
    rules: tuple[Rule, ...],
    settings: Settings,
    finds: Finds,
) -> Iterator[Silencing]:
    """What became of each comment after `heard` said what they were used for.

    A name counts as idle only where all rules that it means were asked: what another choice of rules finds may be just
    what the comment is there for. One that is written for another linter has to be superfluous there as well. What
    ShellCheck finds is not ours to judge, and a comment never judges itself.
    """
    for number, suppression in enumerate(silencing):
        if not settings.inline_ignores:
            yield Silencing(document, suppression)
            continue
        ended = has_ended(suppression, settings)
        idle = [it for it in suppression.names if it not in used.get(number, ()) and not ended]
        yield Silencing(
            document,
            suppression,
            tuple(it for it in idle if _is_idle(document, it, suppression, rules, settings, finds)),
            tuple((it, _meant(it, rules)) for it in idle if _is_unknown(it, suppression, rules)),
            ended,
        )


def _is_idle(
    document: Document,
    name: Name,
    suppression: Suppression,
    rules: tuple[Rule, ...],
    settings: Settings,
    finds: Finds,
) -> bool:
    """Whether a name that silenced nothing has nothing to silence."""
    if EVERYTHING in name.meant:
        if suppression.dialect != "dockwright" or not all(settings.selects(it) for it in rules if it.default):
            return False
        # ShellCheck may find something that is silenced as well.
        return settings.shellcheck == OFF or not any(
            isinstance(it, (*_WITH_COMMANDS, ast.Onbuild)) for it in _within(document, suppression.scope)
        )
    if any(_OF_SHELLCHECK.fullmatch(it) or it.endswith("=*") for it in name.meant):
        return False
    named = [it for meant in name.meant for it in _known(rules).get(meant, ())]
    if not named or not all(settings.selects(it) and Silencing not in it.on for it in named):
        return False
    if suppression.dialect == "dockwright":
        return True
    return not any(_may_be_found(document, it, suppression, settings, finds) for it in named)


def _may_be_found(document: Document, rule: Rule, suppression: Suppression, settings: Settings, finds: Finds) -> bool:
    """Whether another linter may find what `rule` stands for, where that found nothing.

    All find what BuildKit does. Those that know more about the file than another linter are silent on purpose where
    that is not, so they are asked what they would find if they knew nothing; what a variable holds, each guesses in
    its own way; and so do those about secrets, which are known by their names.
    """
    is_guess = rule.category == "secrets"
    if suppression.dialect == "buildkit" and not is_guess:
        return False
    scope = suppression.scope
    if rule.mentions:
        folded = (document.text if scope is None else scope.slice(document.text)).lower()
        if not any(it in folded for it in rule.mentions):
            return False
    if {Document, Stage} & set(rule.on):
        return True
    kinds = tuple(kind for on in rule.on for kind in (_WITH_COMMANDS if on is Command else (on,)))
    here = [it for it in _within(document, scope) if isinstance(it, (*kinds, ast.Onbuild))]
    if is_guess or Document in rule.reads or any("$" in it.unit.text for it in here):
        return bool(here)
    return State in rule.reads and (
        len(here) > _MOST_ALONE or any(_finds_alone(document, it, rule, settings, finds) for it in here)
    )


def _finds_alone(
    document: Document, instruction: ast.Instruction, rule: Rule, settings: Settings, finds: Finds
) -> bool:
    """Whether `rule` finds something in an instruction for which nothing holds but its image."""
    memo, text = instruction.unit.memo, instruction.unit.text
    stage = document.stage_of(instruction)
    own = stage.root.base.text if stage is not None else None
    key = (_finds_alone, rule, settings, own)
    kept = memo.get(key)
    if kept is None:
        head = "# escape=`\n" if instruction.escape == "`" else ""
        # What is known of an image may be why a rule is silent, and so may that nothing is known of it.
        images = sorted(_IMAGES | {own or "image:1"})
        starts = [""] if isinstance(instruction, ast.From) else [f"FROM {it}\n" for it in images]
        alone = (Document.parse(f"{head}{start}{text}") for start in starts)
        kept = memo[key] = any(finds(it, rule, settings) for it in alone)
    return cast(bool, kept)


def _within(document: Document, scope: TextRange | None) -> tuple[ast.Instruction, ...]:
    """The instructions that begin in `scope`."""
    instructions = document.instructions
    if scope is None:
        return instructions
    first = bisect_left(instructions, scope.start, key=_start_of)
    return instructions[first : bisect_left(instructions, scope.end, key=_start_of)]


def _start_of(instruction: ast.Instruction) -> int:
    return instruction.range.start


def _is_unknown(name: Name, suppression: Suppression, rules: tuple[Rule, ...]) -> bool:
    if suppression.dialect != "dockwright" or any(
        _FOREIGN.fullmatch(it) or _OF_SHELLCHECK.fullmatch(it) for it in name.meant
    ):
        return False
    return not any(it in _known(rules) for it in name.meant)


def _meant(name: Name, rules: tuple[Rule, ...]) -> str | None:
    return nearest(name.text, {it for rule in rules for it in (*rule.names, rule.category)})


@lru_cache(maxsize=8)
def _known(rules: tuple[Rule, ...]) -> Mapping[str, tuple[Rule, ...]]:
    known: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        for answer in answers(rule):
            known[answer] = (*known.get(answer, ()), rule)
    return known


def fails_on_checks(document: Document) -> bool:
    """Whether `# check=error=true` makes a build fail on what BuildKit's checks find."""
    values = [it.value.text for it in check_options(document.tree) if it.key.text == "error" and it.value is not None]
    return any(it.lower() in ("1", "t", "true") for it in values)


def is_check(diagnostic: Diagnostic) -> bool:
    """Whether one of BuildKit's checks finds that, too."""
    return diagnostic.rule is not None and any(alias in CHECKS for alias in diagnostic.rule.aliases)


def suppressions(document: Document) -> tuple[Suppression, ...]:
    """All silencing comments of a document."""
    kept = document.answers.get(suppressions)
    if kept is None:
        found = tuple(_suppressions(document)) if document.tree.mentioned(_MENTIONS) else ()
        kept = document.answers[suppressions] = found
    return cast("tuple[Suppression, ...]", kept)


def name_at(document: Document, offset: int) -> Name | None:
    """The name in a silencing comment at which `offset` stands."""
    for suppression in suppressions(document):
        if suppression.comment.covers(offset):
            for name in suppression.names:
                if name.text and name.range.covers(offset):
                    return name
    return None


def _suppressions(document: Document) -> Iterator[Suppression]:
    yield from _skipped(document)
    tree = document.tree
    is_checked = False
    for index, (unit, start) in enumerate(zip(tree.units, tree.starts, strict=False)):
        if unit.kind is UnitKind.COMMENT:
            for ignore in _ignores_of(unit):
                if ignore.dialect == "buildkit":
                    if is_checked:
                        continue  # Of several in a block BuildKit takes the first.
                    is_checked = True
                yield from _above(document, index, ast.Comment.of(unit.text, 0, start), ignore)
        else:
            is_checked = False
    for instruction in document.instructions:
        if "#" in instruction.unit.text and _MENTIONS.among((instruction.unit,)):
            yield from _inside(document, instruction)


def _ignores_of(comment: Unit) -> tuple[Ignore, ...]:
    """What the comment that a unit is silences; read once."""
    kept = comment.memo.get(ignores)
    if kept is None:
        kept = comment.memo[ignores] = tuple(ignores(ast.Comment.of(comment.text, 0).text))
    return cast("tuple[Ignore, ...]", kept)


def _skipped(document: Document) -> Iterator[Suppression]:
    """What the check directive skips in the whole file."""
    directive = next((it for it in document.tree.directives if it.name == "check"), None)
    options = check_options(document.tree) if directive is not None else ()
    for option in options:
        if directive is not None and option.key.text == "skip":
            names = tuple(check_name(it.text, it.range, here=False) for it in option.names if it.text)
            said = option.whole if len(options) > 1 else directive.range
            if names:
                yield Suppression(directive.range, said, None, names, "buildkit")


def _above(document: Document, index: int, comment: ast.Comment, ignore: Ignore) -> Iterator[Suppression]:
    """What a comment silences that unit `index` is: what is below it in its block, and the instruction below that."""
    units, starts = document.tree.units, document.tree.starts
    last = index
    while last + 1 < len(units) and units[last + 1].kind is UnitKind.COMMENT:
        last += 1
    below = document.tree.instruction_in(last + 1)
    end = starts[last + 2] if below is not None else starts[last + 1]
    if end == len(document.text):
        end += 1  # A finding may be a caret at the end of the text.
    yield from _placed(document, comment, ignore, TextRange(starts[index + 1], end), below)


def _placed(
    document: Document, comment: ast.Comment, ignore: Ignore, scope: TextRange, below: ast.Instruction | None
) -> Iterator[Suppression]:
    where: TextRange | None = scope
    if ignore.reach is Reach.STAGE and isinstance(below, ast.From):
        where = TextRange(scope.start, _stage_end(document, below))
    elif ignore.reach is Reach.FILE:
        where = None
    elif ignore.reach is Reach.HEAD:
        if document.instructions and document.instructions[0].start < comment.range.start:
            return
        where = None
    yield _suppression(comment.range, ignore, where)


def _suppression(comment: TextRange, ignore: Ignore, scope: TextRange | None) -> Suppression:
    start = comment.start
    names = tuple(it._replace(range=it.range.shifted(start)) for it in ignore.names)
    return Suppression(comment, ignore.said.shifted(start), scope, names, ignore.dialect, ignore.until)


def _inside(document: Document, instruction: ast.Instruction) -> Iterator[Suppression]:
    """What comments inside an instruction silence: between its lines, and in the scripts of its heredocs."""
    comments = instruction.comments
    for comment in comments:
        for ignore in ignores(comment.text):
            if ignore.dialect == "buildkit":
                continue  # BuildKit reads them only above an instruction.
            below = _line_below(document, comment, comments)
            where = _command_below(document, instruction, below) if ignore.reach is Reach.COMMAND else below
            yield from _placed(document, comment, ignore, where, None)
    for heredoc in instruction.heredocs if isinstance(instruction, ast.Run) else ():
        yield from _in_script(document, instruction, heredoc.content_range)


def _in_script(document: Document, instruction: ast.Instruction, body: TextRange) -> Iterator[Suppression]:
    """What ShellCheck's directives in a heredoc silence; other comments there are the script's own."""
    lines = document.lines
    at_top = True
    for number in range(lines.line_of(body.start), lines.line_of(body.end) + 1) if body.length else ():
        line = lines.line(number)
        text = line.strip(" \t\r\n")
        if text[:1] == "#" and "shellcheck" in text:
            start = lines.start(number) + line.index("#")
            for ignore in ignores(text):
                if ignore.reach is Reach.COMMAND:
                    below = (
                        TextRange(lines.start(number + 1), lines.start(number + 2))
                        if number + 1 < lines.count
                        else body
                    )
                    # Above the first command it speaks of the whole script.
                    where = body if at_top else _command_below(document, instruction, below)
                    yield _suppression(TextRange(start, start + len(text)), ignore, where)
        at_top = at_top and text[:1] in ("", "#")


def _command_below(document: Document, instruction: ast.Instruction, line: TextRange) -> TextRange:
    """The line, and the command that begins on it to its end."""
    ends = [it.range.end for it in document.commands(instruction) if line.start <= it.range.start < line.end]
    return TextRange(line.start, max([line.end, *ends[:1]]))


def _stage_end(document: Document, start: ast.From) -> int:
    later = (it.start for it in document.instructions if isinstance(it, ast.From) and it.start > start.start)
    return next(later, len(document.text) + 1)


def _line_below(document: Document, comment: ast.Comment, comments: Iterable[ast.Comment]) -> TextRange:
    """The line that a comment inside an instruction speaks of: the next one that is no comment."""
    lines = document.lines
    others = {lines.line_of(it.range.start) for it in comments}
    line = lines.line_of(comment.range.start) + 1
    while line in others:
        line += 1
    return TextRange(lines.start(line), lines.start(line + 1))


# --- to remove one ---


def _without(document: Document, suppression: Suppression) -> tuple[Edit, ...]:
    """The edits that remove what silences: its line, or of a comment that says more its piece."""
    said, comment, text = suppression.said, suppression.comment, document.text
    if said == comment:
        if any(it.dialect != suppression.dialect for it in ignores(comment.slice(text))):
            # What it says to another linter would go with it.
            return ()
        line = _whole_line(document, comment)
        return (delete(line),) if _keeps_directives(document, line) else ()
    start, end = said
    separators = "; \t" if suppression.dialect == "buildkit" else " \t"
    while end < comment.end and text[end] in separators:
        end += 1
    if end == comment.end:
        while text[start - 1] in separators:
            start -= 1
    return (delete(TextRange(start, end)),)


def _whole_line(document: Document, comment: TextRange) -> TextRange:
    lines = document.lines
    line = lines.line_of(comment.start)
    start = lines.start(line) if line else _top(document)
    if line + 1 < lines.count:
        return TextRange(start, lines.start(line + 1))
    return TextRange(lines.end(line - 1) if line else start, lines.end(line))


def _keeps_directives(document: Document, line: TextRange) -> bool:
    """Whether the parser directives stay the same without `line`, but for one that stands there itself.

    A comment ends them, so what looks like one below it may become one.
    """
    if document.instructions and line.start >= document.instructions[0].start:
        return True
    kept = [(it.name, it.value) for it in document.tree.directives if not it.range.overlaps(line)]
    after = document.edited((delete(line),)).tree.directives
    return [(it.name, it.value) for it in after] == kept


# --- to write one ---


def edits_to_ignore(document: Document, diagnostic: Diagnostic, scope: Scope) -> tuple[Edit, ...]:
    """The edits that silence the diagnostic's rule where it was found, or in the whole file.

    A comment of ours that already stands in the right place gets one more name. Where a comment above would change
    what the file means (among the parser directives), the file is the scope.
    """
    for suppression in suppressions(document):
        comment = suppression.comment.slice(document.text)
        found = OURS.match(comment)
        if found is None or found["names"] is None or (suppression.scope is None) != (scope is Scope.FILE):
            continue
        if suppression.scope is None or suppression.scope.covers(diagnostic.range.start):
            end = suppression.comment.start + found.start("names") + len(found["names"].rstrip())
            return (insert(end, f", {diagnostic.code}"),)
    place = _line_to_ignore(document, diagnostic) if scope is Scope.LINE else None
    if place is None:
        return _at_head(document, f"# dockwright: ignore-file[{diagnostic.code}]")
    line = document.lines.line(document.lines.line_of(place))
    indentation = line[: len(line) - len(line.lstrip(" \t"))]
    return (insert(place, f"{indentation}# dockwright: ignore[{diagnostic.code}]{line_end_of(document.text)}"),)


def _line_to_ignore(document: Document, diagnostic: Diagnostic) -> int | None:
    """Where a comment line goes that silences what the diagnostic's line is found to do; `None`: there is no place."""
    lines, start = document.lines, diagnostic.range.start
    directives = document.tree.directives
    if directives and lines.line_of(start) <= lines.line_of(directives[-1].range.start):
        return None
    instruction = document.tree.instruction_at(start)
    line = lines.line_of(instruction.range.start if instruction else start)
    # Other linters read only the line directly above an instruction: their comments stay there.
    for comment in reversed(document.tree.comments_above(instruction) if instruction else ()):
        if not any(it.dialect != "dockwright" for it in ignores(comment.text)):
            break
        line = lines.line_of(comment.range.start)
    return lines.start(line) if line else _top(document)


def _at_head(document: Document, comment: str) -> tuple[Edit, ...]:
    """The edit that adds a comment line on top, below the parser directives."""
    directives = document.tree.directives
    end = line_end_of(document.text)
    if not directives:
        return (insert(_top(document), comment + end),)
    line = document.lines.line_of(directives[-1].range.end) + 1
    if line < document.lines.count:
        return (insert(document.lines.start(line), comment + end),)
    return (insert(len(document.text), end + comment),)


def _top(document: Document) -> int:
    # A byte order mark stays first.
    return 1 if document.text.startswith("\ufeff") else 0
