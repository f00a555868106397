"""`dockwright explain` and `dockwright rules`: what the rules say of themselves."""

from __future__ import annotations

import json
import sys

from dockwright.cli import summary
from dockwright.cli.exit_codes import CLEAN, FAILED
from dockwright.lint.manual import address, default, manual
from dockwright.lint.rule import Rule
from dockwright.lint.settings import options_of
from dockwright.lint.shellcheck import code_of, rule_of
from dockwright.rules.registry import all_rules, rules_named
from dockwright.text.spelling import did_you_mean


def explain(name: str) -> int:
    """Print the page of each rule of that name."""
    number = code_of(name)
    rules = rules_named(name) or (() if number is None else (rule_of(number),))
    if not rules:
        print(f"dockwright: there is no rule {name!r}{suggestion(name)}", file=sys.stderr)
        return FAILED
    print("\n".join(f"# {rule.id}\n\n{manual(rule)}" for rule in rules), end="")
    return CLEAN


def suggestion(name: str) -> str:
    """What may be meant by the name of no rule: the rules that have it in one of their names, or the nearest one."""
    part = name.casefold()
    holding = [rule.id for rule in all_rules() if any(part in it.casefold() for it in (rule.category, *rule.names))]
    if holding and part:
        return "; these have it in their names:\n" + "\n".join(f"  {it}" for it in holding)
    return did_you_mean(name, [it for rule in all_rules() for it in rule.names])


def list_rules(output_format: str, *, only_summary: bool = False) -> int:
    """Print all rules, one a line; or only how many there are of which kind."""
    rules = all_rules()
    if only_summary:
        print(summary.as_json(rules) if output_format == "json" else summary.text(rules), end="")
        return CLEAN
    if output_format == "json":
        print(json.dumps([_described(rule) for rule in rules], indent=2))
        return CLEAN
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        print(f"{rule.id:{width}}  {rule.severity.name.lower():11}  {default(rule):3}  {rule.page.summary}")
    return CLEAN


def _described(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.id,
        "summary": rule.page.summary,
        "category": rule.category,
        "severity": rule.severity.name.lower(),
        "default": default(rule),
        "fix": rule.fix.value if rule.fix is not None else "none",
        "ambiguous": rule.ambiguous,
        "aliases": list(rule.aliases),
        "url": address(rule),
        "options": {option.key: option.schema.get("default") for option in options_of(rule)},
    }
