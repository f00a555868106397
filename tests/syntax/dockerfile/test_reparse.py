"""After any edit the next tree is the one that a fresh parse gives, and what was not touched is the same object."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dockwright.syntax.dockerfile.parser import parse
from dockwright.syntax.dockerfile.reparse import reparse
from dockwright.syntax.dockerfile.tree import Tree
from dockwright.text.edits import Edit, apply
from dockwright.text.ranges import TextRange

# What changes how a Dockerfile is cut, and what it is cut into.
FRAGMENTS = [
    *("\n", "\r\n", "\r", " ", "\t", "\\", "\\\n", "\\\r\n", "`", "`\n", "\\ \n", "\\\\\n", "#", "# c\n", "\n\n"),
    *("FROM a\n", "RUN x\n", "RUN ", "COPY ", "ADD ", "ONBUILD ", "CMD ", "ENV a=b\n", "HEALTHCHECK CMD ", "run", "x"),
    *("<<", "<<E", "<<-E", "<<E\n", "<<'E'\n", "<<F <<E\n", "E", "E\n", "\tE\n", "\nE\n", "F\n", "<<E\nx\nE\n", "3<<E"),
    *('"', "'", "[", "]", '["a"]', '["<<E"]', "$", "${", "}", "${a^}", "--", "--a=b ", '--a="', "-- ", "<", "\u2028"),
    *(
        "# escape=`\n",
        "# escape=\\\n",
        "#escape=x\n",
        "# syntax=a\n",
        "# check=b\n",
        "#!/x\n",
        "\ufeff",
        "\x00",
        "\x1c",
    ),
]


def readings(tree: Tree) -> list[object]:
    return [unit.reading for unit in tree.units]


def check(tree: Tree) -> None:
    fresh = parse(tree.text)
    assert readings(tree) == readings(fresh)
    assert tree.starts == fresh.starts
    assert tree.far_units == fresh.far_units
    assert [it.range for it in tree.instructions] == [it.range for it in fresh.instructions]


def some_edits(chance: random.Random, text: str) -> list[Edit]:
    """One edit mostly, and now and then several that do not overlap."""
    places = sorted(chance.randint(0, len(text)) for _ in range(2 * chance.choice((1, 1, 1, 2, 3))))
    edits = []
    for start, end in zip(places[::2], places[1::2], strict=True):
        end = min(end, start + chance.choice((0, 0, 0, 1, 1, 2, 5, 40)))
        edits.append(
            Edit(TextRange(start, end), "".join(chance.choices(FRAGMENTS, k=chance.choice((0, 1, 1, 1, 2, 4)))))
        )
    chance.shuffle(edits)
    return edits


@pytest.mark.parametrize("seed", range(8))
def test_incremental_equals_full_over_random_edits(seed: int):
    """5,000 edits a seed, so 40,000 in all, on files that grow, shrink and start anew."""
    chance = random.Random(seed)
    tree = parse("")
    for _ in range(5_000):
        if len(tree.text) > 400 or chance.random() < 0.01:
            tree = parse("".join(chance.choices(FRAGMENTS, k=chance.randint(0, 40))))
        edits = some_edits(chance, tree.text)
        wanted = apply(tree.text, edits)
        before = tree
        tree = reparse(tree, edits)
        assert tree.text == wanted
        if readings(tree) != readings(parse(wanted)):
            raise AssertionError(f"{before.text!r} after {edits}: {tree.units} instead of {parse(wanted).units}")
    check(tree)


class Editing(RuleBasedStateMachine):
    """Someone types; Hypothesis looks for the shortest way to a tree that is not the fresh one."""

    @initialize(text=st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
    def opens(self, text: str) -> None:
        self.tree = parse(text)

    def _edit(self, *edits: Edit) -> None:
        self.tree = reparse(self.tree, edits)

    @rule(place=st.integers(0, 300), length=st.integers(0, 8), text=st.sampled_from(["", *FRAGMENTS]))
    def replaces(self, place: int, length: int, text: str) -> None:
        start = place % (len(self.tree.text) + 1)
        self._edit(Edit(TextRange(start, min(start + length, len(self.tree.text))), text))

    @rule(text=st.text(max_size=6))
    def types_at_the_end(self, text: str) -> None:
        end = len(self.tree.text)
        self._edit(Edit(TextRange(end, end), text))

    @rule(first=st.sampled_from(FRAGMENTS), second=st.sampled_from(FRAGMENTS), place=st.integers(0, 300))
    def edits_two_places(self, first: str, second: str, place: int) -> None:
        start = place % (len(self.tree.text) + 1)
        end = len(self.tree.text)
        self._edit(Edit(TextRange(start, start), first), Edit(TextRange(end, end), second))

    @invariant()
    def equals_a_fresh_parse(self) -> None:
        if hasattr(self, "tree"):
            check(self.tree)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=150, stateful_step_count=30, deadline=None, derandomize=True)


FILE = """\
# syntax=docker/dockerfile:1
# a comment

FROM debian:12 AS build
RUN apt-get update && \\
    # in between
    apt-get install curl

