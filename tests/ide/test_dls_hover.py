"""Where docker-langserver tells something in its own test cases we do too, and of a variable the same value."""

from __future__ import annotations

from typing import Any

from dockwright.ide.dockerfile.hover.hover import hover
from dockwright.ide.markdown import code
from dockwright.semantic.document import Document
from tests.ide.test_dls_completion import offset_of
from tests.support.shared import shared_cases

_LAST_ARG = "ARG aa=b\nENV aa=c\nARG aa=d\nRUN echo "
_STAGE = "FROM alpine\n"
_TWO = f"{_STAGE}{_LAST_ARG}"
_MORE = f"\n{_STAGE}ARG aa=e\nENV aa=f\nARG aa=g\nRUN echo "
_BELOW = f"\n{_STAGE}RUN echo "
EXCEPTIONS = {
    "ARG var=value\nRUN echo '$var'": "single quotes keep the shell from replacing it, and that is said",
    "FROM alpine\nARG var=value\nRUN echo '$var'\nFROM alpine\nRUN echo '$var'": "the same",
    "FROM alpine\nENV var=value\nRUN echo '$var'\nFROM alpine\nENV var=value2\nRUN echo '$var'": "the same",
    "FROM alpine\nENV var value\nRUN echo '$var'\nFROM alpine\nRUN echo '$var'": "the same",
    "ARG port=8080\rnEXPOSE ${po\\\r\nrt}": "a carriage return alone ends no line, so all of it is one ARG",
    "ENV z y \\ \t\r \t": "nor does it here, so the backslash keeps its blank",
    f"{_LAST_ARG}${{aa}}": "in a build a later ARG with a default wins over an ENV",
    f"{_LAST_ARG}$aa": "the same",
    f"{_TWO}${{aa}}{_BELOW}${{aa}}": "the same",
    f"{_TWO}$aa{_BELOW}${{aa}}": "the same",
    f"{_TWO}${{aa}}{_MORE}${{aa}}": "the same",
    f"{_TWO}$aa{_MORE}$aa": "the same",
}


def differs(case: dict[str, Any]) -> str:
    """In what our hover lacks what the peer's tells; empty where it lacks nothing."""
    text, offset = case["content"], offset_of(case["content"], case["position"])
    found = hover(Document.parse(text), offset)
    if found is None:
        return "no hover"
    if not found.range.covers(offset):
        return "a hover about another place"
    contents = case["result"]["contents"]
    theirs = contents["value"] if isinstance(contents, dict) else contents
    if "\n" in theirs or len(theirs) > 60:
        # What an instruction, a flag or a directive does, in other words.
        return "" if "[Reference](https://docs.docker.com/" in found.markdown else "no reference"
    same = f"= {code(theirs)}" if theirs else "is empty"
    return "" if same in found.markdown else f"{theirs!r} is not in {found.markdown!r}"


def told() -> list[dict[str, Any]]:
    cases = shared_cases("conformance/dls_hover.json")
    return [it for it in cases if it["method"] == "computeHover" and it["result"]]


def test_what_the_peer_tells_is_told():
    missing = [(it["content"], words) for it in told() if it["content"] not in EXCEPTIONS and (words := differs(it))]
    assert not missing, f"{len(missing)}: {missing[:5]}"


def test_each_exception_is_still_one():
    seen = {it["content"] for it in told() if differs(it)}
    assert EXCEPTIONS.keys() == seen
