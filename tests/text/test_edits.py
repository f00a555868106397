"""Edits are made at once, taken back exactly, and refused where they overlap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.text.edits import Edit, apply, delete, in_order, insert
from dockwright.text.ranges import TextRange


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("ab\n\U0001f600", max_size=20))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8).filter(lambda it: len(it) % 2 == 0)))
    edits = [
        Edit(TextRange(start, end), draw(st.text("xy", max_size=3)))
        for start, end in zip(places[::2], places[1::2], strict=True)
    ]
    return text, draw(st.permutations(edits))


@given(texts_with_edits())
def test_edits_are_made_as_if_from_the_last_to_the_first(case: tuple[str, list[Edit]]):
    text, edits = case
    wanted = text
    for edit in reversed(in_order(edits)):
        wanted = wanted[: edit.range.start] + edit.text + wanted[edit.range.end :]
    assert apply(text, edits) == wanted


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=2, max_size=5))
def test_overlaps_are_refused_and_nothing_else(places: list[tuple[int, int]]):
    edits = [Edit(TextRange(start, start + length), "x") for start, length in places]
    clash = any(
        one.range.start < other.range.end and other.range.start < one.range.end
        for at, one in enumerate(edits)
        for other in edits[at + 1 :]
    )
    if clash:
        with pytest.raises(ValueError, match="overlapping"):
            apply("a" * 20, edits)
    else:
        assert len(apply("a" * 20, edits)) == 20 + sum(1 - edit.range.length for edit in edits)


def test_insertions_at_one_place_keep_their_order():
    assert apply("ab", [insert(1, "1"), insert(1, "2"), delete(TextRange(1, 2)), insert(0, "0")]) == "0a12"


@pytest.mark.parametrize("where", [TextRange(-1, 0), TextRange(0, 3), TextRange(3, 3), TextRange(2, 1)])
def test_an_edit_outside_the_text_is_refused(where: TextRange):
    with pytest.raises(ValueError, match="outside the text"):
        apply("ab", [Edit(where, "")])


def test_no_edit_changes_nothing():
    assert apply("ab", []) == "ab"


def test_edits_and_ranges_move():
    assert insert(2, "x").shifted(3) == Edit(TextRange(5, 5), "x")


def test_ranges():
    range = TextRange(2, 5)
    assert (range.length, range.slice("abcdefg")) == (3, "cde")
    assert [range.covers(offset) for offset in (1, 2, 5, 6)] == [False, True, True, False]
    assert range.encloses(TextRange(2, 5))
    assert not range.encloses(TextRange(1, 3))
    assert not range.encloses(TextRange(4, 6))
    assert range.overlaps(TextRange(4, 9))
    assert range.overlaps(TextRange(3, 3))
    assert TextRange(3, 3).overlaps(TextRange(3, 3))
    assert not range.overlaps(TextRange(5, 9))
    assert not range.overlaps(TextRange(2, 2))
