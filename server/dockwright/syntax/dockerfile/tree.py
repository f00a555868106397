"""A whole Dockerfile: its units with their places, and the instructions, comments and directives among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, takewhile
from operator import attrgetter
from typing import NamedTuple

from dockwright.syntax.dockerfile.ast import Comment, Directive, Instruction, instruction_of
from dockwright.syntax.dockerfile.mentions import Mentions
from dockwright.syntax.dockerfile.unit import DIRECTIVES, FAR, Unit, UnitKind, match_directive
from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.ranges import TextRange

LONGEST_LINE = 65_535
"""The longest line that BuildKit reads, in bytes without the line feed (it keeps Go's bufio.MaxScanTokenSize)."""


class Change(NamedTuple):
    """What became of the last tree, and what was known of that."""

    first: int
    """The index of the first unit that is another."""
    gone: tuple[Unit, ...]
    """The units that went."""
    come: tuple[Unit, ...]
    """Those that came for them."""
    mentions: dict[Mentions, frozenset[str]]
    """Which words the last tree mentioned."""
    instructions: tuple[Instruction, ...] | None
    """Its instructions, if anyone has asked for them."""

    @property
    def only_beside_instructions(self) -> bool:
        """Whether only comments, blank lines and directives are others."""
        wanted = UnitKind.INSTRUCTION
        return [it for it in self.gone if it.kind is wanted] == [it for it in self.come if it.kind is wanted]


class Tree:
    """The lossless tree of one text: `"".join(unit.text for unit in tree.units) == tree.text`."""

    def __init__(self, text: str, units: tuple[Unit, ...], change: Change | None = None) -> None:
        self.text = text
        self.units = units
        self.mentions: dict[Mentions, frozenset[str]] = {}
        """Which of some words occur, where that has been asked."""
        self.change = change
        """What this tree came of, if it is the next one after another."""
        lengths = [len(unit.text) for unit in units]
        self.starts = [0, *accumulate(lengths)]
        """Where each unit starts, and at last where the text ends."""
        self.longest = max(lengths, default=0)
        """How many code points the longest unit has."""

    # --- units, for reparsing ---

    @cached_property
    def far_units(self) -> list[int]:
        """The indexes of the units that looked past their end."""
        return [index for index, unit in enumerate(self.units) if unit.reach]

    def start_of(self, index: int) -> int:
        """Where unit `index` starts; the end of the text for the one after the last."""
        return self.starts[index]

    def reach_end(self, index: int) -> int:
        """Just past the last place that the reading of unit `index` looked at."""
        return self.starts[index + 1] + self.units[index].reach

    def unit_index(self, offset: int) -> int:
        """The unit that holds the code point at `offset`; the number of units at the end of the text."""
        return min(bisect_right(self.starts, offset) - 1, len(self.units))

    def unit_starting_at(self, offset: int) -> int | None:
        """The unit that starts at `offset`; the number of units at the end of the text; `None` inside a unit."""
        index = self.unit_index(offset)
        return index if self.starts[index] == offset else None

    def mentioned(self, mentions: Mentions) -> frozenset[str]:
        """Which of some words occur anywhere; after a keystroke only the line that was edited is searched."""
        found = self.mentions.get(mentions)
        if found is None:
            found = self._still_mentioned(mentions)
            if found is None:
                found = mentions.within(self.text)
            self.mentions[mentions] = found
        return found

    def _still_mentioned(self, mentions: Mentions) -> frozenset[str] | None:
        """The same from what the last tree mentioned; `None` where one of the words may have gone with a unit."""
        before = self.change.mentions.get(mentions) if self.change is not None else None
        if before is None or self.change is None:
            return None
        come = mentions.among(self.change.come)
        if not mentions.among(self.change.gone) <= come:
            return None
        return before if come <= before else before | come

    # --- what a Dockerfile consists of ---

    @property
    def escape(self) -> str:
        """The escape character in force: a backslash, or a backtick by `# escape=`."""
        return self.units[-1].after.escape if self.units else "\\"

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """All instructions, in order; the trigger of an ONBUILD is a part of it."""
        if self.change is not None and self.change.instructions is not None:
            return self._moved(self.change, self.change.instructions)
        wanted = UnitKind.INSTRUCTION
        # Most of a file stands where it stood: what did not move is taken as it is.
        return tuple(
            [
                placed if (placed := unit.placed) is not None and placed.base == start else instruction_of(unit, start)
                for unit, start in zip(self.units, self.starts, strict=False)
                if unit.kind is wanted
            ]
        )

    @property
    def known_instructions(self) -> tuple[Instruction, ...] | None:
        """The instructions, if anyone has asked for them yet."""
        return self.__dict__.get("instructions")

    def _moved(self, change: Change, before: tuple[Instruction, ...]) -> tuple[Instruction, ...]:
        """The instructions, most of which stand where they stood, or further down by as much as was inserted."""
        place = self.starts[change.first]
        end = place + sum([len(it.text) for it in change.gone])
        above = bisect_left(before, place, key=attrgetter("base"))
        below = before[bisect_left(before, end, above, key=attrgetter("base")) :]
        come: list[Instruction] = []
        for unit in change.come:
            if unit.kind is UnitKind.INSTRUCTION:
                come.append(instruction_of(unit, place))
            place += len(unit.text)
        moved = place - end
        return (*before[:above], *come, *[instruction_of(it.unit, it.base + moved) for it in below])

    @cached_property
    def instruction_units(self) -> list[Unit]:
        """The units that are instructions, in order."""
        wanted = UnitKind.INSTRUCTION
        return [unit for unit in self.units if unit.kind is wanted]

    @cached_property
    def directives(self) -> tuple[Directive, ...]:
        """The parser directives at the top."""
        head = takewhile(lambda it: it[0].before.directives is not None, zip(self.units, self.starts, strict=False))
        return tuple(Directive(unit, start) for unit, start in head if unit.kind is UnitKind.DIRECTIVE)

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comment lines between instructions; those inside a continued one are its own `comments`."""
        return self.comments_with("#")

    def comments_with(self, part: str) -> tuple[Comment, ...]:
        """Those of `comments` whose lines hold `part`."""
        found: list[Comment] = []
        for unit, start in self._of(UnitKind.COMMENT):
            if part in unit.text:
                placed: Comment | None = unit.placed
                if placed is None or placed.base != start:
                    placed = unit.placed = Comment.of(unit.text, 0, start)
                found.append(placed)
        return tuple(found)

    def _of(self, kind: UnitKind) -> Iterator[tuple[Unit, int]]:
        return iter([it for it in zip(self.units, self.starts, strict=False) if it[0].kind is kind])

    def instruction_at(self, offset: int) -> Instruction | None:
        """The instruction whose lines hold `offset`; at the end of a text without a final line end, the last one."""
        index = self.unit_index(offset)
        if index and index == len(self.units) and self.units[-1].reach:
            # An unterminated heredoc looked on in vain; it ends with its line all the same.
            index -= 0 if self.units[-1].reach == FAR and self.text.endswith("\n") else 1
        return self.instruction_in(index)

    def instruction_in(self, index: int) -> Instruction | None:
        """The instruction that unit `index` is; `None` for any other unit and out of range."""
        if 0 <= index < len(self.units) and self.units[index].kind is UnitKind.INSTRUCTION:
            return instruction_of(self.units[index], self.starts[index])
        return None

    def comments_above(self, instruction: Instruction) -> tuple[Comment, ...]:
        """The block of comment lines directly above an instruction of this tree, top to bottom; directives end it."""
        first, index = self._with_comments(instruction)
        return tuple(Comment.of(self.units[it].text, 0, self.starts[it]) for it in range(first, index))

    def start_with_comments(self, instruction: Instruction) -> int:
        """Where the lines of an instruction start, those of the comments directly above it included."""
        return self.starts[self._with_comments(instruction)[0]]

    def _with_comments(self, instruction: Instruction) -> tuple[int, int]:
        """The first unit of the comments directly above an instruction, and its own."""
        index = first = self.unit_index(instruction.start)
        while first and self.units[first - 1].kind is UnitKind.COMMENT:
            first -= 1
        return first, index

    @cached_property
    def problems(self) -> tuple[SyntaxProblem, ...]:
        """Where BuildKit's parser would give up, several per file, in order."""
        found = [*self._head_problems(), *self._long_lines()]
        found += [problem for instruction in self.instructions for problem in instruction.problems]
        if not self.instructions:
            found.append(SyntaxProblem("no-instructions", TextRange(0, 0), "a file without instructions"))
        return tuple(sorted(found, key=lambda problem: problem.range))

    @cached_property
    def head_problems(self) -> tuple[SyntaxProblem, ...]:
        """Those of the parser directives."""
        return tuple(self._head_problems())

    def _head_problems(self) -> Iterator[SyntaxProblem]:
        seen: set[str] = set()
        for unit, start in zip(self.units, self.starts, strict=False):
            shebang = unit.kind is UnitKind.COMMENT and unit.before.first and unit.after.directives
            if unit.before.directives is None or shebang:
                # Below `#!…` BuildKit takes what it can use, and minds nothing.
                return
            name, value = match_directive(unit.text)
            if name.lower() not in DIRECTIVES:
                return
            place = start + unit.text.index(name)
            where = TextRange(place, place + len(name))
            written = value.rstrip("\t\n\f\r ")
            if name.lower() in seen:
                yield SyntaxProblem("duplicate-parser-directive", where, f"a second `{name.lower()}` directive")
            elif name.lower() == "escape" and written not in ("\\", "`"):
                begin = start + unit.text.rindex(value)
                where = TextRange(begin, begin + len(written))
                yield SyntaxProblem("invalid-escape-directive", where, "the escape character is neither \\ nor `")
            seen.add(name.lower())

    def _long_lines(self) -> Iterator[SyntaxProblem]:
        for unit, start in zip(self.units, self.starts, strict=False):
            if len(unit.text) * 4 <= LONGEST_LINE:
                continue
            for line in unit.text.split("\n"):
                if len(line.encode("utf-8", "surrogatepass")) > LONGEST_LINE:
                    where = TextRange(start, start + len(line.rstrip("\r")))
                    yield SyntaxProblem("line-too-long", where, f"a line of more than {LONGEST_LINE} bytes")
                start += len(line) + 1
