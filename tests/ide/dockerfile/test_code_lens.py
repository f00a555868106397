"""What stands above the stages of a file."""

from __future__ import annotations

import pytest

from dockwright.ide.dockerfile.code_lens import code_lenses
from dockwright.semantic.document import Document
from tests.ide.support import places


def lenses(source: str) -> list[tuple[int, str]]:
    """The line of each lens, from 1, and its words."""
    document = Document.parse(source)
    return [(document.lines.line_of(it.range.start) + 1, it.title()) for it in code_lenses(document)]


def test_how_often_stages_are_used():
    text = "FROM a AS b\nFROM b AS c\nFROM x\nFROM c\nCOPY --from=b / /\nRUN --mount=from=c d\n"
    found = code_lenses(Document.parse(text))
    assert [(it.title(), [place.slice(text) for place in it.places()]) for it in found] == [
        ("2 references", ["b", "b"]),
        ("2 references", ["c", "c"]),
        ("not used", []),
        ("final image", []),
    ]


@pytest.mark.parametrize(
    ("source", "image"),
    [
        ("FROM a\nEXPOSE 80 443/tcp\nUSER b\nENTRYPOINT c\n", "final image: b · c · 80, 443/tcp"),
        ("FROM example.com/x\n", "final image"),
        ("FROM node\n", "final image: root · docker-entrypoint.sh node"),
        ("FROM nginx:1.27\nCMD nginx\n", "final image: root · /docker-entrypoint.sh nginx · 80"),
        ('FROM a\nENTRYPOINT exec b\nCMD ["c"]\n', "final image: exec b"),
        ("FROM a\nUSER $U\n", "final image: $U"),
        ('FROM a\nENTRYPOINT ["b", "c d"]\nCMD ["e"]\n', "final image: b 'c d' e"),
        ("FROM a\nCMD b &&\\\n c\n", "final image: b && c"),
        ("ARG P=1\nFROM a\nARG P\nEXPOSE $P $Q\n", "final image: 1, $Q"),
        ("FROM a\nEXPOSE 1 2 3 4 5 6\n", "final image: 1, 2, 3, 4, 5, …"),
        (f"FROM a\nCMD {'x' * 99}\n", f"final image: {'x' * 59}…"),
    ],
)
def test_what_the_final_image_is(source: str, image: str):
    assert lenses(source) == [(len(source[: source.index("FROM")].splitlines()) + 1, image)]


def test_what_the_stages_below_give_to_the_final_image():
    assert lenses("FROM a AS b\nUSER c\nEXPOSE 1\nCMD d\nFROM b\nEXPOSE 2\n")[-1] == (5, "final image: c · d · 1, 2")


@pytest.mark.parametrize("text", places())
def test_lenses_of_broken_texts_lie_in_them(text: str):
    for it in code_lenses(Document.parse(text)):
        assert 0 <= it.range.start <= it.range.end <= len(text)
        assert it.title()
        assert all(place.end <= len(text) for place in it.places())
