"""A rule's page, for whoever asks what a finding means."""

from __future__ import annotations

from collections.abc import Sequence

from dockwright.lint.manual import manual
from dockwright.lint.rule import Rule
from dockwright.lint.shellcheck import code_of, rule_of


def explanation(name: str, rules: Sequence[Rule]) -> str | None:
    """The pages, in Markdown, of those of `rules` that go by a name, in any case; `None` where none does."""
    folded = name.casefold()
    named = [rule for rule in rules if folded in map(str.casefold, rule.names)]
    number = code_of(name)
    if not named and number is not None:
        named = [rule_of(number)]
    return "\n".join(f"# {rule.id}\n\n{manual(rule)}" for rule in named) or None
