"""Hovers of findings: what a rule looks for, its page, and what its fix would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from posixpath import commonprefix

from dockwright.ide.descriptions import rule_link
from dockwright.ide.markdown import block
from dockwright.ide.results import Markup
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety
from dockwright.lint.gates import Gate
from dockwright.lint.manual import address
from dockwright.lint.rule import Rule
from dockwright.lint.settings import Settings
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit, apply, in_order
from dockwright.text.ranges import TextRange

_MOST_FINDINGS = 3
_MOST_LINES = 14
_LONGEST_LINE = 120
_SHOWN_BEFORE = 40
"""How much of a long line is shown before what changes in it."""


def of_findings(
    document: Document, offset: int, found: Sequence[Diagnostic], rules: Sequence[Rule], settings: Settings
) -> Markup | None:
    """The findings at `offset`, those about the least text first, and what can be done about the first of each."""
    here = [it for it in found if it.rule is not None and _is_at(it.range, offset)]
    if not here:
        return None
    here.sort(key=lambda it: it.range.length)
    gate = Gate(document, rules, settings)
    parts = [_told(document, it, rules, gate, is_first=it is here[0]) for it in here[:_MOST_FINDINGS]]
    if len(here) > _MOST_FINDINGS:
        parts.append(f"And {len(here) - _MOST_FINDINGS} more.")
    return Markup(here[0].range, "\n\n---\n\n".join(parts))


def _is_at(range: TextRange, offset: int) -> bool:
    return range.start <= offset < max(range.end, range.start + 1)


def _told(document: Document, it: Diagnostic, rules: Sequence[Rule], gate: Gate, *, is_first: bool) -> str:
    rule = next((known for known in rules if known.id == it.code), None)
    if rule is None:
        # A finding of another program.
        return f"**{it.code}**: {it.message}" + (f"\n\n[Rule]({address(it.rule)})" if it.rule is not None else "")
    end = "" if it.message.endswith((".", "?", "!")) else "."
    # The page's first paragraph says why it matters; of several findings that is told about the narrowest.
    why = rule.page.prose.partition("\n\n")[0].replace("\n", " ") if is_first else ""
    parts = [f"**{it.code}**: {it.message}{end}", why or rule.page.summary, rule_link(rule)]
    fix = next((fix for fix in it.fixes if gate.accepts(fix) is not None), None)
    if fix is not None:
        unsafe = " (may change the image)" if fix.safety is Safety.UNSAFE else ""
        parts += [f"{fix.title}{unsafe}:", preview(document, fix)]
    return "\n\n".join(parts)


def preview(document: Document, fix: Fix) -> str:
    """What a fix changes, as the lines that go and those that come; cut where they are many or long."""
    lines: list[str] = []
    for first, last, edits in _hunks(document, fix.edits):
        start, end = document.lines.start(first), document.lines.start(last + 1)
        old = document.text[start:end]
        new = apply(old, [it.shifted(-start) for it in edits])
        lines += _difference(_lines(old), _lines(new))
    shown = [_shortened(it) for it in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(f"  … {len(lines) - _MOST_LINES} more lines")
    return block("\n".join(shown), "diff")


def _hunks(document: Document, edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Edits by the lines that they touch: those whose lines meet come together."""
    first = last = -1
    together: list[Edit] = []
    for edit in in_order(edits):
        start, end = (document.lines.line_of(it) for it in edit.range)
        if together and start > last:
            yield first, last, together
            together = []
        if not together:
            first = start
        last = max(last, end) if together else end
        together.append(edit)
    if together:
        yield first, last, together


def _difference(old: list[str], new: list[str]) -> list[str]:
    """The lines that go and come, without those at either end that stay; of two long lines what differs in them."""
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    if len(old) == len(new) == 1:
        old[0], new[0] = _around_the_change(old[0], new[0])
    return [*(f"- {it}" for it in old), *(f"+ {it}" for it in new)]


def _around_the_change(old: str, new: str) -> tuple[str, str]:
    """Two lines without so much of their common beginning that what differs would be cut off."""
    if max(len(old), len(new)) <= _LONGEST_LINE:
        return old, new
    same = len(commonprefix((old, new)))
    dropped = max(same - _SHOWN_BEFORE, 0)
    # The line begins with a word.
    dropped = old.rfind(" ", 0, dropped) + 1
    return (f"…{old[dropped:]}", f"…{new[dropped:]}") if dropped else (old, new)


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


def _lines(text: str) -> list[str]:
    return [it.rstrip("\r") for it in text.removesuffix("\n").split("\n")] if text else []
