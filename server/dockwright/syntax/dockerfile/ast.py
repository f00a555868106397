"""Typed views of a Dockerfile's instructions; the parts that they are made of are in `nodes`, and named here too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from dockwright.syntax.dockerfile import lexer, words
from dockwright.syntax.dockerfile.nodes import Comment as Comment
from dockwright.syntax.dockerfile.nodes import Directive as Directive
from dockwright.syntax.dockerfile.nodes import Element as Element
from dockwright.syntax.dockerfile.nodes import ExecForm as ExecForm
from dockwright.syntax.dockerfile.nodes import Flag as Flag
from dockwright.syntax.dockerfile.nodes import Heredoc as Heredoc
from dockwright.syntax.dockerfile.nodes import MountOption as MountOption
from dockwright.syntax.dockerfile.nodes import Node as Node
from dockwright.syntax.dockerfile.nodes import Pair as Pair
from dockwright.syntax.dockerfile.nodes import ShellForm as ShellForm
from dockwright.syntax.dockerfile.nodes import Token as Token
from dockwright.syntax.dockerfile.nodes import Variable as Variable
from dockwright.syntax.dockerfile.nodes import Word as Word
from dockwright.syntax.dockerfile.nodes import part as part
from dockwright.syntax.dockerfile.unit import BLANKS, Unit
from dockwright.syntax.errors import SyntaxProblem
from dockwright.syntax.joined import Joined, join
from dockwright.text.ranges import TextRange

if TYPE_CHECKING:
    from typing_extensions import Self

Answer = TypeVar("Answer")

_UNASKED: Any = object()


class Instruction(Node):
    """An instruction; its range goes from the keyword to its last character, bodies of heredocs included."""

    is_trigger = False
    """Whether it is what an ONBUILD defers, and so no line of its own."""

    def __init__(self, unit: Unit, keyword: tuple[int, int, int], logical: Joined) -> None:
        self.unit = unit
        self._logical = logical
        self._keyword_start, self._keyword_end, self._rest = keyword
        self.written = logical.text[self._keyword_start : self._keyword_end]
        """The keyword as written, where its place does not matter."""
        end = logical.source_end(len(logical.text.rstrip(BLANKS)))
        start = logical.source(self._keyword_start)
        terminated = [body.terminator_end for body in unit.bodies if body.terminated]
        super().__init__(start, max([start, end, *terminated]))

    def at(self, base: int) -> Self:
        """The same instruction where its unit starts at `base`."""
        placed = object.__new__(type(self))
        placed.base, placed._bare = base, self._bare or self
        placed.unit, placed.written = self.unit, self.written
        if self.is_trigger:
            placed.is_trigger = True
        return placed

    @property
    def start(self) -> int:
        """Where its unit, and so its first line, starts."""
        return self.base

    def kept(self, question: Callable[..., Answer], *given: object) -> Answer:
        """The answer to a question about the bare instruction and what is `given`, which can be hashed.

        It is asked once for as long as the text of the instruction is the same: every keystroke asks most of them.
        """
        # What an ONBUILD defers shares its unit with it.
        key = (question, self.is_trigger, *given) if given or self.is_trigger else question
        memo: dict[object, Any] = self.unit.memo
        answer: Answer = memo.get(key, _UNASKED)
        if answer is _UNASKED:
            answer = memo[key] = question(self.bare, *given)
        return answer

    @property
    def full_range(self) -> TextRange:
        """All its lines, with bodies of heredocs and the last line end."""
        return TextRange(self.base, self.base + len(self.unit.text))

    @property
    def escape(self) -> str:
        """The escape character in force."""
        return self.unit.before.escape

    @part
    def keyword(self) -> Token:
        """The keyword as written."""
        return Token(self._logical, self._keyword_start, self._keyword_end)

    @property
    def name(self) -> str:
        """The keyword in upper case; an unknown one too."""
        return self.written.upper()

    @part
    def _flags_and_arguments(self) -> tuple[tuple[Flag, ...], int]:
        found, arguments = lexer.flags(self._logical.text, self._rest)
        return tuple(Flag(self._logical, start, end, self.escape) for start, end in found), arguments

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags, in order."""
        return self._flags_and_arguments[0]

    def flag(self, name: str) -> Flag | None:
        """The first flag of that name."""
        return next((it for it in self.flags if it.name == name), None)

    @property
    def _arguments(self) -> tuple[int, int]:
        """Where the arguments begin and end in the logical line; both at its end where there are none."""
        bare = self.bare
        text = bare._logical.text
        start = bare._flags_and_arguments[1]
        end = len(text.rstrip(BLANKS))
        return (start, end) if start < end else (end, end)

    @property
    def arguments_text(self) -> str:
        """All that follows the flags, without continuations and blanks around."""
        start, end = self._arguments
        return self.bare._logical.text[start:end]

    @property
    def has_arguments(self) -> bool:
        """Whether anything follows the flags."""
        start, end = self._arguments
        return start < end

    @part
    def arguments_range(self) -> TextRange | None:
        """Where the arguments stand, heredocs' bodies not included; `None` where there are none."""
        start, end = self._arguments
        return self._logical.range(start, end) if start < end else None

    @part
    def words(self) -> tuple[Word, ...]:
        """The arguments, split at blanks; quotes do not keep blanks together (parser.go, reWhitespace)."""
        start, end = self._arguments
        return tuple(self._word(first, last) for first, last in _split(self._logical.text, start, end))

    def _word(self, start: int, end: int) -> Word:
        return Word(self._logical, start, end, self.escape)

    @part
    def rest(self) -> Word | None:
        """The arguments as one word, as USER, WORKDIR and STOPSIGNAL take them."""
        start, end = self._arguments
        return self._word(start, end) if start < end else None

    @part
    def heredocs(self) -> tuple[Heredoc, ...]:
        """The heredocs that it opens, in order."""
        if not self.unit.bodies:
            return ()
        return tuple(
            Heredoc(self.unit, marker, index)
            for index, marker in enumerate(lexer.markers(self.unit.logical.text)[: len(self.unit.bodies)])
        )

    @part
    def comments(self) -> tuple[Comment, ...]:
        """The comment lines inside its continuation."""
        if "#" not in self.unit.text:
            return ()
        return tuple(Comment.of(line, place) for line, place in self._lines_below() if line.lstrip(BLANKS)[:1] == "#")

    @part
    def blank_lines(self) -> tuple[TextRange, ...]:
        """The blank lines inside its continuation, without their line ends; BuildKit warns of them."""
        if _BLANK_LINE.search(self.unit.text) is None:
            return ()
        found = [(line.rstrip("\r\n"), place) for line, place in self._lines_below() if not line.strip(BLANKS)]
        return tuple(TextRange(place, place + len(line)) for line, place in found)

    def _lines_below(self) -> Iterator[tuple[str, int]]:
        """The lines of its continuation but the first, and where they start in the unit."""
        text = self.unit.text
        end = self.unit.bodies[0].content_start if self.unit.bodies else len(text)
        place = text.find("\n", 0, end) + 1 or end
        while place < end:
            stop = text.find("\n", place, end) + 1 or end
            yield text[place:stop], place
            place = stop

    @part
    def problems(self) -> tuple[SyntaxProblem, ...]:
        """Where BuildKit's parser would refuse the instruction."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[SyntaxProblem]:
        for heredoc in self.heredocs:
            if not heredoc.terminated:
                words_ = f"no line below consists of the heredoc's delimiter `{heredoc.name}`"
                yield SyntaxProblem("unterminated-heredoc", heredoc.range, words_)

    def source_range(self, start: int, end: int) -> TextRange:
        """Where `[start, end)` of the logical line stands in the file."""
        return self.bare._logical.range(start, end).shifted(self.base)

    @property
    def logical(self) -> Joined:
        """The logical line, with sources that count from the unit's start."""
        return self.bare._logical


