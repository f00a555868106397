"""Comments that silence findings: ours, hadolint's and BuildKit's.

    # dockwright: ignore[rule, rule] reason          what the next instruction is found to do
    # dockwright: ignore-file[rule]                  the whole file
    # hadolint ignore=DL3006,SC2086                  as ours
    # hadolint stage ignore=DL3006                   above a FROM: its stage
    # hadolint global ignore=DL3006                  the whole file
    # check=skip=StageNameCasing                     the file as a parser directive, else as ours

A comment above an instruction counts from anywhere in the block of comments directly above it. One inside a continued
instruction counts for the line below it. Wherever a rule is named its id, its aliases and its category do, in any
case; no name at all means every rule. BuildKit's `all` means the checks that BuildKit has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.settings import ALL
from dockwright.semantic.checks import check_options
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_OURS = re.compile(r"#[ \t]*dockwright:[ \t]*ignore(?P<file>-file)?(?:\[(?P<names>[^]]*)\])?(?![\w-])")
_HADOLINT = re.compile(r"#[ \t]*hadolint[ \t]+(?:(?P<scope>global|stage)[ \t]+)?ignore[ \t]*=(?P<names>[^#]*)")
_BUILDKIT = re.compile(r"#[ \t]*check[ \t]*=[ \t]*(?P<value>\S+)")

# What every form begins with: most files, and most instructions of the others, are done with after one search.
_HINT = re.compile(r"#[ \t]*(?:dockwright:|hadolint[ \t]|check[ \t]*=)", re.IGNORECASE)


_WORDS = ("dockwright:", "hadolint", "check=", "check =", "check\t")


class Scope(Enum):
    """How much "ignore this" silences."""

    LINE = "line"
    FILE = "file"


@dataclass(frozen=True)
class Suppression:
    """A comment that silences: where it stands, the range it speaks of (`None`: the file), and the names, folded.

    No names mean every rule; `only_buildkit` narrows that to the checks that BuildKit has.
    """

    comment: TextRange
    scope: TextRange | None
    names: frozenset[str]
    only_buildkit: bool = False

    def hides(self, diagnostic: Diagnostic) -> bool:
        """Whether the diagnostic is silenced."""
        start = diagnostic.range.start
        if self.scope is not None and not self.scope.start <= start < self.scope.end:
            return False
        rule = diagnostic.rule
        if rule is None:
            return False
        if self.names:
            return any(name.casefold() in self.names for name in (*rule.names, rule.category))
        return not self.only_buildkit or any(_is_buildkit(alias) for alias in rule.aliases)


def audible(document: Document, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Those of `diagnostics` that no comment silences."""
    silencing = suppressions(document) if diagnostics else ()
    if not silencing:
        return diagnostics
    everywhere = [it for it in silencing if it.scope is None]
    waiting = sorted((it for it in silencing if it.scope is not None), key=_scope_start, reverse=True)
    here: list[Suppression] = []
    audible: list[Diagnostic] = []
    # Both are in order, so each diagnostic is held against the few comments that speak of its place.
    for diagnostic in sorted(diagnostics, key=lambda it: it.range.start):
        start = diagnostic.range.start
        while waiting and _scope_start(waiting[-1]) <= start:
            here.append(waiting.pop())
        here = [it for it in here if it.scope is not None and start < it.scope.end]
        if not any(it.hides(diagnostic) for it in (*everywhere, *here)):
            audible.append(diagnostic)
    return audible


def _scope_start(suppression: Suppression) -> int:
    return suppression.scope.start if suppression.scope is not None else 0


def fails_on_checks(document: Document) -> bool:
    """Whether `# check=error=true` makes a build fail on what BuildKit's checks find."""
    values = [it.value.text for it in check_options(document.tree) if it.key.text == "error" and it.value is not None]
    return any(it.lower() in ("1", "t", "true") for it in values)


def is_check(diagnostic: Diagnostic) -> bool:
    """Whether one of BuildKit's checks finds that, too."""
    return diagnostic.rule is not None and any(_is_buildkit(alias) for alias in diagnostic.rule.aliases)


def suppressions(document: Document) -> tuple[Suppression, ...]:
    """All silencing comments of a document."""
    # Looking for a word is much quicker than for a pattern, and every keystroke does.
    folded = document.text.lower()
    if not any(it in folded for it in _WORDS) or not _HINT.search(document.text):
        return ()
    return tuple(_suppressions(document))


