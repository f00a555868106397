"""Every rule has a page worth reading, under the name that its file and its function have.

That the examples do what they say is tests/rules/test_pages.py's business.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dockwright.lint.rule import Rule
from dockwright.rules.registry import all_rules

RULES = sorted(all_rules(), key=lambda rule: rule.id)
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_ids_are_unique():
    assert [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1] == []


def test_no_alias_is_the_id_of_another_rule():
    ids = {rule.id for rule in RULES}
    assert {alias: rule.id for rule in RULES for alias in rule.aliases if alias in ids} == {}


@each_rule
def test_the_file_is_named_as_the_rule(rule: Rule):
    module, function = rule.check.__module__.split("."), rule.check.__name__
    assert module[-1] == function
    assert rule.id == function.replace("_", "-")
    assert rule.category == module[-2].replace("_", "-")


@each_rule
def test_the_summary_is_one_sentence(rule: Rule):
    first = rule.docstring.split("\n", 1)[0]
    assert rule.page.summary == first, "the summary is the first line, and a blank line follows it"
    assert re.fullmatch(r"\S.*[^.]\.", first), "the summary ends in a full stop"


@each_rule
def test_the_page_shows_what_is_bad_and_what_is_good(rule: Rule):
    kinds = {example.kind for example in rule.page.examples}
    assert kinds == {"bad", "good"}
    assert rule.page.prose, "a page says why"


@each_rule
def test_the_page_of_a_rule_with_a_fix_shows_the_fix(rule: Rule):
    assert rule.fix is None or rule.page.cures


@each_rule
def test_the_page_leaves_headings_to_the_generator(rule: Rule):
    assert not re.search(r"(?m)^#+ ", rule.page.prose)


@each_rule
def test_aliases_are_names_that_another_linter_uses(rule: Rule):
    assert len(set(rule.aliases)) == len(rule.aliases)
    for alias in rule.aliases:
        assert re.fullmatch(r"[A-Za-z0-9]+([-_/:.][A-Za-z0-9]+)*", alias), alias
