"""The names of a file that are found from elsewhere."""

from __future__ import annotations

import pytest

from dockwright.ide.dockerfile.workspace_symbols import distance, workspace_symbols
from dockwright.semantic.document import Document

TEXT = "ARG VERSION=1\nFROM node AS Build\nARG LOCAL\nRUN x\nFROM alpine:3\n"


def names(text: str) -> list[str]:
    return [it.name for it in workspace_symbols(Document.parse(text))]


def test_stages_and_global_arguments():
    assert names(TEXT) == ["VERSION", "Build", "alpine:3"]


def test_a_file_without_stages_has_none():
    assert names("ARG A\nRUN x\n") == []


@pytest.mark.parametrize("query", ["build", "bu", "il", "bld", "dlb"])
def test_the_nearest_is_told_from_what_is_further_away(query):
    assert distance("Build", query) == {"build": 0, "bu": 1, "il": 2, "bld": 3, "dlb": None}[query]


def test_an_empty_query_is_near_to_everything_alike():
    assert distance("Build", "") == distance("alpine:3", "") is not None