_BLANK_LINE = re.compile(f"\n[{BLANKS}]*\n|\n[{BLANKS}]+\\Z")
_WORD = re.compile(f"[^{lexer.SEPARATORS}]+")


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _WORD.finditer(text, start, end))


class _WithExecForm(Instruction):
    """An instruction whose arguments may be a JSON array."""

    @property
    def _exec_form_place(self) -> tuple[int, int]:
        """Where an exec form would begin and end in the logical line."""
        return self._arguments

    @part
    def exec_form(self) -> ExecForm | None:
        """The arguments, where they are a JSON array of strings."""
        return self._exec_form_at(self._exec_form_place[0])

    def _exec_form_at(self, start: int) -> ExecForm | None:
        strings = lexer.exec_form(self._logical.text, start)
        if not isinstance(strings, lexer.Strings):
            return None
        return ExecForm(self._logical, start, len(self._logical.text.rstrip(BLANKS)), strings)

    def _problems(self) -> Iterator[SyntaxProblem]:
        yield from super()._problems()
        start, end = self._exec_form_place
        if isinstance(lexer.exec_form(self._logical.text, start), lexer.NoStrings):
            where = self._logical.range(start, end)
            yield SyntaxProblem("exec-form-malformed", where, "a JSON array here may hold strings only")


