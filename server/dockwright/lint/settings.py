"""What a user may choose: which rules run, how grave their findings are, and each rule's own options.

These are values; `workspace.config` reads them from files, the doors from a command line or a client.
`SETTINGS` and `options_of` describe them for whoever writes a schema or a page.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dockwright.catalog.shellcheck import CATEGORY as SHELLCHECK
from dockwright.catalog.shellcheck import OFF, SELECTED
from dockwright.lint import schemas
from dockwright.lint.diagnostic import Severity
from dockwright.lint.rule import Rule
from dockwright.text.spelling import did_you_mean

ALL = "ALL"
"""The selector of every rule."""

NEVER = "never"
"""What `fail-on` says where no finding is grave enough."""

# Ids of tools whose rules are not all rules here; a selection copied from them is no mistake.
_FOREIGN = re.compile(r"(?:DL|SC)\d{4}", re.IGNORECASE)

Selectors = tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """The choices that hold for one file.

    A selector is a rule's id, one of its aliases, a category, or `ALL`; case does not matter.
    `select` empty means the rules that are on by default; `extend_select` adds to either.
    Where two selectors speak of one rule the more exact one counts, and of two equally exact ones `ignore`.
    `severity` pairs a selector with what its findings are raised or lowered to; the more exact, then the later counts.
    `options` holds `(selector, name, value)`, its values hashable: lists are tuples, tables tuples of pairs.
    `inline_ignores`: whether comments in a file silence what they name.
    `fail_on` is the least grave of the findings for which a check fails; `None`: none is grave enough.
    `today` is the day as `2026-12-31`, for comments that silence for a time; `None`: their time is never over.
    `shellcheck` is which one is run: `auto`, the one that is installed; `selected`, the same, but only for what is
    selected by name; `off`; or the absolute path of one.
    `shown` pairs kinds of hints and lenses with whether an editor shows them; the later counts.
    """

    select: Selectors = ()
    extend_select: Selectors = ()
    ignore: Selectors = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    options: tuple[tuple[str, str, Any], ...] = ()
    inline_ignores: bool = True
    fail_on: Severity | None = Severity.HINT
    today: str | None = None
    shellcheck: str = SELECTED
    shown: tuple[tuple[str, bool], ...] = ()

    def shows(self, kind: str) -> bool:
        """Whether an editor shows hints or lenses of a kind, such as `inlay-hints.users`."""
        return dict(self.shown).get(kind, True)

    def selects(self, rule: Rule) -> bool:
        """Whether `rule` runs."""
        chosen = max(_exactness(rule, self.select), _exactness(rule, self.extend_select))
        if not self.select and rule.default:
            chosen = max(chosen, 0)
        return chosen > _exactness(rule, self.ignore)

    def names(self, rule: Rule) -> bool:
        """Whether `rule` is chosen by its name, its category or `ALL`, not just because it is on by default."""
        return max(_exactness(rule, self.select), _exactness(rule, self.extend_select)) >= 0

    def selected(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Those of `rules` that run, in their order."""
        return tuple(rule for rule in rules if self.selects(rule))

    def severity_of(self, rule: Rule) -> Severity:
        """How grave the findings of `rule` are."""
        best, severity = -1, rule.severity
        for selector, raised in self.severity:
            exactness = _exactness(rule, (selector,))
            if exactness >= max(best, 0):
                best, severity = exactness, raised
        return severity

    def under(self, other: Settings) -> Settings:
        """These settings with `other` on top: a selection there replaces this one, all else is added and counts more.

        What `other` says of `fail_on` and `today` is left aside: nothing tells whether it says anything.
        """
        return dataclasses.replace(
            self,
            select=other.select or self.select,
            extend_select=(() if other.select else self.extend_select) + other.extend_select,
            ignore=self.ignore + other.ignore,
            severity=self.severity + other.severity,
            options=self.options + other.options,
            shown=self.shown + other.shown,
            inline_ignores=self.inline_ignores and other.inline_ignores,
            # Either may decline.
            shellcheck=self.shellcheck if self.shellcheck == OFF or other.shellcheck == SELECTED else other.shellcheck,
        )

    def fails(self, severity: Severity) -> bool:
        """Whether a check fails for a finding that is as grave as that."""
        return self.fail_on is not None and severity <= self.fail_on

    def options_of(self, rule: Rule, kind: type) -> Any:
        """The options of `rule` as an instance of its dataclass `kind`; unknown names are left to `problems`.

        A field's metadata may hold `rules`, names of rules whose option of that name counts here as well.
        """
        chosen_by = {it.name: {*rule.names, *it.metadata.get("rules", ())} for it in dataclasses.fields(kind)}
        selectors = {field: {name.casefold() for name in names} for field, names in chosen_by.items()}
        values = {
            field: value
            for selector, name, value in self.options
            if selector.casefold() in selectors.get(field := name.replace("-", "_"), ())
        }
        return kind(**values)

    def problems(self, rules: Sequence[Rule]) -> list[str]:
        """What is chosen but does not exist, a sentence each, with what was probably meant."""
        if self == DEFAULT:
            return []
        known = {it for rule in rules for it in (*rule.names, rule.category)} | {ALL, SHELLCHECK}
        folded = {it.casefold() for it in known}
        selectors = [*self.select, *self.extend_select, *self.ignore, *(it for it, _ in self.severity)]
        found = []
        for selector in dict.fromkeys((*selectors, *(it for it, _, _ in self.options))):
            if selector.casefold() not in folded and not _FOREIGN.fullmatch(selector):
                found.append(f"unknown rule or category {selector!r}{did_you_mean(selector, known)}")
        for selector, name, value in self.options:
            named = [rule for rule in rules if selector.casefold() in map(str.casefold, rule.names)]
            choices = {option.key: option for rule in named for option in options_of(rule)}
            if name in choices:
                found += schemas.misfits(f"rules.{selector}.{name}", choices[name].schema, value)
            elif not _FOREIGN.fullmatch(selector) and selector.casefold() in folded:
                found.append(f"unknown option {name!r} of {selector}{did_you_mean(name, choices)}")
        return found


