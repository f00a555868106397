"""Who is built from whom."""

from __future__ import annotations

from dockwright.ide.dockerfile.call_hierarchy import stage_at, used, users
from dockwright.ide.results import StageLink
from dockwright.semantic.document import Document

TEXT = """\
FROM golang AS build
RUN make
FROM build AS test
COPY --from=build a b
FROM alpine
COPY --from=build a b
COPY --from=1 c d
COPY --from=nginx e f
"""
DOCUMENT = Document.parse(TEXT)


def names(found: list[StageLink]) -> list[tuple[str, list[str]]]:
    return [(it.stage.name, [range.slice(TEXT) for range in it.ranges]) for it in found]


def test_a_stage_is_found_on_its_from_and_wherever_it_is_named():
    found = stage_at(DOCUMENT, 2)
    assert found is not None
    assert (found.name, found.detail, found.focus.slice(TEXT)) == ("build", "golang", "build")
    assert found.range.slice(TEXT) == "FROM golang AS build\nRUN make"
    assert stage_at(DOCUMENT, TEXT.index("=build") + 2) == found
    assert stage_at(DOCUMENT, TEXT.index("RUN") + 1) is None
    last = stage_at(DOCUMENT, TEXT.index("alpine"))
    assert last is not None
    assert (last.name, last.focus.slice(TEXT)) == ("stage 2", "alpine")


def test_those_that_use_a_stage():
    assert names(users(DOCUMENT, 0)) == [("test", ["build", "build"]), ("stage 2", ["build"])]
    assert names(users(DOCUMENT, 1)) == [("stage 2", ["1"])]
    assert users(DOCUMENT, 2) == []


def test_those_that_a_stage_uses():
    assert names(used(DOCUMENT, 2)) == [("build", ["build"]), ("test", ["1"])]
    assert names(used(DOCUMENT, 1)) == [("build", ["build", "build"])]
    assert used(DOCUMENT, 0) == []


def test_a_stage_that_is_gone_meanwhile():
    assert used(DOCUMENT, 3) == []
    assert users(DOCUMENT, 1000) == []
