"""Beside docker-langserver's own test cases: where it leads, marks, renames, folds, links and lists, we do too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dockwright.ide.dockerfile.definition import definition
from dockwright.ide.dockerfile.folding import folding
from dockwright.ide.dockerfile.links import links
from dockwright.ide.dockerfile.references import highlights
from dockwright.ide.dockerfile.rename import prepare, rename
from dockwright.ide.dockerfile.symbols import symbols
from dockwright.ide.results import Highlight, Renaming, Symbol
from dockwright.semantic.document import Document
from tests.support.shared import at, shared_cases, span

Case = dict[str, Any]


def leads_elsewhere(case: Case, document: Document) -> bool:
    if not case["result"]:
        return False
    found = definition(document, at(document, case["position"]))
    return span(document, case["result"]["range"]) not in [it.focus for it in found]


def marks_less(case: Case, document: Document) -> bool:
    theirs = {Highlight(span(document, it["range"]), it["kind"] == 3) for it in case["result"]}
    return not theirs <= set(highlights(document, at(document, case["position"])))


def renames_otherwise(case: Case, document: Document) -> bool:
    if not case["result"]:
        return False
    offset = at(document, case["position"])
    if case["method"] == "prepareRename":
        found = prepare(document, offset)
        return not (isinstance(found, Renaming) and found.range == span(document, case["result"]))
    edits = rename(document, offset, case["newName"])
    theirs = {(span(document, it["range"]), it["newText"]) for it in case["result"]}
    return not isinstance(edits, tuple) or {(it.range, it.text) for it in edits} != theirs


def folds_less(case: Case, document: Document) -> bool:
    """Only lines count: limits that a client sets are the business of another floor."""
    line = document.lines.line_of
    ours = {(line(it.range.start), line(it.range.end)) for it in folding(document)}
    return not {(it["startLine"], it["endLine"]) for it in case["result"]} <= ours


def links_less(case: Case, document: Document) -> bool:
    """Where the peer gives no address it has one ready for when it is asked; of those only the place counts."""
    ours = {it.range: it.url for it in links(document)}
    found = [(ours.get(span(document, it["range"])), it) for it in case["result"]]
    return any(url is None or url != it.get("target", url) for url, it in found)


def lists_less(case: Case, document: Document) -> bool:
    """A stage is selected by its name or its image; the peer selects its keyword, where ours begins."""

    def places(found: tuple[Symbol, ...]) -> Iterator[int]:
        for it in found:
            yield from (it.range.start, it.focus.start)
            yield from places(it.children)

    ours = set(places(tuple(symbols(document))))
    return not {at(document, it["location"]["range"]["start"]) for it in case["result"]} <= ours


FEATURES: dict[str, Callable[[Case, Document], bool]] = {
    "definition": leads_elsewhere,
    "highlight": marks_less,
    "rename": renames_otherwise,
    "folding": folds_less,
    "links": links_less,
    "symbols": lists_less,
}

_LAST = "BuildKit takes the last line above that sets the variable; the peer leads to the first, our declaration"
_TWO_STAGES = "two stages, though a build takes only the last of them"
_ONE_ARGUMENT = "one build argument, which `--build-arg` sets in both places"
_ONE = "ENV var=value\n"
_TWICE = _ONE * 2
_ARGUMENTS = "ARG var=value\n" * 2
_BRACES = "RUN echo ${var}\nRUN echo${var}"
_PLAIN = "RUN echo $var\nRUN echo $var"
_CHAIN = "ENV aa=x\nENV aa=y bb=${aa}\nENV cc=${aa}"
_PLAIN_CHAIN = "ENV aa=x\nENV aa=y bb=$aa\nENV cc=$aa"


def _in_two_stages(text: str) -> str:
    return f"FROM alpine\n{text}\nFROM alpine\n{text}"


EXCEPTIONS: dict[str, dict[tuple[str, int], str]] = {
    "definition": {
        (_ARGUMENTS + _BRACES, 2): _LAST,
        **{(_in_two_stages(_ARGUMENTS + _BRACES), it): _LAST for it in (4, 8)},
        **{(_in_two_stages(_ARGUMENTS + _PLAIN), it): _LAST for it in (4, 8, 9)},
        **{(_TWICE + _BRACES, it): _LAST for it in (2, 3)},
        (_TWICE + _PLAIN, 3): _LAST,
        (_in_two_stages(_TWICE + _BRACES), 4): _LAST,
        **{(_in_two_stages(_TWICE + _PLAIN), it): _LAST for it in (4, 9)},
        (_CHAIN, 2): _LAST,
        (_PLAIN_CHAIN, 2): _LAST,
        **{(_in_two_stages(_CHAIN), it): _LAST for it in (3, 7)},
    },
    "highlight": {("FROM node AS bootstrap\nFROM node AS BOOTSTRAP", 1): _TWO_STAGES},
    "rename": {
        ("FROM node AS bootstrap\nFROM node AS bootstrap", 0): _TWO_STAGES,
        **{("ARG image=alpine\nFROM $image\nARG image=alpine2", it): _ONE_ARGUMENT for it in (0, 1)},
        **{("ARG image=alpine\nFROM $image\nARG image=alpine2\nFROM $image", it): _ONE_ARGUMENT for it in (0, 2)},
        ("ARG image=alpine\nFROM $image\nFROM $image\nARG image=alpine2", 3): _ONE_ARGUMENT,
    },
    "symbols": {("#eskape=`", 0): "BuildKit knows no such directive: it is a comment"},
}
"""Where we answer something else, by text and line, and why."""


def place_of(case: Case) -> tuple[str, int]:
    return case["content"], case.get("position", {"line": 0})["line"]


@pytest.mark.parametrize("feature", FEATURES)
def test_what_the_peer_answers_is_answered(feature: str):
    cases = [it for it in shared_cases(f"conformance/dls_{feature}.json") if "content" in it]
    differing = [it for it in cases if FEATURES[feature](it, Document.parse(it["content"]))]
    assert {place_of(it) for it in differing} == EXCEPTIONS.get(feature, {}).keys()


def test_where_the_peer_leads_to_the_first_line_that_sets_a_variable_we_lead_to_the_last_above():
    for case in shared_cases("conformance/dls_definition.json"):
        if place_of(case) in EXCEPTIONS["definition"] and leads_elsewhere(case, Document.parse(case["content"])):
            text, document = case["content"], Document.parse(case["content"])
            theirs, offset = span(document, case["result"]["range"]), at(document, case["position"])
            (ours,) = (it.focus for it in definition(document, offset))
            assert ours.slice(text) == theirs.slice(text)
            assert theirs.end < ours.start < offset
            between = text[ours.end : offset].split("\n")[1:]
            assert not any(it.startswith(("ARG", "ENV")) and ours.slice(text) in it.split("=")[0] for it in between)
