"""What a reader is told about a rule."""

from __future__ import annotations

from dockwright.lint.manual import address, manual
from dockwright.lint.rule import Rule
from dockwright.lint.shellcheck import rule_of
from dockwright.rules.registry import rules_named


def _rule(name: str) -> Rule:
    (rule,) = rules_named(name)
    return rule


def test_a_manual_says_all_that_is_known():
    text = manual(_rule("instruction-casing"))
    assert text.startswith(_rule("instruction-casing").page.summary + "\n\n- Category: style\n- Severity: hint\n")
    for part in (
        "- Fix: safe: the image stays",
        "- Also known as: `ConsistentInstructionCasing`, ",
        "Bad:\n\n```dockerfile\n",
        '- `style` (default `"consistent"`): The case of keywords',
        "write `# dockwright: ignore[instruction-casing] reason` on the line above",
        "See also:\n\n- [",
    ):
        assert part in text
    assert "\n#" not in text.replace("\n# dockwright", "")


def test_the_page_of_what_shellcheck_finds_is_its_own():
    assert address(rule_of(2086)) == "https://www.shellcheck.net/wiki/SC2086"
    assert address(_rule("latest-tag")).endswith("/docs/rules/base-image.md#latest-tag")
