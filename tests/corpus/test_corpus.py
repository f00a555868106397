"""Real files: no crash, every range inside its file, and no edit larger than it has to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.lint import engine
from dockwright.lint.fixing import fix_all_edits, settle
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from dockwright.text.ranges import TextRange
from tests.support.checks import loud
from tests.support.shared import corpus

EVERY_RULE = Settings(select=("ALL",))
FILES = corpus()
_PARTS = 16  # Chunks rather than 1,467 tests: they run side by side, and the list of tests stays readable.
each_part = pytest.mark.parametrize("part", [FILES[number::_PARTS] for number in range(_PARTS)], ids=range(_PARTS))


def _document(path: Path) -> Document:
    return Document.parse(path.read_bytes().decode("utf-8"), str(path))


@each_part
def test_every_range_lies_inside_its_file(part: list[Path]):
    for path in part:
        document = _document(path)
        with loud():
            found = engine.run(document, all_rules(), EVERY_RULE)
        whole = TextRange(0, len(document.text))
        for it in found:
            ranges = [it.range, *(other.range for other in it.related)]
            ranges += [edit.range for fix in it.fixes for edit in fix.edits]
            assert all(whole.encloses(range) and range.length >= 0 for range in ranges), (path, it)


@each_part
def test_fix_all_gives_minimal_edits(part: list[Path]):
    for path in part:
        document = _document(path)
        edits = fix_all_edits(document, all_rules(), EVERY_RULE)
        assert apply(document.text, edits) == settle(document, all_rules(), EVERY_RULE).document.text
        for edit in edits:
            old = edit.range.slice(document.text)
            assert not (old and edit.text) or (old[0] != edit.text[0] and old[-1] != edit.text[-1]), (path, edit)
