"""Which rules run, how grave they are, and what is said about names that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.lint.settings import SETTINGS, Setting, Settings, options_of
from dockwright.syntax.dockerfile import ast


@dataclass(frozen=True)
class Options:
    """Options of the rule below."""

    trusted_registries: tuple[str, ...] = ()
    limit: int = 3


@rule(on=ast.From, severity=Severity.WARNING, aliases=("DL3006", "OtherName"))
def one_rule(start: ast.From, options: Options) -> Iterator[Diagnostic]:
    yield from ()


@rule(on=ast.From, severity=Severity.WARNING, default=False)
def quiet_rule(start: ast.From) -> Iterator[Diagnostic]:
    yield from ()


OTHER = replace(one_rule, id="other-rule", category="security", aliases=())
RULES = (one_rule, quiet_rule, OTHER)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(), ["one-rule", "other-rule"]),
        (Settings(select=("ALL",)), ["one-rule", "quiet-rule", "other-rule"]),
        (Settings(select=("all",)), ["one-rule", "quiet-rule", "other-rule"]),
        (Settings(select=("dl3006",)), ["one-rule"]),
        (Settings(select=("OtherName", "security")), ["one-rule", "other-rule"]),
        (Settings(extend_select=("quiet-rule",)), ["one-rule", "quiet-rule", "other-rule"]),
        (Settings(select=("security",), extend_select=("quiet-rule",)), ["quiet-rule", "other-rule"]),
        (Settings(ignore=("DL3006",)), ["other-rule"]),
        (Settings(ignore=("ALL",)), []),
        (Settings(select=("one-rule",), ignore=("ALL",)), ["one-rule"]),
        (Settings(select=("ALL",), ignore=("lint",)), ["other-rule"]),
        (Settings(select=("one-rule",), ignore=("lint",)), ["one-rule"]),
        (Settings(select=("one-rule",), ignore=("one-rule",)), []),
        (Settings(select=("no-such-rule",)), []),
    ],
)
def test_selection(settings: Settings, expected: list[str]):
    assert [it.id for it in settings.selected(RULES)] == expected


def test_the_more_exact_severity_counts_then_the_later():
    settings = Settings(
        severity=(("one-rule", Severity.ERROR), ("ALL", Severity.HINT), ("DL3006", Severity.INFORMATION))
    )
    assert settings.severity_of(one_rule) is Severity.INFORMATION
    assert settings.severity_of(OTHER) is Severity.HINT
    assert Settings().severity_of(OTHER) is Severity.WARNING


def test_unknown_names_are_reported_with_what_was_meant():
    settings = Settings(
        select=("one-rul", "DL9999", "sc2086", "securty"),
        severity=(("zzz", Severity.HINT),),
        options=(("one-rule", "limits", 1), ("OtherName", "limit", 2), ("quiet-rule", "limit", 2)),
    )
    assert settings.problems(RULES) == [
        "unknown rule or category 'one-rul'; did you mean 'one-rule'?",
        "unknown rule or category 'securty'; did you mean 'security'?",
        "unknown rule or category 'zzz'",
        "unknown option 'limits' of one-rule; did you mean 'limit'?",
        "unknown option 'limit' of quiet-rule",
    ]


def test_options_are_found_by_any_name_of_their_rule():
    settings = Settings(options=(("dl3006", "trusted-registries", ("a",)), ("one-rule", "unknown", 1)))
    assert settings.options_of(one_rule, Options) == Options(("a",))


def test_options_are_described():
    assert options_of(one_rule) == (
        Setting("trusted-registries", "", {"type": "array", "items": {"type": "string"}, "default": []}),
        Setting("limit", "", {"type": "integer", "default": 3}),
    )
    assert options_of(quiet_rule) == ()


def test_every_setting_says_what_it_is_for():
    assert all(it.description.endswith(".") and it.schema for it in SETTINGS)
