"""Each rule's page tells the truth: its examples are run."""

from __future__ import annotations

import pytest

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.fixing import settle
from dockwright.lint.gates import accepts
from dockwright.lint.page import Example
from dockwright.lint.rule import Rule
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.checks import asked_with, found_by, loud, settings_of_example

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}-{example.kind}")
    for rule in all_rules()
    for number, example in enumerate(rule.page.examples)
    if example.language == "dockerfile"
]
CURES = [
    pytest.param(rule, bad, good, id=f"{rule.id}-{number}")
    for rule in all_rules()
    if rule.fix is not None
    for number, (bad, good) in enumerate(rule.page.cures)
    if bad.language == "dockerfile"
]


def _found(rule: Rule, example: Example) -> list[Diagnostic]:
    with loud():
        return found_by(rule, Document.parse(example.text), settings_of_example(rule, example))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_bad_examples_yield_the_rule_and_good_ones_do_not(rule: Rule, example: Example):
    assert bool(_found(rule, example)) == (example.kind == "bad")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_messages_are_sentences_and_titles_plain_text(rule: Rule, example: Example):
    for found in _found(rule, example):
        for message in (found.message, *(it.message for it in found.related)):
            assert message[:1] == message[:1].upper(), "it begins with a capital, a number or a backtick"
            assert not message.endswith("."), "it has no full stop"
            assert "should" not in message.split(), "it says what is so"
            assert message.count("`") % 2 == 0
        for fix in found.fixes:
            assert fix.title[:1].isupper(), "it begins with a verb"
            assert "`" not in fix.title, "a menu shows backticks as they are"


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_no_example_shows_an_error_of_another_kind(rule: Rule, example: Example):
    with loud():
        found = engine.run(Document.parse(example.text), all_rules())
    assert [it for it in found if it.severity is Severity.ERROR and it.rule is not rule] == []


@pytest.mark.parametrize(("rule", "bad", "good"), CURES)
def test_fixing_a_bad_example_gives_the_good_one_that_follows(rule: Rule, bad: Example, good: Example):
    with loud():
        settled = settle(Document.parse(bad.text), asked_with(rule), settings_of_example(rule, bad), unsafe=True)
    assert settled.document.text == good.text


@pytest.mark.parametrize(("rule", "bad", "good"), CURES)
def test_every_fix_of_a_bad_example_passes_the_gates(rule: Rule, bad: Example, good: Example):
    document = Document.parse(bad.text)
    fixes = [fix for it in _found(rule, bad) for fix in it.fixes]
    assert fixes
    assert [fix.title for fix in fixes if accepts(document, fix, all_rules()) is None] == []


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.page.examples], ids=lambda rule: rule.id)
def test_a_rule_declares_the_safest_tier_of_its_fixes(rule: Rule):
    examples = [it for it in rule.page.examples if it.kind == "bad" and it.language == "dockerfile"]
    tiers = {fix.safety for example in examples for it in _found(rule, example) for fix in it.fixes}
    # An example need not show every tier, but none may show one where the rule says it has no fix.
    assert bool(tiers) == (rule.fix is not None)
