"""Everything that other linters report is a rule here, or docs/rules/left-out.md says why it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from dockwright.rules.registry import all_rules
from tests.support.shared import ROOT, shared

CATALOGUE: list[dict[str, Any]] = json.loads(shared("specs/rules/catalogue.json").read_text(encoding="utf-8"))
CONCEPTS = {it["concept"]: it for it in CATALOGUE}
RULES = {rule.id: rule for rule in all_rules()}
LEFT_OUT = ROOT / "docs" / "rules" / "left-out.md"

_LATER = ("build-context-files", "registry")
_ROW = re.compile(r"\| `(?P<concept>[a-z0-9-]+)` \| (?P<what>.+?) \| (?P<why>.+) \|")


def _section(title: str) -> dict[str, str]:
    """The concepts of a section, each with what its last column says."""
    _, _, below = LEFT_OUT.read_text(encoding="utf-8").partition(f"\n## {title}\n")
    rows = [_ROW.fullmatch(line) for line in below.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    assert all(rows), "each row names a concept, what it reports, and why"
    return {row["concept"]: row["why"] for row in rows if row is not None}


def _ids(concept: str) -> Iterator[str]:
    """What other linters call it; errors of BuildKit have no ids of their own, nor have options of a command."""
    for source in CONCEPTS[concept]["sources"]:
        name: str = source["id"]
        if source["tool"] != "buildkit-error" and not name.startswith("cli:"):
            yield re.sub(r"^(?:hadolint|buildkit|shellcheck)/", "", name)


def test_rules_and_what_is_left_out_are_the_whole_catalogue():
    left_out, later = _section("Left out"), _section("Not yet")
    assert set(CONCEPTS) - RULES.keys() - left_out.keys() - later.keys() == set()
    assert (left_out.keys() | later.keys()) - CONCEPTS.keys() == set()
    assert RULES.keys() & (left_out.keys() | later.keys()) == set()
    assert left_out.keys() & later.keys() == set()


def test_what_waits_needs_more_than_the_file():
    assert {
        it: CONCEPTS[it]["needs_context"] for it in _section("Not yet") if CONCEPTS[it]["needs_context"] not in _LATER
    } == {}
    assert [it for it in _section("Left out") if CONCEPTS[it]["needs_context"] in _LATER] == []


@pytest.mark.parametrize("concept", sorted(RULES.keys() & CONCEPTS.keys()))
def test_a_rule_answers_to_all_names_of_its_concept(concept: str):
    known = {concept, *RULES[concept].aliases}
    # The name of another rule is that rule's alone.
    assert [it for it in _ids(concept) if it not in known and it not in RULES] == []


def test_what_another_rule_covers_has_its_names_there():
    missing = {}
    for concept, why in _section("Left out").items():
        covering = [RULES[it] for it in re.findall(r"`([a-z0-9-]+)`", why) if it in RULES]
        if not covering or "ShellCheck" in why:
            continue
        known = {name for rule in covering for name in rule.names}
        missing[concept] = [it for it in _ids(concept) if it not in known]
    # A choice of tools, as the page says.
    assert {concept: ids for concept, ids in missing.items() if ids} == {
        "gpu-images": ["tally/gpu/prefer-uv-over-conda"]
    }


def test_every_name_of_a_rule_in_the_reasons_is_one():
    named = re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)` report", LEFT_OUT.read_text(encoding="utf-8"))
    assert [it for it in named if it not in RULES] == []
