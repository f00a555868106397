"""What a selection grows to."""

from __future__ import annotations

from itertools import pairwise

from dockwright.ide.dockerfile.selection_range import selection_range
from dockwright.semantic.document import Document
from tests.ide.support import WHOLE
from tests.support.marked import marked


def grown(source: str) -> list[str]:
    """The texts that a selection at the cursor grows to."""
    fixture = marked(source)
    return [it.slice(fixture.text) for it in selection_range(Document.parse(fixture.text), fixture.offset)]


def test_from_a_variable_in_a_script_to_the_file():
    text = 'RUN --mount=type=cache,target=/x apt-get update && echo "a ${VERSION:-1}" | tee x'
    assert grown(f"""\
        ARG A
        # why
        {text.replace("VERS", "VERS<|>")}
        FROM a
        # why
        """) == [
        "VERSION",
        "${VERSION:-1}",
        '"a ${VERSION:-1}"',
        'echo "a ${VERSION:-1}"',
        'echo "a ${VERSION:-1}" | tee x',
        text.partition("/x ")[2],
        text,
        f"# why\n{text}",
        f"ARG A\n# why\n{text}\nFROM a\n# why\n",
    ]


def test_the_parts_of_a_flag():
    assert grown("FROM a AS b\nRUN --mount=type=bind,from=b<|>,target=/x y\nCMD z\n") == [
        "b",
        "from=b",
        "type=bind,from=b,target=/x",
        "--mount=type=bind,from=b,target=/x",
        "RUN --mount=type=bind,from=b,target=/x y",
        "FROM a AS b\nRUN --mount=type=bind,from=b,target=/x y\nCMD z",
        "FROM a AS b\nRUN --mount=type=bind,from=b,target=/x y\nCMD z\n",
    ]


def test_strings_of_an_exec_form_without_and_with_their_quotes():
    assert grown('FROM a\nCMD ["x", "y <|>z"]') == [
        "y z",
        '"y z"',
        '["x", "y z"]',
        'CMD ["x", "y z"]',
        'FROM a\nCMD ["x", "y z"]',
    ]


def test_the_lines_of_a_heredoc():
    assert grown("COPY <<A <<B /x\none\nA\ntwo thr<|>ee\nB\n") == [
        "three",
        "two three",
        "two three\n",
        "two three\nB",
        "COPY <<A <<B /x\none\nA\ntwo three\nB",
        "COPY <<A <<B /x\none\nA\ntwo three\nB\n",
    ]


def test_pairs():
    assert grown('FROM a\nENV A=1 B="x $<|>C"\n')[:5] == ["C", "$C", '"x $C"', 'B="x $C"', 'A=1 B="x $C"']


def test_comments_and_directives():
    assert grown("# syntax=a<|>/b\nFROM a\n")[:2] == ["a/b", "# syntax=a/b"]
    assert grown("\n# one\n# two thr<|>ee\nFROM a\n") == [
        "three",
        "# two three",
        "# one\n# two three",
        "\n# one\n# two three\nFROM a\n",
    ]


def test_each_range_lies_in_the_next_at_every_place():
    document = Document.parse(WHOLE)
    for offset in range(-1, len(WHOLE) + 2):
        found = selection_range(document, offset)
        assert found[-1].slice(WHOLE) == WHOLE
        assert all(outer.encloses(inner) and outer != inner for inner, outer in pairwise(found))
        assert all(it.covers(min(max(offset, 0), len(WHOLE))) for it in found)
