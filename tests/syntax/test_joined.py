"""A text of pieces knows where each of its characters stands in the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.joined import Joined, join
from dockwright.text.ranges import TextRange


@st.composite
def files(draw: st.DrawFn) -> tuple[str, Joined]:
    """A file and a text joined of some of its pieces; what is left out stands between them."""
    file, pieces = draw(st.text("-", max_size=2)), []
    for number in range(draw(st.integers(1, 5))):
        piece = draw(st.text(chr(ord("a") + number), max_size=3))
        pieces.append((piece, len(file)))
        file += piece + draw(st.text("-", max_size=3))
    return file, join(pieces)


@given(files())
def test_each_character_stands_where_it_came_from(case: tuple[str, Joined]):
    file, joined = case
    assert joined.text == file.replace("-", "")
    for offset, character in enumerate(joined.text):
        assert file[joined.source(offset)] == character
        assert joined.range(offset, offset + 1).slice(file) == character
        assert joined.offset(joined.source(offset)) == offset
    assert list(joined.places) == sorted(set(joined.places))


@given(files(), st.integers(0, 15), st.integers(0, 15))
def test_a_range_begins_and_ends_with_its_characters(case: tuple[str, Joined], start: int, end: int):
    file, joined = case
    start, end = sorted((min(start, len(joined.text)), min(end, len(joined.text))))
    found = joined.range(start, end).slice(file)
    assert found.replace("-", "") == joined.text[start:end]
    assert found == found.strip("-")


@given(files(), st.integers(0, 15), st.integers(0, 15))
def test_a_part_is_a_text_of_its_own(case: tuple[str, Joined], start: int, end: int):
    file, joined = case
    start, end = sorted((min(start, len(joined.text)), min(end, len(joined.text))))
    part = joined.part(start, end)
    assert part.text == joined.text[start:end]
    assert part.places[0] == 0
    for offset, character in enumerate(part.text):
        assert file[part.source(offset)] == character
        assert part.range(offset, offset + 1) == joined.range(start + offset, start + offset + 1)


@given(files(), st.integers(0, 40))
def test_what_was_left_out_is_nearest_to_what_comes_before(case: tuple[str, Joined], source: int):
    file, joined = case
    source = min(source, len(file))
    offset = joined.offset(source)
    first = joined.sources[0]
    assert offset == len(file[first : max(source, first)].replace("-", ""))


def test_nothing_is_joined_of_nothing():
    assert join([]) == Joined.of("", 0)
    assert join([("", 4), ("", 7)]) == Joined.of("", 4)
    assert join([("", 4), ("a", 7)]) == Joined.of("a", 7)
    assert Joined.of("ab", 5).range(1, 1) == TextRange(6, 6)
