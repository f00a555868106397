"""Where a shell script may be broken into lines, and how far each line is indented by its structure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dockwright.syntax.shell.ast import CommandList, CompoundCommand, Pipeline, Redirection, Script, SimpleCommand
from dockwright.text.ranges import TextRange

# What stands as far left as the command that it ends or goes on with.
_OUTER = re.compile(r"(?:fi|done|esac|then|else|elif|do)(?![\w./-])|[})]")
_MOVABLE = frozenset(("&&", "||", "|", "|&"))


_RUN_OF_BLANKS = re.compile(r"[ \t]+")


class Shape:
    """What the layout of a script needs to know of it; all offsets count from its start."""

    def __init__(
        self,
        text: str,
        solid: Iterable[TextRange],
        commands: Iterable[TextRange],
        compounds: Iterable[Compound],
        operators: Iterable[TextRange],
    ) -> None:
        self._text = text
        self._solid_starts, self._solid_ends = _merged(solid)
        commands = sorted(commands)
        self._command_starts = [it.start for it in commands]
        self._command_ends = [it.end for it in commands]
        self._turns, self._within = _turns(compounds)
        self.operators = tuple(sorted(set(operators)))
        """The `&&`, `||` and `|` between commands, in order."""

    def is_free(self, start: int, end: int) -> bool:
        """Whether the blanks from `start` to `end` mean no more than that something ends."""
        index = bisect_left(self._solid_starts, end) - 1
        return start < end and (index < 0 or self._solid_ends[index] <= start)

    def depth(self, place: int) -> int:
        """How many steps further to the right than the script a line stands that begins at `place`."""
        depth, innermost = self._within[bisect_right(self._turns, place)]
        if innermost is not None and innermost.is_case:
            # What a pattern leads to stands one step further in than the pattern.
            depth -= place in innermost.patterns or self._text.startswith("esac", place)
        if depth and _OUTER.match(self._text, place):
            depth -= 1
        index = bisect_left(self._command_starts, place) - 1
        is_argument = index >= 0 and place < self._command_ends[index]
        return depth + (is_argument and len(self._command_starts) > 1)

    def plain(self) -> str:
        """The script with each run of blanks that means no more than that something ends made one."""
        text = self._text
        return _RUN_OF_BLANKS.sub(lambda it: " " if self.is_free(*it.span()) else it[0], text)


class Compound(NamedTuple):
    """What holds lists of commands; of a `case` also where its patterns begin."""

    range: TextRange
    is_case: bool
    patterns: frozenset[int]


def _turns(compounds: Iterable[Compound]) -> tuple[list[int], list[tuple[int, Compound | None]]]:
    """Where a compound begins or ends, and how deep it is between two such places, within which of them."""
    turns: list[int] = []
    within: list[tuple[int, Compound | None]] = [(0, None)]
    open_: list[tuple[int, Compound | None]] = [within[0]]

    def close(before: int) -> None:
        while (last := open_[-1][1]) is not None and last.range.end <= before:
            open_.pop()
            turns.append(last.range.end)
            within.append(open_[-1])

    end = 0
    for it in sorted(compounds, key=lambda it: (it.range.start, -it.range.end)):
        close(it.range.start)
        open_.append((open_[-1][0] + (2 if it.is_case else 1), it))
        turns.append(it.range.start + 1)
        within.append(open_[-1])
        end = max(end, it.range.end)
    close(end)
    return turns, within


def _merged(ranges: Iterable[TextRange]) -> tuple[list[int], list[int]]:
    """Where ranges begin and end, those that overlap made one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(ranges):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def shape_of(script: Script) -> Shape:
    """What the layout needs to know of a script."""
    solid: list[TextRange] = []
    compounds: list[Compound] = []
    operators: list[TextRange] = []
    for it in _parts(script.body):
        if isinstance(it, Pipeline):
            operators += [op.range for op in (it.before, it.after) if op is not None and op.text in _MOVABLE]
            continue
        operators += [op.range for op in (it.before, it.after) if op is not None and op.text in _MOVABLE]
        solid += [word.range for word in it.words] + [redirection.range for redirection in it.redirections]
        solid += [body for redirection in it.redirections for body in _bodies(redirection)]
        if isinstance(it, SimpleCommand):
            solid += [assignment.range for assignment in it.assignments]
        elif it.kind in ("test", "arithmetic"):
            solid.append(it.range)
        elif it.kind != "function":  # What it does is a compound of its own.
            patterns = frozenset(word.range.start for word in it.words[1:]) if it.kind == "case" else frozenset[int]()
            compounds.append(Compound(it.range, it.kind == "case", patterns))
    commands = (it.range for it in script.commands if "substitution" not in it.nesting)
    return Shape(script.text, solid, commands, compounds, operators)


def _parts(commands: CommandList) -> Iterator[Pipeline | SimpleCommand | CompoundCommand]:
    for pipeline in commands.pipelines:
        yield pipeline
        for command in pipeline.commands:
            yield command
            if isinstance(command, CompoundCommand):
                for inner in command.lists:
                    yield from _parts(inner)


def _bodies(redirection: Redirection) -> Iterator[TextRange]:
    heredoc = redirection.heredoc
    if heredoc is not None and heredoc.body is not None:
        yield heredoc.body
