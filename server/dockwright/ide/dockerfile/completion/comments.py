"""Comments that silence a linter, and the rules that they may name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dockwright.catalog.shellcheck import LEVELS
from dockwright.ide.dockerfile.completion.place import item
from dockwright.ide.results import Item, ItemKind
from dockwright.lint import engine
from dockwright.lint.rule import Rule
from dockwright.semantic.document import Document
from dockwright.text.ranges import TextRange

_USUAL_CODES = (2086, 2046, 2155, 2164, 2034, 2154, 2016, 1091, 1090, 2015, 2002, 2181, 3037, 3010)

_FORMS: tuple[tuple[str, str, str], ...] = (
    ("dockwright: ignore[…]", "dockwright: ignore[", "silences rules for the instruction below"),
    ("dockwright: ignore-file[…]", "dockwright: ignore-file[", "silences rules for the file"),
    ("hadolint ignore=", "hadolint ignore=", "the same in hadolint's words"),
    ("hadolint global ignore=", "hadolint global ignore=", "the same for the file"),
    ("shellcheck disable=", "shellcheck disable=", "silences ShellCheck"),
    ("check=skip=", "check=skip=", "skips checks of BuildKit below"),
    ("trivy:ignore:", "trivy:ignore:", "the same in Trivy's words"),
    ("checkov:skip=", "checkov:skip=", "the same in Checkov's words"),
)
# Each has the list of names, as far as it is typed, in its last group; no two of its parts can match the same.
_LISTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"#[ \t]*dockwright:[ \t]*ignore(?:-file)?\[([^\]]*)\Z"), ""),
    (re.compile(r"#[ \t]*hadolint[ \t]+(?:(?:global|stage)[ \t]+)?ignore[ \t]*=([^#;]*)\Z"), r"(?:DL|SC)\d{4}"),
    (re.compile(r"#[ \t]*shellcheck[ \t]+disable=([^#\s]*)\Z"), r"SC\d{4}"),
    (re.compile(r"#[ \t]*check[ \t]*=[ \t]*skip[ \t]*=([^#;]*)\Z"), r"[A-Z][A-Za-z]+"),
    (re.compile(r"#[^#]*trivy:ignore:([\w-]*)\Z"), r"DS-\d{4}"),
    (re.compile(r"#[^#]*checkov:skip=([^#:]*)\Z"), r"CKV2?_DOCKER_\d+"),
)


def suppressions(document: Document, offset: int, rules: Sequence[Rule], *, at_head: bool) -> Iterator[Item]:
    """What a comment that silences may say at `offset`; nothing where its words are others.

    `at_head`: parser directives may stand there, and `check=` is one of them.
    """
    lines = document.lines
    line = lines.line_of(offset)
    text = document.text[lines.start(line) : lines.end(line)]
    at = offset - lines.start(line)
    start = text.find("#")
    if start < 0 or at <= start or text[:start].strip(" \t\ufeff"):
        return
    typed = text[start:at]
    for pattern, shape in _LISTS:
        found = pattern.match(typed)
        if found is not None:
            yield from _names(document, offset, rules, found[1], shape)
            return
    body = start + 1
    while body < at and text[body] in " \t":
        body += 1
    written = text[body:at].casefold()
    range = TextRange(lines.start(line) + body, offset)
    if text[at:].strip():
        return
    for number, (label, words, detail) in enumerate(_FORMS):
        if at_head and words.startswith("check="):
            continue
        if words.startswith(written):
            space = "" if body > start + 1 else " "
            yield item(
                label,
                ItemKind.SNIPPET,
                range,
                space + words + ("${1}]" if words.endswith("[") else ""),
                detail=detail,
                sort=f"6{number}",
                filter=words,
                snippet=words.endswith("["),
                plain=space + words,
                goes_on=True,
            )


def _names(document: Document, offset: int, rules: Sequence[Rule], typed: str, shape: str) -> Iterator[Item]:
    """The names of rules in a list; those that find something below the comment come first."""
    word = len(typed) - max(typed.rfind(","), typed.rfind(" ")) - 1
    text = document.text
    end = offset
    while end < len(text) and (text[end].isalnum() or text[end] in "-_/"):
        end += 1
    range = TextRange(offset - word, end)
    there = {it.strip().casefold() for it in typed.split(",")[:-1]}
    found = _found_below(document, offset, rules)
    offered: set[str] = set()
    for rule in rules:
        names = [it for it in rule.names if re.fullmatch(shape, it)] if shape else [rule.id]
        for name in names:
            if name.casefold() in there or name in offered:
                continue
            offered.add(name)
            rank = "1" if rule.id in found else "3"
            detail = rule.id if name != rule.id else rule.category
            yield item(name, ItemKind.VALUE, range, detail=detail, sort=rank, key=f"rule:{rule.id}")
    # ShellCheck's codes are no rules of ours, but for those that a rule of ours answers to.
    for code in (*_USUAL_CODES, *LEVELS) if not shape or "SC" in shape else ():
        name = f"SC{code}"
        if name.casefold() not in there and name not in offered:
            offered.add(name)
            rank = "4" if code in _USUAL_CODES else "5"
            yield item(name, ItemKind.VALUE, range, detail=f"ShellCheck: {LEVELS.get(code, 'warning')}", sort=rank)
    if "all" not in there and not shape:
        yield item("all", ItemKind.VALUE, range, detail="every rule", sort="2")


def _found_below(document: Document, offset: int, rules: Sequence[Rule]) -> set[str]:
    """The rules that find something in the instruction below the comment."""
    below = next((it for it in document.instructions if it.full_range.end > offset), None)
    if below is None:
        return set()
    start, end = max(offset, below.full_range.start), below.full_range.end
    return {
        it.rule.id
        for it in engine.everything(document, rules)
        if isinstance(it.rule, Rule) and start <= it.range.start < end
    }
