"""What docker-langserver offers in its own test cases, we offer too: the same thing, for the same place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dockwright.ide.dockerfile.completion.complete import complete
from dockwright.ide.results import Item
from dockwright.semantic.document import Document
from tests.support.shared import shared_cases

_TWICE = "FROM busybox AS source\nFROM busybox AS source\n"
EXCEPTIONS = {
    "# syntax=docker/dockerfile\n# escape=\n#": "`# escape=` is a comment, so below it no line can be a directive",
    "# #": "what follows would become part of a directive's value",
    f"{_TWICE}COPY --from=": "of two stages with one name the last is meant, and that is the cursor's own",
    f"{_TWICE}ONBUILD COPY --from=": "the same",
    "FROM busybox\nHEALTHCHECK  --timeout=30s NONE ": "in front of a flag stand flags, and --timeout is there already",
}


def offset_of(text: str, position: dict[str, int]) -> int:
    lines = text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
    return sum(len(it) + 1 for it in lines[: position["line"]]) + position["character"]


def name_of(label: str) -> str:
    """What is offered, without what each server adds to show how it goes on."""
    return label.strip("${}").split(" ")[0].partition("=")[0].casefold()


def covers(ours: Item, theirs: dict[str, Any], text: str) -> bool:
    """Whether `ours` is the same thing in the same place; of a variable theirs also replaces the `$` in front."""
    range = theirs["textEdit"]["range"]
    start, end = offset_of(text, range["start"]), offset_of(text, range["end"])
    while start < end and text[start] in "${":
        start += 1
    return name_of(ours.label) == name_of(theirs["label"]) and ours.edit.range == (start, end)


def uncovered(case: dict[str, Any]) -> Iterator[str]:
    text = case["content"]
    ours = complete(Document.parse(text), offset_of(text, case["position"]), with_snippets=False).items
    for theirs in case["result"]:
        if not any(covers(it, theirs, text) for it in ours):
            yield theirs["label"]


def test_what_the_peer_offers_is_offered_for_the_same_place():
    missing = []
    for case in shared_cases("conformance/dls_completion.json"):
        if case["method"] == "computeCompletionItems" and case["content"] not in EXCEPTIONS:
            missing += [(case["content"], case["position"], label) for label in uncovered(case)]
    assert not missing, f"{len(missing)}: {missing[:5]}"


def test_each_exception_is_still_one():
    seen = {it["content"] for it in shared_cases("conformance/dls_completion.json") if any(uncovered(it))}
    assert EXCEPTIONS.keys() <= seen
