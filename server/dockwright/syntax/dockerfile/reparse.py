"""From a tree and an edit to the next tree, which shares every unit that the edit left alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dockwright.syntax.dockerfile.lexer import Terminators, read
from dockwright.syntax.dockerfile.tree import Change, Tree
from dockwright.syntax.dockerfile.unit import START, Unit
from dockwright.text.edits import Edit, apply
from dockwright.text.ranges import TextRange


def reparse(tree: Tree, edits: Sequence[Edit]) -> Tree:
    """The tree of `tree.text` with `edits` made, equal to a fresh parse of that text.

    Raise `ValueError` where the edits overlap or lie outside the text.
    """
    if not edits:
        return tree
    text = apply(tree.text, edits)
    first = min(edit.range.start for edit in edits)
    last = max(edit.range.end for edit in edits)
    return reread(tree, TextRange(first, last), text)


def reread(tree: Tree, changed: TextRange, text: str) -> Tree:
    """The tree of `text`, which differs from `tree.text` only in that range of the old text.

    Units are read again from the first one that saw the change until one begins, beyond the change, where an old
    unit began under the same head. A unit that looked past its own end saw what it looked at (`Unit.reach`): an
    unterminated heredoc all that follows, the last line the end of the file. Nothing else needs a rule of its own.
    """
    old = tree.units
    moved = len(text) - len(tree.text)
    touched = tree.unit_index(changed.start)
    stale = [index for index in tree.far_units if index < touched and tree.reach_end(index) > changed.start]
    stale.append(touched)
    index = stale[0]
    new: list[Unit] = list(old[:index])
    place = tree.start_of(index)
    head = new[-1].after if new else START
    terminators = Terminators(text)
    rest = 0
    while place < len(text):
        unit = read(text, place, head, terminators)
        new.append(unit)
        place += len(unit.text)
        head = unit.after
        above = place <= changed.start
        below = not above and place >= changed.end + moved
        step = tree.unit_starting_at(place if above else place - moved) if above or below else None
        if step is None or step == len(old) or old[step].before != head:
            continue
        if below:
            rest = len(old) - step
            new += old[step:]
            break
        following = stale[bisect_left(stale, step)]
        new += old[step:following]
        place = tree.start_of(following)
        head = new[-1].after
    come = tuple(new[index : len(new) - rest])
    return Tree(
        text, tuple(new), Change(index, old[index : len(old) - rest], come, tree.mentions, tree.known_instructions)
    )
