"""`dockwright explain` and `dockwright rules`: what the rules say of themselves."""

from __future__ import annotations

import json
import sys

from dockwright.cli.exit_codes import CLEAN, FAILED
from dockwright.lint.rule import Rule
from dockwright.lint.settings import options_of
from dockwright.rules.registry import all_rules, rules_named
from dockwright.text.spelling import did_you_mean


def explain(name: str) -> int:
    """Print the page of each rule of that name."""
    rules = rules_named(name)
    if not rules:
        known = [it for rule in all_rules() for it in rule.names]
        print(f"dockwright: there is no rule {name!r}{did_you_mean(name, known)}", file=sys.stderr)
        return FAILED
    print("\n".join(page(rule) for rule in rules), end="")
    return CLEAN


def page(rule: Rule) -> str:
    """A rule's page as Markdown, under its id and what a reader wants to know first."""
    facts = [f"Category: {rule.category}", f"Severity: {rule.severity.name.lower()}"]
    if not rule.default:
        facts.append("Off by default")
    if rule.fix is not None:
        facts.append(f"Fix: {rule.fix.value}")
    if rule.aliases:
        facts.append(f"Also known as: {', '.join(rule.aliases)}")
    options = "".join(
        f"- `{option.key}` (default `{json.dumps(option.schema.get('default'))}`): {option.description}\n"
        for option in options_of(rule)
    )
    listed = "".join(f"- {fact}\n" for fact in facts)
    return f"# {rule.id}\n\n{listed}\n{rule.page.markdown()}" + (f"\n## Options\n\n{options}" if options else "")


def list_rules(output_format: str) -> int:
    """Print all rules, one a line."""
    rules = all_rules()
    if output_format == "json":
        print(json.dumps([_described(rule) for rule in rules], indent=2))
        return CLEAN
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        print(f"{rule.id:{width}}  {rule.severity.name.lower():11}  {rule.page.summary}")
    return CLEAN


def _described(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.id,
        "category": rule.category,
        "aliases": list(rule.aliases),
        "severity": rule.severity.name.lower(),
        "default": rule.default,
        "fix": rule.fix.value if rule.fix else None,
        "summary": rule.page.summary,
        "options": {option.key: option.schema.get("default") for option in options_of(rule)},
    }
