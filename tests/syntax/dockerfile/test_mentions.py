"""Which words a file mentions, after edits as from the start."""

import random

from dockwright.syntax.dockerfile.mentions import Mentions
from dockwright.syntax.dockerfile.parser import parse
from dockwright.syntax.dockerfile.reparse import reparse
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

WORDS = Mentions(("apt", "curl", "user", "<<"))


def test_words_are_found_in_any_case_in_instructions_and_comments():
    assert parse("# Curl\nFROM a\nRUN APT-GET update\n").mentioned(WORDS) == {"apt", "curl"}


def test_a_word_that_goes_from_one_line_may_still_stand_in_another():
    tree = parse("FROM a\nRUN curl\nRUN curl\n")
    assert tree.mentioned(WORDS) == {"curl"}
    tree = reparse(tree, (Edit(TextRange(11, 15), ""),))
    assert tree.mentioned(WORDS) == {"curl"}
    tree = reparse(tree, (Edit(TextRange(16, 20), ""),))
    assert tree.mentioned(WORDS) == set()


def test_after_any_edits_the_words_are_those_of_a_fresh_tree():
    random_ = random.Random(7)
    pieces = ["", "apt", "RUN curl\n", "# user\n", "\n", "\\\n", "<<E\n", "E\n", "USER me\n", "a", "p", "t"]
    tree = parse("FROM a\nRUN apt-get update\nUSER me\n")
    for _ in range(500):
        start = random_.randrange(len(tree.text) + 1)
        end = min(len(tree.text), start + random_.choice((0, 0, 1, 4)))
        tree = reparse(tree, (Edit(TextRange(start, end), random_.choice(pieces)),))
        assert tree.mentioned(WORDS) == parse(tree.text).mentioned(WORDS)
        assert [it.base for it in tree.instructions] == [it.base for it in parse(tree.text).instructions]
