"""What `.dockerignore` leaves out."""

from __future__ import annotations

import json

import pytest

from dockwright.semantic import ignore
from tests.support.shared import shared


def test_the_builders_own_cases():
    cases = json.loads(shared("conformance/patternmatcher.json").read_text())["cases"]
    wrong: list[str] = []
    for case in cases:
        if case["kind"] == "match" and "match" in case["observed"].get("MatchesOrParentMatches", {}):
            found = ignore.compile_patterns(case["patterns"]).ignores(case["path"])
            if found != case["observed"]["MatchesOrParentMatches"]["match"]:
                wrong.append(case["id"])
        elif case["kind"] == "ignorefile":
            assert ignore.read_lines(case["content"]) == case["expect"]["lines"]

    assert wrong == []


@pytest.mark.parametrize(
    ("patterns", "path", "ignored"),
    [
        ("*.md", "README.md", True),
        ("*.md", "docs/README.md", False),
        ("**/*.md", "docs/README.md", True),
        ("node_modules", "node_modules/a/b.js", True),
        ("docs\n!docs/README.md", "docs/README.md", False),
        ("docs\n!docs/README.md", "docs/other.md", True),
        ("!a\na", "a", True),
        ("/a/", "a", True),
        ("# a\n#a", "a", False),
        ("[a-c].txt", "b.txt", True),
        ("[^a-c].txt", "b.txt", False),
        ("a?c", "a/c", False),
        ("**", "any/thing", True),
        ("a/**/z", "a/z", True),
        ("a/**/z", "a/b/c/z", True),
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("a**/a", "a", False),
        ("\\*.md", "*.md", True),
        ("\\*.md", "a.md", False),
        ("", "a", False),
        ("!", "a", False),
    ],
)
def test_patterns(patterns: str, path: str, ignored: bool):
    assert ignore.parse(patterns).ignores(path) is ignored


def test_stars_that_could_match_in_many_ways_take_no_time():
    assert not ignore.parse("*a" * 200 + "b*").ignores("a" * 5_000)