DEFAULT = Settings()


@dataclass(frozen=True)
class Setting:
    """One thing that can be set: `schema` is a JSON Schema fragment that holds its type, default and choices."""

    key: str
    description: str
    schema: Mapping[str, Any]


_SELECTORS = {"type": "array", "items": {"type": "string"}, "default": []}


def _kinds(**kinds: str) -> Mapping[str, Any]:
    properties = {name: {"type": "boolean", "default": True, "description": words} for name, words in kinds.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False, "default": {}}


INLAY_HINTS = _kinds(
    variables="What the variables in a word come to.",
    stages="Which stage a number in `--from` means.",
    users="Which user a stage ends with.",
    files="How many files a COPY brings, and how large they are.",
)
CODE_LENSES = _kinds(
    references="How often a stage is used.",
    image="User, program and ports of the final image.",
)

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "select",
        "Rules that run: ids, aliases of other linters, categories or ALL. Empty: those that are on by default.",
        _SELECTORS,
    ),
    Setting("extend-select", "Rules that run besides those selected.", _SELECTORS),
    Setting("ignore", "Rules that do not run: ids, aliases of other linters, categories or ALL.", _SELECTORS),
    Setting(
        "severity",
        "How grave findings are: an id, alias or category, and its severity.",
        {
            "type": "object",
            "additionalProperties": {"enum": [it.name.lower() for it in Severity]},
            "default": {},
        },
    ),
    Setting(
        "exclude",
        "Files and folders that a walk leaves out, as patterns of .gitignore relative to this file.",
        _SELECTORS,
    ),
    Setting(
        "shellcheck",
        "Which ShellCheck looks at shell scripts: auto, the one that is installed; selected, the same, but only where"
        " its codes or `shellcheck` are selected; off; or, but in no project's file, the absolute path of one.",
        {"type": "string", "default": SELECTED},
    ),
    Setting(
        "inline-ignores",
        "Whether comments in a file silence what they name, such as `# dockwright: ignore[rule]`.",
        {"type": "boolean", "default": True},
    ),
    Setting(
        "fail-on",
        "The least grave of the findings for which a check ends with 1.",
        {"enum": [*(it.name.lower() for it in Severity), NEVER], "default": Severity.HINT.name.lower()},
    ),
    Setting(
        "format", "How files are laid out, by `dockwright format` and in editors.", {"type": "object", "default": {}}
    ),
    Setting("inlay-hints", "What an editor writes between the words of a file, kind by kind.", INLAY_HINTS),
    Setting("code-lenses", "What an editor writes above a stage, kind by kind.", CODE_LENSES),
    Setting("rules", "Options of single rules: a table for each rule's id.", {"type": "object", "default": {}}),
)


def options_kind(rule: Rule) -> type | None:
    """The dataclass that holds the options of `rule`: one of its own module, or of this floor, for several rules."""
    own = rule.check.__module__
    kinds = [it for it in rule.reads if dataclasses.is_dataclass(it)]
    return next((it for it in kinds if it.__module__ == own or it.__module__.startswith(f"{__package__}.")), None)


def options_of(rule: Rule) -> tuple[Setting, ...]:
    """The options of `rule`; a field's metadata holds its `description` and may hold a `schema`."""
    kind = options_kind(rule)
    return () if kind is None else described(kind)


def described(kind: type) -> tuple[Setting, ...]:
    """The fields of a dataclass as settings; one's metadata holds its `description` and may hold a `schema`."""
    return tuple(
        Setting(
            field.name.replace("_", "-"),
            field.metadata.get("description", ""),
            field.metadata.get("schema") or _schema(field.default),
        )
        for field in dataclasses.fields(kind)
    )


def _schema(default: object) -> dict[str, Any]:
    if isinstance(default, tuple):
        return {"type": "array", "items": {"type": "string"}, "default": list(default)}
    for python, name in ((bool, "boolean"), (int, "integer"), (str, "string")):
        if isinstance(default, python):
            return {"type": name, "default": default}
    return {}


@lru_cache(maxsize=4096)
def _exactness(rule: Rule, selectors: Selectors) -> int:
    """How exactly any of `selectors` names `rule`: 2 by a name, 1 by its category, 0 by `ALL`, -1 not at all."""
    folded = {selector.casefold() for selector in selectors}
    if any(name.casefold() in folded for name in rule.names):
        return 2
    if rule.category.casefold() in folded:
        return 1
    return 0 if ALL.casefold() in folded else -1