class _WithCommand(_WithExecForm):
    @part
    def command(self) -> ExecForm | ShellForm | None:
        """The command; `None` where it is missing."""
        return self._command_at(*self._exec_form_place)

    def _command_at(self, start: int, end: int) -> ExecForm | ShellForm | None:
        if start >= end:
            return None
        exec_form = self._exec_form_at(start)
        if exec_form is not None:
            return exec_form
        if isinstance(lexer.exec_form(self._logical.text, start), lexer.NoStrings):
            return None
        line = self._logical.part(start, end)
        first, last = line.range(0, len(line.text))
        heredocs = self.heredocs
        if not heredocs or not heredocs[0].terminated:
            return ShellForm(line, None, first, last)
        last = self._end
        # dispatchRun: a line that is one heredoc and nothing else is that heredoc's body; any other is kept whole.
        if len(heredocs) == 1 and lexer.marker_of(line.text, 0, len(line.text)):
            return ShellForm(heredocs[0].script, heredocs[0], first, last)
        pieces = [(line.text[a:b], s) for a, b, s in _pieces(line)]
        for heredoc in heredocs:
            body = heredoc._body
            pieces.append(("\n", body.content_start - 1))
            pieces.append((self.unit.text[body.content_start : body.content_end], body.content_start))
            name = heredoc.terminator_range
            if name is not None:
                pieces.append((heredoc.name, name.start))
        return ShellForm(join(pieces), None, first, last)


def _pieces(joined: Joined) -> Iterator[tuple[int, int, int]]:
    for index, place in enumerate(joined.places):
        end = joined.places[index + 1] if index + 1 < len(joined.places) else len(joined.text)
        yield place, end, joined.sources[index]


class From(Instruction):
    """`FROM [--platform=…] image [AS name]`."""

    @property
    def image(self) -> Word | None:
        """The base image or stage."""
        return self.words[0] if self.words else None

    @property
    def as_keyword(self) -> Word | None:
        """The second word where there is one, `AS` in any case or what stands in its place."""
        return self.words[1] if len(self.words) > 1 else None

    @property
    def stage_name(self) -> Word | None:
        """The name after AS."""
        as_keyword = self.as_keyword
        return self.words[2] if len(self.words) > 2 and as_keyword and as_keyword.text.upper() == "AS" else None


class Run(_WithCommand):
    """`RUN [--mount=…] command`."""

    @property
    def mounts(self) -> tuple[Flag, ...]:
        """The `--mount` flags."""
        return tuple(flag for flag in self.flags if flag.name == "mount")


class Cmd(_WithCommand):
    """`CMD command`."""


class Entrypoint(_WithCommand):
    """`ENTRYPOINT command`."""


class Shell(_WithExecForm):
    """`SHELL ["program", "option"…]`."""


class _Paths(_WithExecForm):
    @part
    def paths(self) -> tuple[Word | Element, ...]:
        """All arguments: words, or the strings of the exec form."""
        exec_form = self.exec_form
        return exec_form.elements if exec_form is not None else self.words


class Transfer(_Paths):
    """A COPY or an ADD."""

    @property
    def sources(self) -> tuple[Word | Element, ...]:
        """All paths but the last; with only one path it is the source that was typed first."""
        return self.paths[:-1] if len(self.paths) > 1 else self.paths

    @property
    def destination(self) -> Word | Element | None:
        """The last path, where there are two."""
        return self.paths[-1] if len(self.paths) > 1 else None

    def heredoc_of(self, source: Word | Element) -> Heredoc | None:
        """The heredoc that a source stands for."""
        return next((it for it in self.heredocs if it.range == source.range), None)


class Copy(Transfer):
    """`COPY [--from=…] source… destination`."""


class Add(Transfer):
    """`ADD source… destination`."""


class Volume(_Paths):
    """`VOLUME path…`."""


