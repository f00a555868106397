"""What ShellCheck says of a file's scripts, as findings at their places in the file.

ShellCheck is somebody else's program and is run elsewhere (`workspace.shellcheck`); here is only what it is asked
and what its answers mean. Each of its codes is a rule of the category `shellcheck`, selected, raised and silenced as
any other. Those that are errors or warnings are on by default, with the exceptions in `catalog.shellcheck`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple, cast

from dockwright.catalog.shellcheck import CATEGORY, LEVELS, QUIET, SELECTED, UNFIT, WIKI
from dockwright.lint import suppress
from dockwright.lint.diagnostic import IN_ONE_INSTRUCTION, Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import Rule
from dockwright.lint.settings import ALL, DEFAULT, Settings
from dockwright.semantic.document import Document
from dockwright.semantic.standalone import Standalone, standalone_scripts
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

# What ShellCheck calls an error it would not run; whether a build stops there, it cannot know.
_SEVERITIES = {
    "error": Severity.WARNING,
    "warning": Severity.WARNING,
    "info": Severity.INFORMATION,
    "style": Severity.HINT,
}
_CODE = "SC"
_UNPARSED = (1073, 1072, 1070, 1088, 1089)
"""Where and why a script cannot be read; what says so in more particular words goes before, then the first of these."""
_CARRIAGE_RETURN = 1017
_UNASSIGNED = 2154
_SETS_UNSEEN = re.compile(r"\beval\b|(?:^|[\s;&|({])(?:\.|source)\s")
_UNCHECKED_CD = 2164
_FIRST_OF_MEANING = 2000
"""From here on codes speak of what a script means; below, of how it is written."""
_NOT_IN_SH = range(3000, 4000)
"""What the shell that is called `sh` may not have; nothing to say where that shell is not known."""


_PAGE = """ShellCheck's {0}.

What it wants, and why, stands in ShellCheck's wiki.

## References

