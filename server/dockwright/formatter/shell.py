"""Where a shell script may be broken into lines, where blanks stand in it, and what its parts lie in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dockwright.syntax.shell.ast import (
    CommandList,
    CompoundCommand,
    Operator,
    Pipeline,
    Redirection,
    Script,
    SimpleCommand,
)
from dockwright.text.ranges import TextRange

# What stands as far left as the command that it ends or goes on with.
_OUTER = re.compile(r"(?:;[ \t]*)?(?:(?:fi|done|esac|then|else|elif|do)(?![\w./-])|[})])")

_BOTH_SIDES = frozenset(("&&", "||", "|", "|&"))
"""What has a blank on either side, and may stand at the start of a line or at its end."""

_SEPARATORS = frozenset((*_BOTH_SIDES, ";", "&"))

# With these `find` and `test` put parentheses around a part of their arguments.
_PARENTHESES = {"\\(": 1, "'('": 1, '"("': 1, "\\)": -1, "')'": -1, '")"': -1}

# What parts the words of a `for` from what it does is no operator between commands.
_HEADER_END = re.compile(r"[ \t]*(?P<end>;)[ \t]*do(?![\w./-])")

_RUN_OF_BLANKS = re.compile(r"[ \t]+")


class Shape:
    """What the layout of a script needs to know of it; all offsets count from its start."""

    def __init__(
        self,
        text: str,
        solid: Iterable[TextRange],
        commands: Iterable[TextRange],
        frames: Iterable[Frame],
        operators: Iterable[Operator],
        parentheses: Mapping[int, Sequence[tuple[int, int]]],
        names: Mapping[int, int],
        end: int,
    ) -> None:
        self._text = text
        self._end = end
        self._solid_starts, self._solid_ends = _merged(solid)
        commands = sorted(commands)
        self._command_starts = [it.start for it in commands]
        self._command_ends = [it.end for it in commands]
        self._turns, self._within = _turns(frames)
        self._parentheses = parentheses
        self._names = names
        known = sorted(set(operators), key=lambda it: it.range)
        self.operators = tuple(it.range for it in known if it.text in _BOTH_SIDES)
        """The `&&`, `||` and `|` between commands, in order."""
        self._separators = tuple(it.range for it in known)
        self._edges = frozenset(edge for it in self._separators for edge in it)

    def is_free(self, start: int, end: int) -> bool:
        """Whether the blanks from `start` to `end` mean no more than that something ends.

        Where there are none: whether some would.
        """
        index = bisect_left(self._solid_starts, end) - 1
        is_outside = index < 0 or self._solid_ends[index] <= start
        return is_outside and (start < end or start in self._edges)

    def blanks(self, end: int) -> Iterator[tuple[int, int]]:
        """Where up to `end` there are more blanks than one, or none, and one would do: what stands there."""
        text, end = self._text, min(end, self._end)
        for blanks in _RUN_OF_BLANKS.finditer(text, 0, end):
            if blanks[0] != " " and self.is_free(*blanks.span()):
                yield blanks.span()
        for it in self._separators:
            is_two_sided = text[it.start : it.end] in _BOTH_SIDES
            for place in (it.start, it.end) if is_two_sided else (it.end,):
                if 0 < place < end and not text[place - 1].isspace() and text[place] not in " \t\n;)":
                    yield place, place

    def plain(self) -> str:
        """The script with one blank wherever blanks mean no more than that something ends, and none at operators."""
        text, pieces, start = self._text, [], 0
        for it in (*self._separators, TextRange(len(text), len(text))):
            pieces += [self._plain(start, it.start), text[it.start : it.end]]
            start = it.end
        return "".join(pieces)

    def _plain(self, start: int, end: int) -> str:
        def replaced(blanks: re.Match[str]) -> str:
            first, last = blanks.start() + start, blanks.end() + start
            if not self.is_free(first, last):
                return blanks[0]
            return "" if first == start or last == end else " "

        return _RUN_OF_BLANKS.sub(replaced, self._text[start:end])

    def around(self, place: int) -> Around:
        """What a place lies in; how deep that is follows from its first word too."""
        around = self._within[bisect_right(self._turns, place)]
        depth, compound = around.depth, around.compound
        if compound is not None and compound.kind == "case" and around.pipeline is None:
            # What a pattern leads to stands one step further in than the pattern.
            depth -= place in compound.patterns or self._text.startswith("esac", place)
        if depth and _OUTER.match(self._text, place):
            depth -= 1
        return around if depth == around.depth else around._replace(depth=depth)

    def command_at(self, place: int) -> int | None:
        """Where the command begins that has an argument at `place`."""
        index = bisect_left(self._command_starts, place) - 1
        return self._command_starts[index] if index >= 0 and place < self._command_ends[index] else None

    def name_of(self, command: int) -> int | None:
        """Where the command behind assignments is named; `None` where it begins with its name."""
        return self._names.get(command)

    def within_parentheses(self, command: int, place: int) -> int:
        """How deep an argument at `place` lies in parentheses that are arguments as well."""
        depth = 0
        for where, step in self._parentheses.get(command, ()):
            if where < place or (where == place and step < 0):
                depth += step
        return max(depth, 0)


class Frame(NamedTuple):
    """What holds lists of commands, or several commands in a row; of a `case` also where its patterns begin."""

    range: TextRange
    kind: str
    patterns: frozenset[int] = frozenset()

    @property
    def steps(self) -> int:
        """How much further in the commands stand that it holds."""
        return {"case": 2, "pipeline": 0}.get(self.kind, 1)


class Around(NamedTuple):
    """What a place lies in: how deep, in which compound command, and behind the start of which pipeline in that."""

    depth: int = 0
    compound: Frame | None = None
    pipeline: int | None = None


def _turns(frames: Iterable[Frame]) -> tuple[list[int], list[Around]]:
    """Where a frame begins or ends, and what lies between two such places."""
    turns: list[int] = []
    within = [Around()]
    open_: list[tuple[int, Around]] = []

    def close(before: int) -> None:
        while open_ and open_[-1][0] <= before:
            end, outside = open_.pop()
            turns.append(end)
            within.append(outside)

    end = 0
    for it in sorted(frames, key=lambda it: (it.range.start, -it.range.end, it.steps)):
        close(it.range.start)
        outside = within[-1]
        open_.append((it.range.end, outside))
        turns.append(it.range.start + 1)
        inside = outside._replace(pipeline=it.range.start)
        within.append(inside if it.kind == "pipeline" else Around(outside.depth + it.steps, it))
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
    frames: list[Frame] = []
    operators: list[Operator] = []
    parentheses: dict[int, list[tuple[int, int]]] = {}
    names: dict[int, int] = {}
    for it in _parts(script.body):
        operators += [op for op in (it.before, it.after) if op is not None and op.text in _SEPARATORS]
        if isinstance(it, Pipeline):
            if len(it.commands) > 1:
                frames.append(Frame(it.range, "pipeline"))
            continue
        solid += [word.range for word in it.words]
        solid += [part for redirection in it.redirections for part in _solid(redirection)]
        if (
            isinstance(it, CompoundCommand)
            and it.words
            and (header := _HEADER_END.match(script.text, it.words[-1].range.end))
        ):
            operators.append(Operator(TextRange(*header.span("end")), ";"))
        if isinstance(it, SimpleCommand):
            solid += [assignment.range for assignment in it.assignments]
            if it.assignments and it.words:
                names[it.range.start] = it.words[0].range.start
            found = [(word.range.start, _PARENTHESES[word.text]) for word in it.words if word.text in _PARENTHESES]
            if found:
                parentheses[it.range.start] = found
        elif it.kind in ("test", "arithmetic"):
            solid.append(it.range)
        elif it.kind != "function":  # What it does is a compound of its own.
            patterns = frozenset(word.range.start for word in it.words[1:]) if it.kind == "case" else frozenset[int]()
            frames.append(Frame(it.range, it.kind, patterns))
    commands = (it.range for it in script.commands if "substitution" not in it.nesting)
    return Shape(script.text, solid, commands, frames, operators, parentheses, names, script.body.range.end)


def _parts(commands: CommandList) -> Iterator[Pipeline | SimpleCommand | CompoundCommand]:
    for pipeline in commands.pipelines:
        yield pipeline
        for command in pipeline.commands:
            yield command
            if isinstance(command, CompoundCommand):
                for inner in command.lists:
                    yield from _parts(inner)


def _solid(redirection: Redirection) -> Iterator[TextRange]:
    whole, target, heredoc = redirection.range, redirection.target, redirection.heredoc
    if heredoc is not None or target is None:
        yield whole
    else:
        yield TextRange(whole.start, whole.start + len(redirection.descriptor or "") + len(redirection.operator))
        yield target.range
    if heredoc is not None and heredoc.body is not None:
        yield heredoc.body
