"""The names of a file that are found from elsewhere."""

from __future__ import annotations

from dockwright.ide.dockerfile.workspace_symbols import workspace_symbols
from dockwright.semantic.document import Document

TEXT = "ARG VERSION=1\nFROM node AS Build\nARG LOCAL\nRUN x\nFROM alpine:3\n"


def names(query: str, text: str = TEXT) -> list[str]:
    return [it.name for it in workspace_symbols(Document.parse(text), query)]


def test_stages_and_global_arguments():
    assert names("") == ["VERSION", "Build", "alpine:3"]


def test_the_characters_of_a_query_occur_in_order():
    assert names("bld") == ["Build"]
    assert names("AL3") == ["alpine:3"]
    assert names("dlb") == []


def test_a_file_without_stages_has_none():
    assert names("", "ARG A\nRUN x\n") == []
