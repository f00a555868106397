"""Hovers of parser directives and of comments: directives, checks, and the rules that a comment silences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dockwright.catalog import instructions as catalog
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.hover.said import holds
from dockwright.ide.markdown import code
from dockwright.ide.results import Markup
from dockwright.lint import suppress
from dockwright.lint.dialects import EVERYTHING, answers
from dockwright.lint.manual import address
from dockwright.lint.rule import Rule
from dockwright.lint.shellcheck import code_of, rule_of
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_MISPLACED = re.compile(r"#[ \t]*(?P<name>[A-Za-z]+)[ \t]*=[ \t]*\S")
_BEGUN_DIRECTIVE = re.compile(r"#[ \t]*(?P<name>[A-Za-z]+)[ \t]*=")


def of_directive(directive: ast.Directive, offset: int) -> Markup | None:
    """What a directive does; of `check` also which check is named."""
    known = catalog.directive(directive.name)
    if known is None:
        return None
    if holds(directive.value_range, offset):
        check = _word_at(directive.value, offset - directive.value_range.start)
        if directive.name == "check" and check is not None:
            start = directive.value_range.start
            named = catalog.CHECKS.get(directive.value[check.start : check.end])
            if named is not None:
                return Markup(check.shifted(start), descriptions.check(named))
        return Markup(directive.value_range, descriptions.directive(known))
    return Markup(directive.name_range, descriptions.directive(known)) if holds(directive.name_range, offset) else None


def of_comment(document: Document, comment: ast.Comment, offset: int, rules: Sequence[Rule]) -> Markup | None:
    """The directive that a comment begins to be, or the rule whose name stands at `offset` to be silenced."""
    word = _word_at(comment.text, offset - comment.range.start)
    if word is None:
        return None
    begun = _BEGUN_DIRECTIVE.fullmatch(comment.text)
    if begun is not None and document.tree.units[document.tree.unit_index(offset)].before.directives is not None:
        known = catalog.directive(begun["name"])
        return Markup(word.shifted(comment.range.start), descriptions.directive(known)) if known is not None else None
    name = suppress.name_at(document, offset)
    if name is None:
        return _misplaced(comment, offset)
    topic = [it for it in rules if it.category.casefold() in name.meant]
    named = [it for it in rules if not topic and name.meant & answers(it)]
    if EVERYTHING in name.meant:
        text = "Every rule."
    elif named:
        text = "\n\n".join(f"{descriptions.rule(it)}\n\n{descriptions.rule_link(it)}" for it in named)
    elif (number := code_of(name.text)) is not None:
        text = f"**{name.text}**: a finding of ShellCheck.\n\n[Rule]({address(rule_of(number))})"
    elif topic:
        text = "\n".join((f"All rules about {topic[0].category}:", "", *(f"- {descriptions.rule(it)}" for it in topic)))
    else:
        text = f"There is no rule {code(name.text)} here; another linter may know it."
    return Markup(name.range, text)


def _misplaced(comment: ast.Comment, offset: int) -> Markup | None:
    """That a directive stands where it is none."""
    found = _MISPLACED.match(comment.text)
    known = catalog.directive(found["name"]) if found is not None else None
    if found is None or known is None or not found.start("name") <= offset - comment.range.start < found.end("name"):
        return None
    range = TextRange(*found.span("name")).shifted(comment.range.start)
    text = (
        "Only a comment here: directives count above everything else, before any other comment, blank line or `FROM`."
    )
    return Markup(range, f"{text}\n\n{descriptions.directive(known)}")


def _word_at(text: str, offset: int) -> TextRange | None:
    for match in _NAME.finditer(text):
        if match.start() <= offset < match.end():
            return TextRange(match.start(), match.end())
    return None
