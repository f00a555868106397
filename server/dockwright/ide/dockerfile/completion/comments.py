"""Comments that silence a linter, and the rules that they may name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dockwright.catalog.instructions import CHECKS
from dockwright.catalog.shellcheck import LEVELS
from dockwright.ide.dockerfile.completion.place import item
from dockwright.ide.results import Item, ItemKind
from dockwright.lint import engine
from dockwright.lint.dialects import NOT_BY_INSTRUCTION
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
# What fewer write.
_RARE_FORMS: tuple[tuple[str, str, str], ...] = (
    ("hadolint stage ignore=", "hadolint stage ignore=", "silences rules for the stage below"),
    ("tally ignore=", "tally ignore=", "the same in tally's words"),
    ("tally global ignore=", "tally global ignore=", "the same for the file"),
    ("nosemgrep: ", "nosemgrep: ", "the same in Semgrep's words"),
    ("kics-scan ignore-line", "kics-scan ignore-line", "silences KICS below"),
    ("kics-scan disable=", "kics-scan disable=", "silences KICS in the file, at its head"),
    ("ts:skip=", "ts:skip=", "the same in Terrascan's words"),
    ("linter ignore=", "linter ignore=", "the same in dockerfilelinter's words"),
    ("dockerfile-utils: ignore", "dockerfile-utils: ignore", "silences docker-langserver below"),
    ("gitleaks:allow", "gitleaks:allow", "lets a secret stand"),
)
_IN_SCRIPTS = "shellcheck"
"""What is silenced in the middle of a script."""

_OF_HADOLINT = r"(?:DL|SC)\d{4}"
_OF_BUILDKIT = "|".join(CHECKS)
_BELOW_IN_BUILDKIT = "|".join(it for it in CHECKS if it not in NOT_BY_INSTRUCTION)
_OF_TALLY = rf"tally/.+|{_OF_HADOLINT}|{_OF_BUILDKIT}"
_WITH_ALL = (_BELOW_IN_BUILDKIT, _OF_TALLY)
"""Those who write their lists so have a word for everything."""
# Each has the list of names, as far as it is typed, in its last group; no two of its parts can match the same.
_LISTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"#[ \t]*dockwright:[ \t]*ignore(?:-file)?\[([^\]]*)\Z"), ""),
    (re.compile(r"#[ \t]*hadolint[ \t]+(?:(?:global|stage)[ \t]+)?ignore[ \t]*=([^#;]*)\Z"), _OF_HADOLINT),
    (
        re.compile(r"#[ \t]*tally[ \t]+(?:global[ \t]+)?ignore[ \t]*=([^#;]*)\Z"),
        _OF_TALLY,
    ),
    (re.compile(r"#[ \t]*shellcheck[ \t]+disable=([^#\s]*)\Z"), r"SC\d{4}"),
    (re.compile(r"#[ \t]*check[ \t]*=[ \t]*skip[ \t]*=([^#;]*)\Z"), _BELOW_IN_BUILDKIT),
    (re.compile(r"#[^#]*trivy:ignore:([\w-]*)\Z"), r"DS-\d{4}"),
    (re.compile(r"#[^#]*checkov:skip=([^#:]*)\Z"), r"CKV2?_DOCKER_\d+"),
    (re.compile(r"#[ \t]*ts:skip=([^#\s]*)\Z"), r"AC_DOCKER_\d+"),
    (re.compile(r"#[ \t]*linter[ \t]+ignore=([^#]*)\Z"), r"E[A-Z]\d{4}"),
    (re.compile(r"#[^#]*nosemgrep:([^#]*)\Z"), r"(?:generic\.)?dockerfile\..+"),
    (re.compile(r"#[ \t]*kics-scan[ \t]+disable=([^#\s]*)\Z"), r"[0-9a-f]{8}"),
)


def suppressions(
    document: Document, offset: int, rules: Sequence[Rule], *, at_head: bool, in_script: bool = False
) -> Iterator[Item]:
    """What a comment that silences may say at `offset`; nothing where its words are others.

    `at_head`: parser directives may stand there, and `check=` is one of them. `in_script`: it is one of a heredoc.
    """
    lines = document.lines
    line = lines.line_of(offset)
    text = document.text[lines.start(line) : lines.end(line)]
    at = offset - lines.start(line)
    start = text.find("#")
    if start < 0 or not start < at <= len(text) or text[:start].strip(" \t\ufeff"):
        return
    typed = text[start:at]
    for pattern, shape in _LISTS:
        found = pattern.match(typed)
        if found is not None:
            if (in_script and _IN_SCRIPTS not in typed) or (at_head and shape == _BELOW_IN_BUILDKIT):
                return
            yield from _names(document, offset, rules, found[1], shape)
            return
    body = start + 1
    while body < at and text[body] in " \t":
        body += 1
    written = text[body:at].casefold()
    range = TextRange(lines.start(line) + body, offset)
    if text[at:].strip():
        return
    for number, (label, words, detail) in enumerate((*_FORMS, *_RARE_FORMS)):
        if (at_head and words.startswith("check=")) or (in_script and not words.startswith(_IN_SCRIPTS)):
            continue
        if words.startswith(written):
            space = "" if body > start + 1 else " "
            yield item(
                label,
                ItemKind.SNIPPET,
                range,
                space + words + ("${1}]" if words.endswith("[") else ""),
                detail=detail,
                sort=f"6{number:02}",
                filter=words,
                snippet=words.endswith("["),
                plain=space + words,
                goes_on=words.endswith(("=", "[", ":", " ")),
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
        for name in (_in_tally(it) for it in names) if shape == _OF_TALLY else names:
            if name.casefold() in there or name in offered:
                continue
            offered.add(name)
            rank = "1" if rule.id in found else "3"
            detail = rule.id if name != rule.id else rule.category
            yield item(name, ItemKind.VALUE, range, detail=detail, sort=rank, key=f"rule:{rule.id}")
    # ShellCheck's codes are no rules of ours, but for those that a rule of ours answers to.
    for code in (*_USUAL_CODES, *LEVELS) if not shape or shape in (_OF_HADOLINT, r"SC\d{4}") else ():
        name = f"SC{code}"
        if name.casefold() not in there and name not in offered:
            offered.add(name)
            rank = "4" if code in _USUAL_CODES else "5"
            yield item(name, ItemKind.VALUE, range, detail=f"ShellCheck: {LEVELS.get(code, 'warning')}", sort=rank)
    if "all" not in there and not (there and shape) and (not shape or shape in _WITH_ALL):
        yield item("all", ItemKind.VALUE, range, detail="every rule", sort="2")


def _in_tally(name: str) -> str:
    """How tally calls a rule: with the linter in front that has it, and its own without itself."""
    if name in CHECKS:
        return f"buildkit/{name}"
    linter = {"DL": "hadolint", "SC": "shellcheck"}.get(name[:2])
    return f"{linter}/{name}" if linter is not None else name


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
