"""What a reader is told about a rule: the same words in the documentation, on the command line and in reports."""

from __future__ import annotations

import json

from dockwright.catalog.shellcheck import CATEGORY as SHELLCHECK
from dockwright.catalog.shellcheck import WIKI
from dockwright.lint.diagnostic import Finder, Safety
from dockwright.lint.rule import Rule
from dockwright.lint.settings import options_of

RULE_PAGES = "https://github.com/dockwright/dockwright/blob/main/docs/rules"

FIXES = {
    Safety.SAFE: "safe: the image stays as it is, or a file that could not be built now can",
    Safety.UNSAFE: "unsafe: it may change the image, so it has to be asked for",
    None: "none",
}
AMBIGUOUS = "none: the build fails there, and only its author knows what was meant"


def address(rule: Finder) -> str:
    """Where a rule's page can be read."""
    if rule.category == SHELLCHECK:
        return f"{WIKI}/{rule.id}"
    return f"{RULE_PAGES}/{rule.category}.md#{rule.id}"


def default(rule: Rule) -> str:
    """Whether a rule runs where nothing is chosen: `on` or `off`."""
    return "on" if rule.default else "off"


def manual(rule: Rule) -> str:
    """A rule's page as Markdown, to stand below a heading: what it finds, what is known of it, and how it is used."""
    page = rule.page
    parts = [page.summary, _facts(rule)]
    parts += page.blocks
    if options := options_of(rule):
        parts.append("Options:")
        parts.append("\n".join(f"- `{it.key}` (default `{_value(it.schema)}`): {it.description}" for it in options))
    parts.append(
        f"To silence it for one instruction, write `# dockwright: ignore[{rule.id}] reason` on the line above;"
        f" for a file, `# dockwright: ignore-file[{rule.id}] reason`;"
        f' for a project, `ignore = ["{rule.id}"]` in its settings.'
    )
    if page.references:
        parts.append("See also:")
        parts.append("\n".join(f"- [{it.title}]({it.url})" for it in page.references))
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule) -> str:
    facts = [
        f"Category: {rule.category}",
        f"Severity: {rule.severity.name.lower()}",
        f"Default: {default(rule)}",
        f"Fix: {AMBIGUOUS if rule.ambiguous else FIXES[rule.fix]}",
    ]
    if rule.aliases:
        facts.append(f"Also known as: {', '.join(f'`{alias}`' for alias in rule.aliases)}")
    return "\n".join(f"- {fact}" for fact in facts)


def _value(schema: object) -> str:
    return json.dumps(schema.get("default") if isinstance(schema, dict) else None)
