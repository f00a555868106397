"""How far each line of a shell script is indented."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dockwright.formatter.shell import Frame, Shape
from dockwright.text.ranges import TextRange


def depths(shape: Shape, lines: Sequence[int], *, is_below: bool, is_deeper: bool = False) -> list[int]:
    """How many steps further to the right than the script each of its lines stands.

    `lines` are the places where they begin, in order, but for the first; `is_below` says that not even that is the
    first line of the instruction. Arguments stand further in than the line on which their command begins, and so does
    what its output goes to. On the first line of an instruction that goes without saying, and they stand as far in as
    other commands, unless they are to be `is_deeper`.
    """
    laid = _Lines(shape, lines, is_below, is_deeper)
    for place in lines:
        laid.add(place)
    return laid.depths


class _Lines:
    """The lines of a script, of which each is placed by those above it."""

    def __init__(self, shape: Shape, lines: Sequence[int], is_below: bool, is_deeper: bool) -> None:
        self._shape = shape
        self._lines = lines
        self._begun = frozenset(lines)
        self._is_below = is_below
        self._is_deeper = is_deeper
        self.depths: list[int] = []
        self._bases: list[int] = []
        """For each line the one by which what begins on it is placed: of one with arguments that of their command."""
        self._shifts: dict[TextRange, int] = {}

    def add(self, place: int) -> None:
        """Place the line that begins there, below all others."""
        around, command = self._shape.around(place), self._shape.command_at(place)
        base = len(self.depths)
        if command is not None:
            name = self._shape.name_of(command)
            if name is not None and place <= name:
                # Assignments may each have a line, and the command behind them.
                depth = max(self._depth_of_line(command), self._within(command))
            else:
                begin = name if name is not None and name in self._begun else command
                depth = self._behind(begin, self._is_deeper) + self._shape.within_parentheses(command, place)
                base = self._base(begin)
        elif around.pipeline is not None:
            depth = self._behind(around.pipeline, False)
        else:
            depth = self._within(place)
        self.depths.append(depth)
        self._bases.append(base)

    def _behind(self, begin: int, is_deeper: bool) -> int:
        """The depth of a line that goes on with what begins at a place above."""
        within = self._within(begin)
        if self._base(begin) >= 0:
            return max(self._depth_of_line(begin), within) + 1
        return within + (within > 0 or self._is_below or is_deeper)

    def _base(self, place: int) -> int:
        """The line by which is placed what begins at `place`; -1 for the first line."""
        line = bisect_right(self._lines, place) - 1
        return self._bases[line] if line >= 0 else -1

    def _depth_of_line(self, place: int) -> int:
        base = self._base(place)
        return self.depths[base] if base >= 0 else 0

    def _within(self, place: int) -> int:
        """How deep a place is by the compound commands around it."""
        around = self._shape.around(place)
        return around.depth + self._shift(around.compound)

    def _shift(self, compound: Frame | None) -> int:
        """How much further in a compound command stands than its place among others says."""
        waiting: list[Frame] = []
        while compound is not None and compound.range not in self._shifts:
            waiting.append(compound)
            compound = self._shape.around(compound.range.start).compound
        found = self._shifts[compound.range] if compound is not None else 0
        for it in reversed(waiting):
            begin = it.range.start
            found = max(self._depth_of_line(begin) - self._shape.around(begin).depth, found)
            self._shifts[it.range] = found
        return found
