"""How a comment says that a finding is wanted as it is: our way, and the ways of other linters.

One line of the table below is one way. All of them name rules, and rules answer to what other linters call them, so a
comment that was written for another linter means the same here. Where a comment counts is `suppress`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from dockwright.catalog.instructions import CHECKS
from dockwright.lint.rule import Rule
from dockwright.lint.settings import ALL
from dockwright.text.ranges import TextRange

WORDS = ("ignore", "skip", "nosemgrep", "gitleaks:allow", "shellcheck", "kics-scan")
"""Every way has one of these words, in any case: what has none silences nothing, and to see that costs one search."""

EVERYTHING = "=*"
"""What a comment means that names no rule; none is called so."""


class Reach(Enum):
    """How far a comment reaches."""

    BELOW = "below"
    """The instruction below it; inside a continued instruction the line below it."""

    COMMAND = "command"
    """The same, but inside an instruction the shell command below it; it may stand in a heredoc."""

    STAGE = "stage"
    """The stage that begins below it."""

    HEAD = "head"
    """The file, for a comment above its first instruction; elsewhere nothing."""

    FILE = "file"
    """The file, wherever it stands."""


class Name(NamedTuple):
    """A rule that a comment names: as it is written, where, and to what a rule answers that is meant.

    One without a text stands for all that a comment silences which names no rule.
    """

    text: str
    range: TextRange
    meant: frozenset[str]


class Ignore(NamedTuple):
    """What a comment, or a piece of it, silences; ranges count from the start of the comment.

    `said` is what says so: all of the comment, or of several such pieces one. `until` is the day, as `2026-12-31`,
    from which on it does not count any more.
    """

    dialect: str
    reach: Reach
    names: tuple[Name, ...]
    said: TextRange
    until: str | None = None


def ignores(comment: str) -> Iterator[Ignore]:
    """What a comment silences; mostly nothing."""
    folded = comment.lower()
    if not any(word in folded for word in WORDS):
        return
    for dialect in _DIALECTS:
        found = list(_compiled(dialect.pattern).finditer(comment))
        for match in found:
            said = TextRange(*match.span()) if len(found) > 1 else TextRange(0, len(comment))
            yield from _ignore(dialect, match, said)
    yield from _buildkit(comment)


@lru_cache(maxsize=4096)
def answers(rule: Rule) -> frozenset[str]:
    """All by which a comment may mean `rule`: its names and its category, and what other linters mean by all."""
    found = {EVERYTHING, rule.category.casefold()}
    for name in rule.names:
        found.add(name.casefold())
        for tool, pattern in _SHAPES.items():
            if pattern.fullmatch(name):
                found.add(f"{tool}=*")
    for name in CHECKS.keys() & set(rule.names):
        # BuildKit minds the case of its checks.
        found |= {f"check={name}", "check=all"}
        if name not in NOT_BY_INSTRUCTION:
            found.add("check=*")
    found |= {_semgrep(alias) for alias in rule.aliases if "." in alias}
    return frozenset(found)


NOT_BY_INSTRUCTION = frozenset(
    (
        "ConsistentInstructionCasing",
        "DuplicateStageName",
        "ReservedStageName",
        "InvalidDefaultArgInFrom",
        "NoEmptyContinuation",
        "InvalidBaseImagePlatform",
    )
)
"""Checks that BuildKit makes of the whole file: a comment above an instruction does not skip them."""

# What the ids of a linter look like, for a comment that means all of them.
_SHAPES = {
    "dockerfile-utils": re.compile(r"[A-Z]+(?:_[A-Z]+)+"),
    "kics": re.compile(r"[0-9a-f]{8}"),
    "semgrep": re.compile(r"dockerfile\..+"),
    "shellcheck": re.compile(r"SC\d{4}"),
    "trivy": re.compile(r"DS-\d{4}"),
}


# --- what is meant by a name ---


def _plain(text: str) -> str:
    return text.casefold()


def _ours(text: str) -> str:
    return EVERYTHING if text.casefold() == ALL.casefold() else text.casefold()


def _of_tally(text: str) -> str:
    # Other linters' rules stand under their linter there; its own have no such aliases without it.
    return re.sub(r"^(?:hadolint|buildkit|shellcheck)/", "", _ours(text))


def _trivy(text: str) -> str:
    """`AVD-DS-0002`, `DS002` and `DS-0002` are one."""
    number = re.fullmatch(r"(?:avd-)?ds-?(\d+)", text.casefold())
    return f"ds-{int(number[1]):04}" if number is not None else "trivy=*" if text == "*" else text.casefold()


def _kics(text: str) -> str:
    # The first part of the UUID is enough to know it.
    return text.casefold()[:8]


def _semgrep(text: str) -> str:
    # With or without the folders that the rule lies in.
    return f"semgrep={text.casefold().rpartition('.')[2]}"


def _shellcheck(text: str) -> str:
    return text.casefold() if _SHAPES["shellcheck"].fullmatch(text.upper()) else "shellcheck=*" * (text == "all")


# --- the ways ---


@dataclass(frozen=True)
class _Dialect:
    """A way to say it: what it looks like, how far it reaches by what `scope` matches, and what a name means.

    `bare` is what is meant where it names no rule; nothing: it must name some.
    """

    name: str
    pattern: str
    reach: Mapping[str, Reach]
    meant: Callable[[str], str] = _plain
    bare: str = ""


def _way(pattern: str) -> str:
    return "(?i)" + pattern.replace("LIST", _LIST).replace(" ", r"[ \t]")


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    # Few files have such comments, and to compile all of these takes longer than to read a file.
    return re.compile(pattern)


_LIST = r"(?P<names>[^\s,;:#]+(?: *, *[^\s,;:#]+)*)"
_BELOW = {"": Reach.BELOW}
_FILE = {"": Reach.FILE}
_SCOPES = {"": Reach.BELOW, "global": Reach.FILE, "stage": Reach.STAGE}
_KICS = {
    "ignore": Reach.HEAD,
    "disable": Reach.HEAD,
    "ignore-line": Reach.BELOW,
    "ignore-block": Reach.STAGE,
}

OURS = re.compile(r"\A#[ \t]*dockwright:[ \t]*ignore(?P<scope>-file)?(?:\[(?P<names>[^]]*)\])?(?![\w-])")

_DIALECTS = (
    # dockwright: ignore[rule, rule] reason · dockwright: ignore-file[rule]
    _Dialect("dockwright", OURS.pattern, {"": Reach.BELOW, "-file": Reach.FILE}, _ours, EVERYTHING),
    # hadolint ignore=DL3008,SC2086 # reason · hadolint global ignore=… · hadolint stage ignore=…
    _Dialect("hadolint", _way(r"\A# *hadolint +(?:(?P<scope>global|stage) +)?ignore *= *LIST"), _SCOPES),
    # tally ignore=hadolint/DL3008;reason=… · tally global ignore=all
    _Dialect("tally", _way(r"\A# *tally +(?:(?P<scope>global) +)?ignore *= *LIST"), _SCOPES, _of_tally),
    # trivy:ignore:DS-0002 trivy:ignore:AVD-DS-0026:exp:2026-12-31
    _Dialect(
        "trivy",
        _way(
            r"(?<=[#\s])(?:trivy|tfsec):ignore:(?P<names>[\w*-]+)(?:\[[^]\n]*\])?(?::exp:(?P<until>\d{4}-\d\d-\d\d))?"
        ),
        _BELOW,
        _trivy,
    ),
    # checkov:skip=CKV_DOCKER_2,CKV_DOCKER_3:reason
    _Dialect("checkov", _way(r"(?:checkov|bridgecrew|cortex):skip= *LIST"), _FILE),
    # ts:skip=AC_DOCKER_0041 reason
    _Dialect("terrascan", _way(r"\A# *ts:skip= *LIST"), _FILE),
    # kics-scan ignore-line · kics-scan ignore-block · at the head: kics-scan ignore, kics-scan disable=<uuid>
    _Dialect(
        "kics",
        _way(r"\A# *kics-scan +(?P<scope>ignore-line|ignore-block|ignore(?![\w-])|disable(?==))(?:=LIST)?"),
        _KICS,
        _kics,
        "kics=*",
    ),
    # linter ignore=EF0003,ER0012
    _Dialect("dockerfile-linter", _way(r"\A# *linter +ignore *= *LIST"), _BELOW),
    # dockerfile-utils: ignore
    _Dialect("dockerfile-utils", _way(r"\A# *dockerfile-utils: *ignore(?![\w-])"), _BELOW, bare="dockerfile-utils=*"),
    # nosemgrep · nosemgrep: dockerfile.security.missing-user, other
    _Dialect("semgrep", _way(r"(?<=[#\s])nosemgrep(?![\w-])(?:: *LIST)?"), _BELOW, _semgrep, "semgrep=*"),
    # gitleaks:allow
    _Dialect("gitleaks", _way(r"(?<=[#\s])gitleaks:allow(?![\w-])"), _BELOW, bare="secrets"),
    # shellcheck disable=SC2086,SC2016
    _Dialect("shellcheck", _way(r"\A# *shellcheck +(?:[^#]* )?disable=LIST"), {"": Reach.COMMAND}, _shellcheck),
)


def _ignore(dialect: _Dialect, match: re.Match[str], said: TextRange) -> Iterator[Ignore]:
    groups = match.groupdict()
    reach = dialect.reach[(groups.get("scope") or "").lower()]
    if groups.get("names") is None:
        names: tuple[Name, ...] = (
            (Name("", TextRange(*match.span()), frozenset((dialect.bare,))),) if dialect.bare else ()
        )
    else:
        start, end = match.span("names")
        names = tuple(_names(match.string, start, end, dialect))
    if names:
        yield Ignore(dialect.name, reach, names, said, groups.get("until"))


def _names(comment: str, start: int, end: int, dialect: _Dialect) -> Iterator[Name]:
    for word in _WORD.finditer(comment, start, end):
        meant = dialect.meant(word[0])
        also = {f"tally/{meant}"} if dialect.name == "tally" else set()
        yield Name(word[0], TextRange(*word.span()), frozenset({meant, *also}))


_WORD = re.compile(r"[^\s,]+")
_CHECK = re.compile(r"\A#[ \t]*check[ \t]*=[ \t]*(?P<value>\S+)")


def _buildkit(comment: str) -> Iterator[Ignore]:
    """`check=skip=A,B;error=true // reason`, above an instruction (moby/buildkit, linter.go and parser.go)."""
    match = _CHECK.match(comment)
    place = match.start("value") if match is not None else 0
    options = match["value"].split(";") if match is not None else []
    for option in options:
        key, equals, _ = option.partition("=")
        if key == "skip":
            start, end = place + len(key) + len(equals), place + len(option)
            names = tuple(
                check_name(it[0], TextRange(*it.span()), here=True) for it in _WORD.finditer(comment, start, end)
            )
            said = TextRange(place, end) if len(options) > 1 else TextRange(0, len(comment))
            if names:
                yield Ignore("buildkit", Reach.BELOW, names, said)
        place += len(option) + 1


def check_name(text: str, range: TextRange, *, here: bool) -> Name:
    """A check that BuildKit is told to skip, `here` or in the whole file."""
    meant = f"check={text}"
    if here:
        meant = "check=*" if text == "all" else "" if text in NOT_BY_INSTRUCTION else meant
    return Name(text, range, frozenset((meant,)))
