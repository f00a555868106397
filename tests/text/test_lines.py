"""Lines and columns as LSP counts them, held against references too slow and too plain to be wrong."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.text.edits import Edit
from dockwright.text.lines import LineIndex, Position, Unit, column, index, line_end_of
from dockwright.text.ranges import TextRange

UNITS = list(Unit)
# What trips up: both halves of "\r\n", other line ends that are none here, wide characters, half a surrogate pair.
CHARACTERS = [
    "\r",
    "\n",
    "\r\n",
    "\u2028",
    "\x0b",
    "\x0c",
    "\x85",
    "a",
    "é",
    "€",
    "\U0001f600",
    "\ud800",
    "\udc00",
    "\ufeff",
    "\t",
]
TEXTS = st.lists(st.sampled_from(CHARACTERS), max_size=12).map("".join)


def lines_of(text: str) -> list[str]:
    """The lines, without their ends."""
    return re.split("\r\n|\n|\r", text)


def width(text: str, unit: Unit) -> int:
    """How many units a text takes, one code point after the other."""
    if unit is Unit.UTF32:
        return len(text)
    if unit is Unit.UTF16:
        return sum(2 if ord(it) > 0xFFFF else 1 for it in text)
    return sum(1 if it < "\x80" else 2 if it < "\u0800" else 3 if it <= "\uffff" else 4 for it in text)


def positions(text: str, unit: Unit) -> list[Position]:
    """The position of each offset, the end included; between "\r" and "\n" the line is not over."""
    found = []
    line, begin = 0, 0
    for offset in range(len(text) + 1):
        found.append(Position(line, width(text[begin:offset], unit)))
        if text[offset : offset + 1] == "\n" or (
            text[offset : offset + 1] == "\r" and text[offset + 1 : offset + 2] != "\n"
        ):
            line, begin = line + 1, offset + 1
    return found


@given(TEXTS, st.sampled_from(UNITS))
def test_positions_of_all_offsets(text: str, unit: Unit):
    lines = LineIndex(text)
    assert lines.count == len(lines_of(text))
    assert [lines.line(number) for number in range(lines.count)] == lines_of(text)
    assert [lines.position(offset, unit) for offset in range(len(text) + 1)] == positions(text, unit)
    assert lines.position(-1, unit) == lines.position(0, unit)
    assert lines.position(len(text) + 7, unit) == lines.position(len(text), unit)


@given(TEXTS, st.sampled_from(UNITS))
def test_offsets_lead_there_and_back(text: str, unit: Unit):
    lines = LineIndex(text)
    for offset in range(len(text) + 1):
        back = lines.offset(*lines.position(offset, unit), unit)
        # Between "\r" and "\n" is past the line's end, which clamps to before both.
        assert back == (offset - 1 if text[offset - 1 : offset + 1] == "\r\n" and offset else offset)


@given(TEXTS, st.integers(-1, 14), st.integers(-1, 40), st.sampled_from(UNITS))
def test_every_position_is_some_offset(text: str, line: int, column: int, unit: Unit):
    """Past the end of a line is its end; past the last line the end of the text; inside a character its start."""
    found = LineIndex(text).offset(line, column, unit)
    lines = lines_of(text)
    if line < 0:
        assert found == 0
    elif line >= len(lines):
        assert found == len(text)
    else:
        begin = next(at for at, position in enumerate(positions(text, unit)) if position == Position(line, 0))
        fitting = [at for at in range(len(lines[line]) + 1) if width(lines[line][:at], unit) <= max(column, 0)]
        assert found == begin + fitting[-1]


@given(TEXTS, st.integers(0, 12), st.integers(0, 12), TEXTS)
def test_an_edited_index_is_a_fresh_one(text: str, start: int, length: int, inserted: str):
    start = min(start, len(text))
    end = min(start + length, len(text))
    edited = LineIndex(text).edited(Edit(TextRange(start, end), inserted))
    fresh = LineIndex(text[:start] + inserted + text[end:])
    assert edited.text == fresh.text
    assert [edited.start(it) for it in range(edited.count)] == [fresh.start(it) for it in range(fresh.count)]


def test_an_edit_outside_the_text_is_refused():
    for where in (TextRange(-1, 0), TextRange(0, 4), TextRange(2, 1)):
        with pytest.raises(ValueError, match="outside the text"):
            LineIndex("abc").edited(Edit(where, ""))


def test_lines_past_the_last_are_empty_and_at_the_end():
    lines = LineIndex("a\nbc")
    assert (lines.start(7), lines.end(7), lines.line(7)) == (4, 4, "")
    assert lines.line_of(1) == 0
    assert LineIndex("").count == 1
    assert LineIndex("\n").count == 2


def test_a_range_whose_end_comes_first_is_empty():
    lines = LineIndex("ab\ncd")
    assert lines.range(Position(1, 1), Position(0, 1), Unit.UTF16) == TextRange(4, 4)
    assert lines.range(Position(0, 1), Position(9, 9), Unit.UTF16) == TextRange(1, 5)


@given(TEXTS.map(lambda text: re.sub("[\r\n]", "", text)), st.sampled_from(UNITS))
def test_columns_of_a_line(line: str, unit: Unit):
    for at in range(len(line) + 1):
        found = column(line, at, unit)
        assert found == width(line[:at], unit)
        assert index(line, found, unit) == at
        for inside in range(found + 1, found + width(line[at : at + 1], unit)):
            assert index(line, inside, unit) == at
    assert index(line, 999, unit) == len(line)
    assert index(line, -1, unit) == 0


@pytest.mark.parametrize("at", [-1, 4])
def test_a_column_outside_its_line_is_refused(at: int):
    with pytest.raises(IndexError):
        column("abc", at, Unit.UTF16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "\n"), ("a", "\n"), ("a\r", "\n"), ("\n\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("\r\n", "\r\n")],
)
def test_the_line_end_of_a_text_is_that_of_its_first_line(text: str, expected: str):
    assert line_end_of(text) == expected
