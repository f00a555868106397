"""What is edited together."""

from __future__ import annotations

import re

import pytest

from dockwright.ide.dockerfile.linked_editing import linked_editing
from dockwright.semantic.document import Document
from tests.support.marked import draw, marked


def check_linked(source: str) -> None:
    fixture = marked(source)
    found = linked_editing(Document.parse(fixture.text), fixture.offset)
    assert draw(fixture.text, list(found.ranges) if found else []) == draw(fixture.text, fixture.ranges)
    assert found is None or all(re.fullmatch(found.pattern, it.slice(fixture.text)) for it in found.ranges)


def test_a_stage_and_its_uses():
    check_linked("""\
        FROM a AS build
                  ^^^^^
        FROM b
        COPY --from=0 x y
        COPY --from=bui<|>ld x y
                    ^^^^^^^^
        """)


def test_both_delimiters_of_a_heredoc():
    check_linked("""\
        FROM a
        RUN <<-"E<|>OF"
                ^^^^^^
        x
        EOF
        ^^^
        """)


@pytest.mark.parametrize(
    "text",
    [
        "FROM a AS b<|>\n",
        "FROM a AS b<|>\nCOPY --from=B x y\n",
        "ARG X=b\nFROM a AS b<|>\nFROM $X\nFROM b\n",
        "FROM a AS b\nFROM c\nCOPY --from=0<|> x y\n",
        "FROM a\nRUN <<E<|>OF\n",
        "FROM a\nENV A<|>=1\nRUN echo $A\n",
        "FROM <|>a\nCOPY --from=a x y\n",
    ],
)
def test_alone_or_unlike_nothing_is_linked(text):
    check_linked(text)
