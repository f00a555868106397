"""BuildKit's own check tests and the examples of its rule pages: we find the same checks on the same lines."""

from __future__ import annotations

from typing import Any

import pytest

from dockwright.lint import engine
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules, rules_named
from dockwright.semantic.document import Document
from tests.support.checks import loud
from tests.support.project import Files
from tests.support.shared import shared_cases

# They have to be built with arguments, or cannot be built.
_TESTS = [
    it for it in shared_cases("conformance/buildkit_lint.json") if not (it["frontend_attrs"] or it["build_error"])
]
_PAGES = [it for it in shared_cases("conformance/buildkit_rule_docs.json") if not it["observed"]["error"]]
CASES = [(it, it["warnings_all_targets"]) for it in _TESTS] + [(it, it["observed"]["warnings"]) for it in _PAGES]
CHECKS = {warning["rule"] for _, warnings in CASES for warning in warnings}

DIFFERENT = {
    # BuildKit was asked without a registry, so that it took `python` for an image with an empty environment. The real
    # one sets PYTHON_VERSION, and BuildKit's page shows the file as a good one.
    "rule-doc/UndefinedVar#5": set[tuple[str, int]](),
}


def _found(case: dict[str, Any]) -> set[tuple[str, int]]:
    ignored = case.get("dockerignore")
    document = Document.parse(case["dockerfile"], project=Files({".dockerignore": ignored}) if ignored else None)
    with loud():
        found = engine.run(document, all_rules(), Settings(select=("ALL",)))
    return {
        (name, document.lines.line_of(it.range.start) + 1)
        for it in found
        if it.rule is not None
        for name in CHECKS.intersection(it.rule.names)
    }


@pytest.mark.parametrize(
    ("case", "warnings"), [pytest.param(*it, id=it[0]["id"]) for it in CASES if it[0]["id"] not in DIFFERENT]
)
def test_the_checks_and_lines_are_those_of_buildkit(case: dict[str, Any], warnings: list[dict[str, Any]]):
    assert _found(case) == {(it["rule"], it["line"]) for it in warnings}


@pytest.mark.parametrize("case", [pytest.param(it, id=it["id"]) for it, _ in CASES if it["id"] in DIFFERENT])
def test_where_we_know_better(case: dict[str, Any]):
    assert _found(case) == DIFFERENT[case["id"]]


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_every_check_is_a_name_of_a_rule(check: str):
    assert rules_named(check)
