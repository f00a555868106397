"""Edits one after the other, and at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dockwright.text.composing import compose
from dockwright.text.edits import Edit, apply
from dockwright.text.ranges import TextRange


@st.composite
def _edits(draw: st.DrawFn, length: int) -> list[Edit]:
    places = sorted(draw(st.lists(st.integers(0, length), max_size=8, unique=True)))
    places = places[: len(places) // 2 * 2]
    pairs = zip(places[::2], places[1::2], strict=True)
    return [
        Edit(TextRange(start, draw(st.sampled_from((start, end)))), draw(st.text("xyz\n", max_size=3)))
        for start, end in pairs
    ]


@given(st.data())
def test_composed_edits_do_what_both_do(data: st.DataObject):
    text = data.draw(st.text("abc\n", max_size=20))
    first = data.draw(_edits(len(text)))
    middle = apply(text, first)
    second = data.draw(_edits(len(middle)))
    composed = compose(first, second, len(middle))
    assert apply(text, composed) == apply(middle, second)
    assert all(one.range.end < other.range.start for one, other in pairwise(composed))