COPY --from=build <<EOF <<'END' /srv/
some body
EOF
an other
END
RUN <<-SCRIPT
\techo hello
\tSCRIPT
ENV KEY=value OTHER="two words"
CMD ["run", "it"]"""


def kept(before: Tree, after: Tree) -> int:
    """How many units of `after` are not the very objects of `before`."""
    old = {id(unit) for unit in before.units}
    return sum(id(unit) not in old for unit in after.units)


@pytest.mark.parametrize("word", [it.start() for it in re.finditer(r"\w\w", FILE)])
def test_a_keystroke_inside_a_word_reads_one_unit_again(word: int):
    before = parse(FILE)
    place = word + 1
    after = reparse(before, [Edit(TextRange(place, place), "x")])
    check(after)
    touched = before.unit_index(place)
    line = FILE[FILE.rfind("\n", 0, place) + 1 : (FILE + "\n").find("\n", place)]
    if line.startswith("# syntax") and "=" in FILE[:place]:
        assert kept(before, after) == 1
    elif line.startswith("# syntax"):
        # No directive any more, so the next line is not the one that ends their block.
        assert kept(before, after) == 2
    elif len(before.units) == len(after.units):
        assert kept(before, after) == 1
        for index, (old, new) in enumerate(zip(before.units, after.units, strict=True)):
            assert (old is new) == (index != touched)
    else:
        # Only the name of a heredoc changes where units begin.
        assert any(it in line for it in ("EOF", "END", "SCRIPT"))


@pytest.mark.parametrize("place", ["some body", "an other", "echo hello", "in between", "update", "apt-get install"])
def test_what_was_computed_on_other_units_stays(place: str):
    before = parse(FILE)
    for instruction in before.instructions:
        instruction.unit.memo["mine"] = instruction.name
    offset = FILE.index(place) + 2
    after = reparse(before, [Edit(TextRange(offset, offset + 1), "y")])
    without = [it for it in after.instructions if "mine" not in it.unit.memo]
    assert len(without) == 1
    assert without[0].full_range.covers(offset)
    for old, new in zip(before.instructions, after.instructions, strict=True):
        assert (old.bare is new.bare) == (new is not without[0])


def test_moving_down_costs_nothing():
    before = parse(FILE)
    place = FILE.index("FROM")
    after = reparse(before, [Edit(TextRange(place, place), "\n\n")])
    assert [old.bare is new.bare for old, new in zip(before.instructions, after.instructions, strict=True)] == [
        True
    ] * 6
    assert [new.start - old.start for old, new in zip(before.instructions, after.instructions, strict=True)] == [2] * 6


def test_a_keystroke_in_a_long_file_reads_one_unit_again():
    text = "".join(f"RUN echo {number} && \\\n    true\nCOPY a{number} /b\n\n" for number in range(2_000))
    before = parse(text)
    for place in (5, len(text) // 2, text.rindex("COPY") + 5):
        after = reparse(before, [Edit(TextRange(place, place), "x")])
        assert kept(before, after) == 1


def test_an_edit_that_changes_the_head_reads_everything_again():
    before = parse("FROM a\nRUN b `\n c\n")
    after = reparse(before, [Edit(TextRange(0, 0), "# escape=`\n")])
    check(after)
    assert [it.name for it in after.instructions] == ["FROM", "RUN"]
    assert len(before.instructions) == 3


def test_opening_and_closing_a_heredoc():
    tree = parse("RUN cat\nRUN a\nEOF\nRUN b\n")
    last = tree.units[-1]
    for character in " <<EOF":
        end = tree.text.index("\n")
        tree = reparse(tree, [Edit(TextRange(end, end), character)])
        check(tree)
    assert tree.text.startswith("RUN cat <<EOF\n")
    assert [it.logical.text for it in tree.instructions] == ["RUN cat <<EOF", "RUN b"]
    assert tree.units[-1] is last
    start = tree.text.index("<<")
    tree = reparse(tree, [Edit(TextRange(start, start + 2), "")])
    check(tree)
    assert len(tree.instructions) == 4


def test_the_terminator_comes_long_after_its_heredoc():
    tree = parse("RUN <<EOF\nRUN a\nRUN b\n")
    assert [it.name for it in tree.instructions] == ["RUN"] * 3
    end = len(tree.text)
    tree = reparse(tree, [Edit(TextRange(end, end), "EOF\n")])
    check(tree)
    assert [it.heredocs[0].content for it in tree.instructions] == ["RUN a\nRUN b\n"]
    tree = reparse(tree, [Edit(TextRange(end, end + 1), "")])
    check(tree)
    assert len(tree.instructions) == 4


def test_no_edit_is_the_same_tree():
    tree = parse(FILE)
    assert reparse(tree, []) is tree


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(TextRange(0, 3), "x"), Edit(TextRange(2, 4), "y")],
        [Edit(TextRange(5, 9_999), "x")],
        [Edit(TextRange(-1, 0), "x")],
    ],
)
def test_edits_that_are_none_are_refused(edits: list[Edit]):
    with pytest.raises(ValueError, match="edit"):
        reparse(parse(FILE), edits)