- [{0} in ShellCheck's wiki]({1}/{0})
"""


class Replacement(NamedTuple):
    """One of the replacements of a fix; lines and columns count from 1, the end is just past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Remark(NamedTuple):
    """What ShellCheck says of one place in one script."""

    code: int
    level: str
    message: str
    line: int
    column: int
    end_line: int
    end_column: int
    replacements: tuple[Replacement, ...]


Remarks = tuple[Remark, ...]

Known = Callable[[str], "Remarks | None"]
"""What is known of the script with a text; `None` as long as ShellCheck was not asked."""


def read_remarks(output: str) -> dict[str, Remarks]:
    """What ShellCheck says of each file, in the format that it calls json1; a file without a remark is left out.

    Raise `ValueError` where it is anything else.
    """
    try:
        found: dict[str, list[Remark]] = {}
        for it in json.loads(output)["comments"]:
            found.setdefault(str(it["file"]), []).append(_remark(it))
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not ShellCheck's output: {error!r}") from error
    return {file: tuple(remarks) for file, remarks in found.items()}


def _remark(it: Any) -> Remark:
    replacements = (it.get("fix") or {}).get("replacements") or ()
    return Remark(
        int(it["code"]),
        str(it["level"]),
        str(it["message"]),
        *_place(it),
        tuple(Replacement(*_place(one), str(one["replacement"])) for one in replacements),
    )


def _place(it: Any) -> tuple[int, int, int, int]:
    return int(it["line"]), int(it["column"]), int(it["endLine"]), int(it["endColumn"])


@lru_cache(maxsize=1024)
def rule_of(code: int, level: str | None = None, also: tuple[str, ...] = ()) -> Rule:
    """One of ShellCheck's codes as a rule; it has no check of its own.

    `level` is how grave ShellCheck found it, which may depend on the shell; `also` are rules of ours of that meaning.
    """
    severity = _SEVERITIES.get(level or LEVELS.get(code, ""), Severity.WARNING)
    name = f"{_CODE}{code}"
    return Rule(
        id=name,
        category=CATEGORY,
        check=_nothing,
        on=(),
        reads=(),
        severity=severity,
        fix=None,
        aliases=also,
        default=severity <= Severity.WARNING and code not in QUIET,
        written=_PAGE.format(name, WIKI),
    )


def _nothing(subject: object) -> Iterator[Diagnostic]:
    return iter(())


def code_of(name: str) -> int | None:
    """The number of a code such as `SC2086`, in any case; `None` for any other name."""
    digits = name[len(_CODE) :]
    return int(digits) if name[: len(_CODE)].upper() == _CODE and len(digits) == 4 and digits.isdecimal() else None


def wiki_page(rule_id: str) -> str:
    """The address where a code is explained."""
    return f"{WIKI}/{rule_id}"


def is_wanted(settings: Settings) -> bool:
    """Whether `settings` leave anything of ShellCheck's; where not, it need not be run."""
    chosen = [it.casefold() for it in (*settings.select, *settings.extend_select)]
    if any(code_of(it) is not None for it in chosen):
        return True
    if CATEGORY in (it.casefold() for it in settings.ignore):
        return False
    is_named = CATEGORY in chosen or ALL.casefold() in chosen
    return is_named or (not settings.select and settings.shellcheck != SELECTED)


def script_texts(document: Document) -> list[str]:
    """The scripts to ask about, each once."""
    return list(dict.fromkeys(it.text for _, scripts in standalone_scripts(document) for it in scripts))


def diagnostics(
    document: Document, rules: Sequence[Rule], known: Known, settings: Settings = DEFAULT
) -> list[Diagnostic]:
    """What is known of a file's scripts, by position, without what comments silence.

    A code that one of `rules` has among its aliases answers to the name of that rule as well.
    """
    choice = _choice(tuple(rules), settings)
    found: list[Diagnostic] = []
    for instruction, scripts in standalone_scripts(document):
        for script in scripts:
            remarks = known(script.text)
            if remarks:
                found += [it.shifted(instruction.base) for it in _of_script(script, remarks, choice)]
    return suppress.audible(document, sorted(found, key=attrgetter("order")), settings)


def merged(document: Document, found: Sequence[Diagnostic], more: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What rules found and what is known of scripts, by position; what a rule says of an instruction is said once."""
    if not more:
        return list(found)
    starts = [it.start for it in document.instructions]

    def place(diagnostic: Diagnostic) -> int:
        return bisect_right(starts, diagnostic.range.start)

    said = {(place(it), alias) for it in found if it.rule is not None for alias in it.rule.aliases}
    return sorted((*found, *(it for it in more if (place(it), it.code) not in said)), key=attrgetter("order"))


class _Choice:
    """Which codes are reported, and how grave they are, for one choice of rules and settings."""

    def __init__(self, rules: tuple[Rule, ...], settings: Settings) -> None:
        self._settings = settings
        self._also: dict[str, tuple[str, ...]] = {}
        for rule in rules:
            for alias in rule.aliases:
                if code_of(alias) is not None:
                    self._also[alias] = (*self._also.get(alias, ()), rule.id)
        self._chosen: dict[tuple[int, str], tuple[Rule, Severity] | None] = {}

    def of(self, remark: Remark) -> tuple[Rule, Severity] | None:
        """The rule that a remark comes from, and its severity; `None` where it is not selected."""
        key = remark.code, remark.level
        if key not in self._chosen:
            rule = rule_of(*key, self._also.get(f"{_CODE}{remark.code}", ()))
            selected = remark.code not in UNFIT and self._settings.selects(rule)
            if self._settings.shellcheck == SELECTED:
                selected = selected and self._settings.names(rule)
            self._chosen[key] = (rule, self._settings.severity_of(rule)) if selected else None
        return self._chosen[key]


@lru_cache(maxsize=32)
def _choice(rules: tuple[Rule, ...], settings: Settings) -> _Choice:
    return _Choice(rules, settings)


def _of_script(script: Standalone, remarks: Remarks, choice: _Choice) -> list[Diagnostic]:
    """The diagnostics of one script; ranges count from the start of its instruction."""
    kept = cast("tuple[_Choice, Remarks, list[Diagnostic]] | None", script.memo.get(_of_script))
    if kept is None or kept[0] is not choice or kept[1] is not remarks:
        said, more = _together(remarks)
        found = [it for remark in said if (it := _diagnostic(script, remark, more, choice))]
        kept = script.memo[_of_script] = (choice, remarks, found)
    return kept[2]


def _together(remarks: Remarks) -> tuple[Remarks, Remarks]:
    """The remarks of which each says something of its own, and those that only say more about one of the others.

    Of a script that cannot be read ShellCheck says so in several remarks, and nothing else.
    """
    returns = [it for it in remarks if it.code == _CARRIAGE_RETURN]
    if len(returns) > 1:
        # Where one line ends so, all do.
        remarks = tuple(it for it in remarks if it.code != _CARRIAGE_RETURN or it is returns[0])
    if not any(it.code in _UNPARSED for it in remarks):
        return remarks, ()
    errors = [it for it in remarks if it.code < _FIRST_OF_MEANING and it.level == "error"]
    first = min(errors, key=_vagueness, default=None)
    said = tuple(it for it in remarks if it is first or it not in errors)
    return said, tuple(it for it in errors if it is not first)


def _vagueness(remark: Remark) -> tuple[int, int, int]:
    return _UNPARSED.index(remark.code) + 1 if remark.code in _UNPARSED else 0, remark.line, remark.column


def _diagnostic(script: Standalone, remark: Remark, more: Remarks, choice: _Choice) -> Diagnostic | None:
    chosen = choice.of(remark)
    if chosen is None:
        return None
    if remark.code in _NOT_IN_SH and not script.is_sure:
        return None
    if remark.code == _UNASSIGNED and (not script.is_run or _SETS_UNSEEN.search(script.form.text)):
        return None  # Whoever starts the container may set it, or a script that is not read here.
    where = _range(script, remark)
    if where is None:
        return None
    if remark.code == _UNCHECKED_CD and where.end >= script.end:
        return None  # What comes last fails the whole script.
    related: list[Related] = []
    if remark.code < _FIRST_OF_MEANING and remark.level == "error":
        for it in more:
            if it.code in _UNPARSED and (place := _range(script, it)) is not None:
                related.append(Related(place, _sentence(it.message)))
    rule, severity = chosen
    found = Diagnostic(where, _sentence(remark.message), _fixes(script, remark), tuple(related), (), severity, rule)
    found.memo[IN_ONE_INSTRUCTION] = True
    return found


def _sentence(message: str) -> str:
    return message.removesuffix(".")


def _range(script: Standalone, place: Remark) -> TextRange | None:
    """Where a remark stands in its instruction; `None` where it speaks of what is not in the file."""
    start, end = script.offset(place.line, place.column), script.offset(place.end_line, place.end_column)
    if start is None or end is None:
        return None
    if end <= start:
        # A mere point: the character there, or before the script's end the last one.
        start = min(start, max(len(script.form.text) - 1, 0))
        end = min(start + 1, len(script.form.text))
    return script.range(start, end)


def _fixes(script: Standalone, remark: Remark) -> tuple[Fix, ...]:
    """The fix that a remark brings, if its edits can be made in a Dockerfile just so.

    None is safe: what ShellCheck proposes may change what a script does, as a variable that was split no longer is.
    """
    edits = []
    for it in remark.replacements:
        edit = _edit(script, remark, it)
        if edit is None:
            return ()
        edits.append(edit)
    edits.sort(key=lambda it: it.range)
    if not edits or any(one.range.end > other.range.start for one, other in pairwise(edits)):
        return ()
    if len({it.range.start for it in edits}) < len(edits):
        return ()
    return (Fix(_title(edits), tuple(edits), Safety.UNSAFE),)


def _edit(script: Standalone, remark: Remark, it: Replacement) -> Edit | None:
    start, end = script.offset(it.line, it.column), script.offset(it.end_line, it.end_column)
    if start is None or end is None or start > end or "\n" in it.text:
        return None
    if start < end:
        where = script.range(start, end)
        # What stands between two pieces, a continuation or a comment, would be lost.
        return Edit(where, it.text) if where.length == end - start else None
    # Behind what it speaks of, rather than before what follows, which may stand on the next line.
    begin = script.offset(remark.line, remark.column)
    if begin is not None and start > begin:
        place = script.range(start - 1, start).end
    else:
        place = script.range(start, min(start + 1, len(script.form.text))).start
    return Edit(TextRange(place, place), it.text)


def _title(edits: Sequence[Edit]) -> str:
    texts = {it.text for it in edits}
    if texts == {'"'} and all(not it.range.length for it in edits):
        return "Put it in double quotes"
    if len(edits) == 1 and not edits[0].range.length:
        return f"Insert {edits[0].text.strip()}"
    if len(edits) == 1 and not edits[0].text:
        return "Delete it"
    if len(edits) == 1:
        return f"Replace it by {edits[0].text.strip()}"
    return "Rewrite it as ShellCheck proposes"
