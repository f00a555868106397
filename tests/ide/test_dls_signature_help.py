"""Beside docker-langserver's own test cases: we say what it says, of the same part."""

from __future__ import annotations

from typing import Any

from dockwright.ide.dockerfile.signature_help import signature_help
from dockwright.semantic.document import Document
from dockwright.text.lines import LineIndex, Unit
from tests.support.shared import shared_cases

_SEVERAL = "an ARG may have several names"
_PAST = "the place lies behind the end of the line, which is that end (LSP 3.17, Position)"
EXCEPTIONS = {
    ("ARG name=value ", 15): _SEVERAL,
    ("ARG name=value space", 16): _SEVERAL,
    ("ONBUILD ARG name=value ", 23): _SEVERAL,
    ("ONBUILD ARG name=value space", 24): _SEVERAL,
    ("HEALTHCHECK CMD --retries=", 36): _PAST,
    ("HEALTHCHECK CMD --timeout=", 36): _PAST,
    ("ONBUILD HEALTHCHECK CMD --interval=", 45): _PAST,
    ("ONBUILD HEALTHCHECK CMD --start-period=", 49): _PAST,
    ("ONBUILD HEALTHCHECK CMD --timeout=", 44): _PAST,
    ('ONBUILD ADD [ "cmd" , "",', 24): "a third string follows, so the second is not the destination",
}
"""Where we answer something else, and why."""

CASES = shared_cases("conformance/dls_signature.json")


def ours(case: dict[str, Any]) -> tuple[list[tuple[str, list[str]]], int | None]:
    text = case["content"]
    offset = LineIndex(text).offset(case["position"]["line"], case["position"]["character"], Unit.UTF16)
    found = signature_help(Document.parse(text), offset)
    if found is None:
        return [], None
    labels = [(it.label, [one.range.slice(it.label) for one in it.parameters]) for it in found.signatures]
    return labels, found.signatures[found.active].active


def theirs(case: dict[str, Any]) -> tuple[list[tuple[str, list[str]]], int | None]:
    result = case["result"]
    labels = [(it["label"], [one["label"] for one in it["parameters"]]) for it in result["signatures"]]
    return labels, result.get("activeParameter")


def differs(case: dict[str, Any]) -> bool:
    (mine, my_part), (others, part) = ours(case), theirs(case)
    if not others:
        return bool(mine)
    return my_part != part or not all(it in mine for it in others)


def test_we_say_what_it_says_or_why_not():
    found = {(it["content"], it["position"]["character"]) for it in CASES if differs(it)}
    assert found == EXCEPTIONS.keys()
    assert len(found) <= 0.02 * len(CASES)