class _WithPairs(Instruction):
    @part
    def _pairs(self) -> tuple[bool, tuple[Pair, ...]]:
        start, end = self._arguments
        found = words.split(self._logical.text[:end], self.escape, start)
        if found and self._old_form(found[0]):
            first = next(_split(self._logical.text, start, end))
            begin = len(self._logical.text) - len(self._logical.text[first[1] :].lstrip(lexer.SEPARATORS))
            value = self._word(begin, end) if begin < end else None
            return True, (Pair(self._word(*first), value),)
        # An escape character at the very end means nothing, and is no part of the last word's text.
        return False, tuple(self._pair(word.range.start, word.range.start + len(word.text)) for word in found)

    def _old_form(self, first: words.RawWord) -> bool:
        # parser.go, parseNameVal: a first word without "=" means `NAME value of all the rest`.
        return "=" not in first.text

    def _pair(self, start: int, end: int) -> Pair:
        equals = self._logical.text.find("=", start, end)
        if equals < 0:
            return Pair(self._word(start, end), None)
        return Pair(self._word(start, equals), self._word(equals + 1, end))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The names and values, in order."""
        return self._pairs[1]


class Arg(_WithPairs):
    """`ARG name[=value]…`."""

    def _old_form(self, first: words.RawWord) -> bool:
        return False


class KeyValue(_WithPairs):
    """An ENV or a LABEL."""

    @property
    def legacy(self) -> bool:
        """Whether it is written in the old form, with a blank for the `=`."""
        return self._pairs[0]

    def _problems(self) -> Iterator[SyntaxProblem]:
        yield from super()._problems()
        legacy, pairs = self._pairs
        for pair in pairs:
            if pair.value is None:
                if legacy:
                    yield SyntaxProblem("key-value-needs-two", pair.range, f"{self.name} without a value")
                else:
                    yield SyntaxProblem("key-value-missing-equals", pair.range, f"no `=` in `{pair.name.text}`")


class Env(KeyValue):
    """`ENV name=value…`, or `ENV name value`."""


class Label(KeyValue):
    """`LABEL name=value…`, or `LABEL name value`."""


class Expose(Instruction):
    """`EXPOSE port…`."""

    @property
    def ports(self) -> tuple[Word, ...]:
        """The ports."""
        return self.words


class User(Instruction):
    """`USER user[:group]`."""

    @property
    def user(self) -> Word | None:
        """All that follows the keyword."""
        return self.rest


class Workdir(Instruction):
    """`WORKDIR path`."""

    @property
    def path(self) -> Word | None:
        """All that follows the keyword."""
        return self.rest


class Stopsignal(Instruction):
    """`STOPSIGNAL signal`."""

    @property
    def signal(self) -> Word | None:
        """All that follows the keyword."""
        return self.rest


class Maintainer(Instruction):
    """`MAINTAINER name`."""

    @property
    def author(self) -> Word | None:
        """All that follows the keyword."""
        return self.rest


class Healthcheck(_WithCommand):
    """`HEALTHCHECK NONE` or `HEALTHCHECK [flags] CMD command`."""

    @part
    def kind(self) -> Word | None:
        """The word after the flags: NONE, CMD, or what stands in their place."""
        start, end = self._arguments
        stop = start
        while stop < end and self._logical.text[stop] not in lexer.BYTE_BLANKS:
            stop += 1
        return self._word(start, stop) if start < stop else None

    @property
    def is_none(self) -> bool:
        """Whether it is a `HEALTHCHECK NONE`, whose flags BuildKit never looks at."""
        return self.kind is not None and self.kind.text.upper() == "NONE"

    @property
    def _exec_form_place(self) -> tuple[int, int]:
        text = self.bare._logical.text
        start, end = self._arguments
        while start < end and text[start] not in lexer.BYTE_BLANKS:
            start += 1
        while start < end and text[start] in lexer.BYTE_BLANKS:
            start += 1
        return start, end


class Onbuild(Instruction):
    """`ONBUILD instruction`."""

    @part
    def trigger(self) -> Instruction | None:
        """The instruction that runs in a build from this image; an ONBUILD there has none of its own.

        BuildKit refuses `ONBUILD ONBUILD`, and a line of thousands of them shall not go as deep.
        """
        start, end = self._arguments
        if start >= end or self.is_trigger:
            return None
        first, last, rest = lexer.keyword(self._logical.text[start:end])
        trigger = _typed(self.unit, (start + first, start + last, start + rest), self._logical)
        trigger.is_trigger = True
        return trigger

    def _problems(self) -> Iterator[SyntaxProblem]:
        yield from super()._problems()
        trigger = self.trigger
        if trigger is not None:
            yield from (it for it in trigger._problems() if it.kind != "unterminated-heredoc")


class Unknown(Instruction):
    """A line whose first word is no instruction."""


_TYPES: dict[str, type[Instruction]] = {
    "add": Add,
    "arg": Arg,
    "cmd": Cmd,
    "copy": Copy,
    "entrypoint": Entrypoint,
    "env": Env,
    "expose": Expose,
    "from": From,
    "healthcheck": Healthcheck,
    "label": Label,
    "maintainer": Maintainer,
    "onbuild": Onbuild,
    "run": Run,
    "shell": Shell,
    "stopsignal": Stopsignal,
    "user": User,
    "volume": Volume,
    "workdir": Workdir,
}


def _typed(unit: Unit, keyword: tuple[int, int, int], logical: Joined) -> Instruction:
    # Go's lower case, like Python's, takes the Kelvin sign for a k; upper case would take a dotless i for an I.
    name = logical.text[keyword[0] : keyword[1]].lower()
    return _TYPES.get(name, Unknown)(unit, keyword, logical)


def instruction_of(unit: Unit, base: int = 0) -> Instruction:
    """The instruction that `unit`, which starts at `base`, is; made once, and placed once where it does not move."""
    kept: Instruction | None = unit.placed
    if kept is None:
        bare = _typed(unit, lexer.keyword(unit.logical.text), unit.logical)
    elif kept.base == base:
        return kept
    else:
        bare = kept.bare
    instruction = bare.at(base) if base else bare
    unit.placed = instruction
    return instruction
