"""Real files, laid out: they say what they said, and a second run finds nothing to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import dockerfile
import pytest

from dockwright.formatter.format import format_edits
from dockwright.formatter.options import Options
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from tests.support.shared import corpus

FILES = corpus()
_PARTS = 16
each_part = pytest.mark.parametrize("part", [FILES[number::_PARTS] for number in range(_PARTS)], ids=range(_PARTS))

OTHER_CHOICES: Mapping[str, Options] = {
    "starts": Options(keyword_case="lower", indent_style="tab", operators="start"),
    "ends": Options(keyword_case="keep", indent_width=2, operators="end", pairs="keep"),
}


@each_part
def test_the_layout_settles_and_buildkit_reads_the_same(part: list[Path]):
    for path in part:
        before = path.read_bytes().decode("utf-8")
        after = apply(before, format_edits(Document.parse(before)))
        assert not format_edits(Document.parse(after)), path
        assert _as_buildkit_reads(before) == _as_buildkit_reads(after), path


@pytest.mark.parametrize("options", OTHER_CHOICES.values(), ids=OTHER_CHOICES)
def test_other_choices_settle_as_well(options: Options):
    for path in FILES[::12]:
        before = path.read_bytes().decode("utf-8")
        after = apply(before, format_edits(Document.parse(before), options))
        assert not format_edits(Document.parse(after), options), path


def _as_buildkit_reads(text: str) -> object:
    """The instructions as BuildKit's parser has them, the blanks in them made one; `None` where it refuses the file."""
    try:
        found = dockerfile.parse_string(text)
    except (ValueError, dockerfile.GoParseError):
        return None
    return [(it.cmd.lower(), it.sub_cmd, it.json, it.flags, _values(it)) for it in found]


def _values(command: dockerfile.Command) -> list[str]:
    values = [" ".join(value.split()) for value in command.value]
    # The AS between a base image and its name.
    if command.cmd.lower() == "from":
        values[1:2] = [it.upper() for it in values[1:2]]
    return values
