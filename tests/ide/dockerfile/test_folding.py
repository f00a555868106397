"""What can be folded away."""

from __future__ import annotations

from textwrap import dedent

from dockwright.ide.dockerfile.folding import folding
from dockwright.semantic.document import Document
from tests.support.shared import corpus


def folds(source: str) -> list[tuple[int, int, str | None]]:
    """The first and last line of each fold, from 1 as an editor counts, and its kind."""
    document = Document.parse(dedent(source))
    line = document.lines.line_of
    return [
        (line(it.range.start) + 1, line(it.range.end) + 1, it.kind.value if it.kind else None)
        for it in folding(document)
    ]


def test_stages_and_long_instructions():
    assert folds("""\
        FROM a AS one
        RUN x \\
            y

        FROM b
        CMD c
        FROM d
        """) == [(1, 3, None), (2, 3, None), (5, 6, None)]


def test_heredocs_fold_with_their_instruction():
    assert folds("""\
        FROM a
        RUN <<EOF
        x
        EOF
        COPY <<ONE <<TWO /
        1
        ONE
        2
        TWO
        RUN x \\
          <<EOF
        y
        EOF
        """) == [
        (1, 13, None),
        (2, 4, None),
        (5, 9, None),
        (6, 7, None),
        (8, 9, None),
        (10, 13, None),
        (11, 13, None),
    ]


def test_blocks_of_comments():
    assert folds("""\
        # one
        # two

        # alone
        FROM a
        # three
        # four
        # five
        """) == [(1, 2, "comment"), (6, 8, "comment")]


def test_comments_inside_an_instruction():
    assert folds("""\
        FROM a
        RUN x \\
            # one
            # two
            && y \\
            # region three
            && z \\
            # endregion
            && a
        """) == [(1, 9, None), (2, 9, None), (3, 4, "comment"), (6, 8, "region")]


def test_regions_nest_and_lonely_ends_are_passed_over():
    assert folds("""\
        # endregion
        # region outer
        #region inner
        FROM a
        # endregion
        # endregion
        # region open
        """) == [(2, 6, "region"), (3, 5, "region")]


def test_nothing_to_fold():
    assert folds("") == []
    assert folds("FROM a") == []
    assert folds("FROM a \\") == []


def test_in_real_files_folds_lie_inside_the_file_and_in_order():
    for path in corpus():
        document = Document.parse(path.read_bytes().decode("utf-8", "replace"))
        found = [it.range for it in folding(document)]
        assert found == sorted(found, key=lambda it: (it.start, -it.end))
        assert all(0 <= it.start < it.end <= len(document.text) for it in found), path