def edits_to_ignore(document: Document, diagnostic: Diagnostic, scope: Scope) -> tuple[Edit, ...]:
    """The edits that silence the diagnostic's rule where it was found, or in the whole file.

    A comment of ours that already stands in the right place gets one more name. Where a comment above would change
    what the file means (among the parser directives), the file is the scope.
    """
    for suppression in suppressions(document):
        comment = suppression.comment.slice(document.text)
        found = _OURS.match(comment)
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


def _suppressions(document: Document) -> Iterator[Suppression]:
    instructions = document.instructions
    starts = {instruction.start: instruction for instruction in instructions}
    for directive in document.tree.directives:
        if directive.name == "check":
            yield from _skipped(directive.range, None, directive.value)
    block: list[ast.Comment] = []
    end = -1
    for comment in document.tree.comments:
        # Comments of one block follow each other line by line.
        first = document.lines.start(document.lines.line_of(comment.range.start))
        if first != end:
            yield from _of_block(document, block, None)
            block = []
        block.append(comment)
        end = document.lines.start(document.lines.line_of(comment.range.end) + 1)
        if end in starts:
            yield from _of_block(document, block, starts[end])
            block = []
    yield from _of_block(document, block, None)
    for instruction in instructions:
        comments = instruction.comments if _HINT.search(instruction.unit.text) else ()
        for comment in comments:
            yield from _of_comment(document, comment, _line_below(document, comment, comments), None)


def _of_block(document: Document, block: list[ast.Comment], below: ast.Instruction | None) -> Iterator[Suppression]:
    for comment in block:
        end = below.full_range.end if below else block[-1].range.end
        if end == len(document.text):
            end += 1  # A finding may be a caret at the end of the text.
        scope = TextRange(document.lines.start(document.lines.line_of(comment.range.start) + 1), end)
        yield from _of_comment(document, comment, scope, below)


def _of_comment(
    document: Document, comment: ast.Comment, scope: TextRange, below: ast.Instruction | None
) -> Iterator[Suppression]:
    if found := _OURS.match(comment.text):
        names = _names(ALL if found["names"] is None else found["names"])
        if names:
            everything = ALL.casefold() in names
            yield Suppression(comment.range, None if found["file"] else scope, frozenset() if everything else names)
    elif found := _HADOLINT.match(comment.text):
        names = _names(found["names"])
        if found["scope"] == "stage" and isinstance(below, ast.From):
            scope = TextRange(scope.start, _stage_end(document, below))
        if names:
            yield Suppression(comment.range, None if found["scope"] == "global" else scope, names)
    elif found := _BUILDKIT.match(comment.text):
        yield from _skipped(comment.range, scope, found["value"])


def _skipped(comment: TextRange, scope: TextRange | None, value: str) -> Iterator[Suppression]:
    """What `skip=A,B;error=true` silences."""
    for assignment in value.split(";"):
        key, _, listed = assignment.partition("=")
        names = _names(listed) if key.strip() == "skip" else frozenset()
        if "all" in names:
            yield Suppression(comment, scope, frozenset(), only_buildkit=True)
        elif names:
            yield Suppression(comment, scope, names)


def _names(listed: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in re.split(r"[\s,]+", listed) if name)


def _is_buildkit(alias: str) -> bool:
    """Whether an alias is shaped like the name of a BuildKit check: StageNameCasing, JSONArgsRecommended."""
    return alias.isalpha() and alias[0].isupper() and not alias.isupper()


def _stage_end(document: Document, start: ast.From) -> int:
    later = (it.start for it in document.instructions if isinstance(it, ast.From) and it.start > start.start)
    return next(later, len(document.text))


def _line_below(document: Document, comment: ast.Comment, comments: Iterable[ast.Comment]) -> TextRange:
    """The line that a comment inside an instruction speaks of: the next one that is no comment."""
    lines = document.lines
    others = {lines.line_of(it.range.start) for it in comments}
    line = lines.line_of(comment.range.start) + 1
    while line in others:
        line += 1
    return TextRange(lines.start(line), lines.start(line + 1))


def _line_to_ignore(document: Document, diagnostic: Diagnostic) -> int | None:
    """Where a comment line goes that silences what the diagnostic's line is found to do; `None`: there is no place."""
    lines, start = document.lines, diagnostic.range.start
    directives = document.tree.directives
    if directives and lines.line_of(start) <= lines.line_of(directives[-1].range.start):
        return None
    instruction = document.tree.instruction_at(start)
    line = lines.line_of(instruction.range.start if instruction else start)
    # hadolint reads only the line directly above an instruction: its comments stay there.
    for comment in reversed(document.tree.comments_above(instruction) if instruction else ()):
        if not (_HADOLINT.match(comment.text) or _BUILDKIT.match(comment.text)):
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
