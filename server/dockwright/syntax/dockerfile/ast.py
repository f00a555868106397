"""Typed views of a Dockerfile's instructions and their parts.

A node knows its place: every range counts code points of the file. What a node consists of is computed once for its
unit, without a place (`bare`), and handed out shifted; so an instruction that only moved costs nothing again.
A part that is missing or broken is `None`, or an empty tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from dockwright.syntax.dockerfile import lexer, words
from dockwright.syntax.dockerfile.unit import BLANKS, Unit, directive, match_directive
from dockwright.syntax.errors import SyntaxProblem
from dockwright.syntax.joined import Joined, join
from dockwright.text.ranges import TextRange

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")


class part(Generic[T]):  # used as a decorator, like `property`
    """A property of a node that is computed once, on the bare node, and handed out at the node's own place."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = "_" + name

    @overload
    def __get__(self, node: None, owner: type) -> Self: ...
    @overload
    def __get__(self, node: Node, owner: type) -> T: ...
    def __get__(self, node: Node | None, owner: type) -> Self | T:
        if node is None:
            return self
        kept = node.bare.__dict__
        if self.name in kept:
            value = kept[self.name]
        else:
            value = kept[self.name] = self.compute(node.bare)
        return cast(T, _placed(value, node.base)) if node.base else cast(T, value)


def _placed(value: Any, base: int) -> Any:
    if isinstance(value, Node):
        return value.at(base)
    if isinstance(value, SyntaxProblem):
        return value.shifted(base)
    if type(value) is tuple:
        return tuple([_placed(item, base) for item in value])
    if isinstance(value, TextRange):
        return value.shifted(base)
    return value


class Node:
    """A part of a Dockerfile. `base` is where its unit starts; 0 for the bare node that a unit keeps."""

    base: int
    bare: Self

    def __init__(self, start: int, end: int) -> None:
        self.base = 0
        self.bare = cast("Self", self)
        self._start = start
        self._end = end

    def at(self, base: int) -> Self:
        """The same node of the same unit, for a file in which that starts at `base`."""
        placed = object.__new__(type(self))
        placed.__dict__.update(base=base, bare=self.bare, _start=self._start, _end=self._end)
        return placed

    @property
    def range(self) -> TextRange:
        """Where the node stands in the file."""
        return TextRange(self.base + self._start, self.base + self._end)

    def __repr__(self) -> str:
        return f"{type(self).__name__}{tuple(self.range)}"


class Token(Node):
    """A piece of the file; `text` is what BuildKit gets of it, without continuations."""

    def __init__(self, joined: Joined, start: int, end: int) -> None:
        first, last = joined.range(start, end)
        super().__init__(first, last)
        self._text = joined.text[start:end]

    @property
    def text(self) -> str:
        """The token's text, without continuations."""
        return cast(str, self.bare.__dict__["_text"])


class Comment(Node):
    """A comment line; its range goes from the `#` to the last character that is not blank."""

    @staticmethod
    def of(line: str, start: int, base: int = 0) -> Comment:
        """The comment that `line` holds, which starts at `start` of a unit at `base`."""
        begin = line.index("#")
        comment = Comment(start + begin, start + len(line.rstrip(BLANKS)))
        comment._text = line[begin:].rstrip(BLANKS)
        return comment.at(base) if base else comment

    _text: str

    @property
    def text(self) -> str:
        """The comment from its `#` on, without blanks at its end."""
        return self.bare._text


class Directive(Node):
    """A parser directive, `# name=value`; the range goes from the `#` to the end of the value."""

    def __init__(self, unit: Unit, base: int) -> None:
        line = unit.text
        super().__init__(line.index("#"), len(line.rstrip(BLANKS)))
        self.base = base
        written, _ = match_directive(line)
        self.name, self.value = directive(line) or ("", "")
        """The name in lower case, and the value without blanks around it."""
        name = line.index(written) + base
        value = line.rindex(self.value) + base if self.value else self.range.end
        self.name_range = TextRange(name, name + len(written))
        self.value_range = TextRange(value, value + len(self.value))


class Variable(Node):
    """A reference to a variable, `$NAME` or `${NAME…}`, in a text that BuildKit expands."""

    def __init__(self, joined: Joined, reference: words.VariableReference, shift: int) -> None:
        super().__init__(*joined.range(shift + reference.range.start, shift + reference.range.end))
        self._joined, self._reference, self._shift = joined, reference, shift

    @property
    def reference(self) -> words.VariableReference:
        """The reference taken to pieces; its ranges count in the word's text."""
        return self.bare._reference

    @property
    def name(self) -> str:
        """The variable's name; empty where it is still missing."""
        return self.bare._reference.name

    @part
    def name_range(self) -> TextRange:
        """Where the name stands, without `$` and braces."""
        name = self._reference.name_range
        return self._joined.range(self._shift + name.start, self._shift + name.end)

    @property
    def braced(self) -> bool:
        """Whether it is written with braces."""
        return self.bare._reference.braced

    @property
    def operator(self) -> str | None:
        """The modifier after the name, such as `:-` or `##`."""
        return self.bare._reference.operator

    @part
    def argument(self) -> str | None:
        """What follows the modifier, as written."""
        argument = self._reference.argument_range
        if argument is None:
            return None
        return self._joined.text[self._shift + argument.start : self._shift + argument.end]

    @part
    def argument_range(self) -> TextRange | None:
        """Where that stands."""
        argument = self._reference.argument_range
        if argument is None:
            return None
        return self._joined.range(self._shift + argument.start, self._shift + argument.end)


class Word(Token):
    """One word of an instruction, as BuildKit splits them; quotes and escapes are still in its `text`."""

    def __init__(self, joined: Joined, start: int, end: int, escape: str) -> None:
        super().__init__(joined, start, end)
        self._joined, self._first, self._escape = joined, start, escape

    @part
    def scanned(self) -> words.Scan:
        """The word taken to pieces."""
        return words.scan(self._text, self._escape)

    @part
    def variables(self) -> tuple[Variable, ...]:
        """The variables that it refers to, in order; one inside another's argument comes after it."""
        if "$" not in self._text:
            return ()
        return tuple(Variable(self._joined, it, self._first) for it in self.scanned.variables)

    @part
    def value(self) -> str | None:
        """The text without quotes and escapes; `None` where it depends on a variable or a quote is open."""
        text = self._text
        if not any(it in text for it in ("$", "'", '"', self._escape)):
            return text
        return words.unquote(text, self._escape)

    @property
    def quoted(self) -> bool:
        """Whether any of it stands in quotes."""
        return "'" in self.text or '"' in self.text

    def source_range(self, start: int, end: int) -> TextRange:
        """Where `[start, end)` of `text` stands in the file."""
        bare = self.bare
        return bare._joined.range(bare._first + start, bare._first + end).shifted(self.base)


class MountOption(Node):
    """One `key=value` of `RUN --mount`."""

    def __init__(self, joined: Joined, start: int, end: int, escape: str) -> None:
        super().__init__(*joined.range(start, end))
        self._joined, self._first, self._last, self._escape = joined, start, end, escape
        self._equals = joined.text.find("=", start, end)

    @property
    def key(self) -> str:
        """The key in lower case, as BuildKit compares it."""
        bare = self.bare
        return bare._joined.text[bare._first : bare._last if bare._equals < 0 else bare._equals].lower()

    @part
    def key_range(self) -> TextRange:
        """Where the key stands."""
        return self._joined.range(self._first, self._last if self._equals < 0 else self._equals)

    @part
    def value(self) -> Word | None:
        """What follows the `=`; `None` where there is none."""
        return None if self._equals < 0 else Word(self._joined, self._equals + 1, self._last, self._escape)


class Flag(Node):
    """A `--name` or `--name=value` before an instruction's arguments."""

    def __init__(self, joined: Joined, start: int, end: int, escape: str) -> None:
        super().__init__(*joined.range(start, end))
        self._joined, self._first, self._last, self._escape = joined, start, end, escape
        self._equals = joined.text.find("=", start, end)

    @property
    def name(self) -> str:
        """The name without its hyphens."""
        bare = self.bare
        return bare._joined.text[bare._first + 2 : bare._last if bare._equals < 0 else bare._equals]

    @property
    def text(self) -> str:
        """The whole flag as written, without continuations."""
        bare = self.bare
        return bare._joined.text[bare._first : bare._last]

    @part
    def name_range(self) -> TextRange:
        """Where the name stands, with its hyphens."""
        return self._joined.range(self._first, self._last if self._equals < 0 else self._equals)

    @part
    def value(self) -> Word | None:
        """What follows the `=`; `None` where there is none."""
        return None if self._equals < 0 else Word(self._joined, self._equals + 1, self._last, self._escape)

    @property
    def plain(self) -> str | None:
        """The value as BuildKit passes it on, without quotes and with its variables; `None` where there is none."""
        value = self.value
        return None if value is None else lexer.unquote_flag(value.text)

    @part
    def options(self) -> tuple[MountOption, ...]:
        """The comma separated parts of a `--mount`; none for any other flag."""
        if self.name != "mount" or self._equals < 0:
            return ()
        text = self._joined.text
        found: list[MountOption] = []
        start = self._equals + 1
        while start <= self._last:
            comma = text.find(",", start, self._last)
            end = self._last if comma < 0 else comma
            found.append(MountOption(self._joined, start, end, self._escape))
            start = end + 1
        return tuple(found)

    def option(self, *keys: str) -> MountOption | None:
        """The first mount option whose key is one of `keys`."""
        return next((it for it in self.options if it.key in keys), None)


class Heredoc(Node):
    """A heredoc: its marker, such as `<<-"EOF"`, is the node's range; its body lies below the instruction."""

    def __init__(self, unit: Unit, marker: lexer.Marker, index: int) -> None:
        super().__init__(*unit.logical.range(marker.start, marker.end))
        self._unit, self._marker, self._body = unit, marker, unit.bodies[index]

    @property
    def name(self) -> str:
        """The delimiter without quotes."""
        return self.bare._marker.name

    @property
    def fd(self) -> str:
        """The file descriptor as written before `<<`; mostly empty."""
        return self.bare._marker.fd

    @property
    def chomp(self) -> bool:
        """Whether it is `<<-`, which takes the tabs off each line."""
        return self.bare._marker.chomp

    @property
    def expand(self) -> bool:
        """Whether variables in the body are expanded: no part of the delimiter is quoted."""
        return self.bare._marker.expand

    @property
    def terminated(self) -> bool:
        """Whether the delimiter stands below, alone on a line."""
        return self.bare._body.terminated

    @property
    def content(self) -> str:
        """The body as it stands in the file, tabs included."""
        bare = self.bare
        return bare._unit.text[bare._body.content_start : bare._body.content_end]

    @property
    def content_range(self) -> TextRange:
        """Where the body stands."""
        return TextRange(self.base + self.bare._body.content_start, self.base + self.bare._body.content_end)

    @property
    def terminator_range(self) -> TextRange | None:
        """The delimiter below the body, without the tabs before it."""
        bare = self.bare
        if not bare._body.terminated:
            return None
        end = self.base + bare._body.terminator_end
        return TextRange(end - len(self.name), end)

    @property
    def script(self) -> Joined:
        """The body as a shell gets it, with sources in the unit."""
        bare = self.bare
        if not self.chomp:
            return Joined.of(self.content, bare._body.content_start)
        pieces: list[tuple[str, int]] = []
        place = bare._body.content_start
        for line in self.content.split("\n"):
            tabs = len(line) - len(line.lstrip("\t"))
            pieces.append((line[tabs:] + "\n", place + tabs))
            place += len(line) + 1
        pieces[-1] = (pieces[-1][0][:-1], pieces[-1][1])
        return join(pieces)


class Element(Node):
    """A string of an exec form; its range includes the quotes."""

    def __init__(self, start: int, end: int, value: str) -> None:
        super().__init__(start, end)
        self._value = value

    @property
    def value(self) -> str:
        """The string that the JSON stands for."""
        return self.bare._value


class ExecForm(Node):
    """A command or list of paths written as a JSON array of strings."""

    def __init__(self, joined: Joined, start: int, end: int, strings: lexer.Strings) -> None:
        super().__init__(*joined.range(start, end))
        self._joined, self._strings = joined, strings

    @part
    def elements(self) -> tuple[Element, ...]:
        """The strings, in order."""
        return tuple(Element(*self._joined.range(start, end), value) for start, end, value in self._strings.elements)

    @property
    def values(self) -> list[str]:
        """What the strings stand for."""
        return [value for _, _, value in self.bare._strings.elements]


class ShellForm(Node):
    """A command written for a shell."""

    def __init__(self, joined: Joined, heredoc: Heredoc | None, start: int, end: int) -> None:
        super().__init__(start, end)
        self._joined = joined
        self._heredoc = heredoc

    @property
    def joined(self) -> Joined:
        """The script with its sources in the unit."""
        return self.bare._joined

    @property
    def text(self) -> str:
        """What `sh -c` gets, bodies of heredocs included."""
        return self.bare._joined.text

    @part
    def heredoc(self) -> Heredoc | None:
        """The heredoc whose body is the whole script, as in `RUN <<EOF`."""
        return self._heredoc

    def source_range(self, start: int, end: int) -> TextRange:
        """Where `[start, end)` of `text` stands in the file."""
        return self.bare._joined.range(start, end).shifted(self.base)


class Pair(Node):
    """A `name=value` of ARG, ENV or LABEL, or the two words of the old form `ENV name value`."""

    def __init__(self, name: Word, value: Word | None) -> None:
        super().__init__(name.range.start, value.range.end if value else name.range.end)
        self._name, self._value = name, value

    @part
    def name(self) -> Word:
        """The name."""
        return self._name

    @part
    def value(self) -> Word | None:
        """The value; `None` without an `=`, an empty word after one."""
        return self._value


class Instruction(Node):
    """An instruction; its range goes from the keyword to its last character, bodies of heredocs included."""

    def __init__(self, unit: Unit, keyword: tuple[int, int, int], logical: Joined) -> None:
        self.unit = unit
        self._logical = logical
        self._keyword_start, self._keyword_end, self._rest = keyword
        end = logical.source_end(len(logical.text.rstrip(BLANKS)))
        start = logical.source(self._keyword_start)
        terminated = [body.terminator_end for body in unit.bodies if body.terminated]
        super().__init__(start, max([start, end, *terminated]))

    def at(self, base: int) -> Self:
        """The same instruction where its unit starts at `base`."""
        placed = super().at(base)
        placed.unit = self.unit
        return placed

    @property
    def start(self) -> int:
        """Where its unit, and so its first line, starts."""
        return self.base

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
        bare = self.bare
        return bare._logical.text[bare._keyword_start : bare._keyword_end].upper()

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
        found: list[Comment] = []
        end = self.unit.bodies[0].content_start if self.unit.bodies else len(self.unit.text)
        place = self.unit.text.find("\n") + 1
        while 0 < place < end:
            stop = self.unit.text.find("\n", place, end) + 1 or end
            if self.unit.text[place:stop].lstrip(BLANKS).startswith("#"):
                found.append(Comment.of(self.unit.text[place:stop], place))
            place = stop if stop < end else 0
        return tuple(found)

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


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    while place < end:
        if text[place] in lexer.SEPARATORS:
            place += 1
            continue
        first = place
        while place < end and text[place] not in lexer.SEPARATORS:
            place += 1
        yield first, place


class _WithExecForm(Instruction):
    """An instruction whose arguments may be a JSON array."""

    @part
    def exec_form(self) -> ExecForm | None:
        """The arguments, where they are a JSON array of strings."""
        return self._exec_form_at(self._arguments[0])

    def _exec_form_at(self, start: int) -> ExecForm | None:
        strings = lexer.exec_form(self._logical.text, start)
        if not isinstance(strings, lexer.Strings):
            return None
        return ExecForm(self._logical, start, len(self._logical.text.rstrip(BLANKS)), strings)

    def _problems(self) -> Iterator[SyntaxProblem]:
        yield from super()._problems()
        start, end = self._arguments
        if isinstance(lexer.exec_form(self._logical.text, start), lexer.NoStrings):
            where = self._logical.range(start, end)
            yield SyntaxProblem("exec-form-malformed", where, "a JSON array here may hold strings only")


class _WithCommand(_WithExecForm):
    @part
    def command(self) -> ExecForm | ShellForm | None:
        """The command; `None` where it is missing."""
        start, end = self._arguments
        return self._command_at(start, end)

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
        return False, tuple(self._pair(*word.range) for word in found)

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

    @property
    def kind(self) -> Word | None:
        """The word after the flags: NONE, CMD, or what stands in their place."""
        return self.words[0] if self.words else None

    @part
    def command(self) -> ExecForm | ShellForm | None:
        """What follows the first word; `None` where it is missing."""
        text = self._logical.text
        start, end = self._arguments
        place = start
        while place < end and text[place] not in BLANKS:
            place += 1
        while place < end and text[place] in BLANKS:
            place += 1
        return self._command_at(place, end)

    @property
    def exec_form(self) -> ExecForm | None:
        """The command, where it is a JSON array of strings."""
        command = self.command
        return command if isinstance(command, ExecForm) else None


class Onbuild(Instruction):
    """`ONBUILD instruction`."""

    @part
    def trigger(self) -> Instruction | None:
        """The instruction that runs in a build from this image."""
        start, end = self._arguments
        if start >= end:
            return None
        first, last, rest = lexer.keyword(self._logical.text[start:end])
        return _typed(self.unit, (start + first, start + last, start + rest), self._logical)

    def _problems(self) -> Iterator[SyntaxProblem]:
        yield from super()._problems()
        trigger = self.trigger
        if trigger is not None:
            yield from (it for it in trigger._problems() if it.kind != "unterminated-heredoc")


class Unknown(Instruction):
    """A line whose first word is no instruction."""


_TYPES: dict[str, type[Instruction]] = {
    "ADD": Add,
    "ARG": Arg,
    "CMD": Cmd,
    "COPY": Copy,
    "ENTRYPOINT": Entrypoint,
    "ENV": Env,
    "EXPOSE": Expose,
    "FROM": From,
    "HEALTHCHECK": Healthcheck,
    "LABEL": Label,
    "MAINTAINER": Maintainer,
    "ONBUILD": Onbuild,
    "RUN": Run,
    "SHELL": Shell,
    "STOPSIGNAL": Stopsignal,
    "USER": User,
    "VOLUME": Volume,
    "WORKDIR": Workdir,
}


def _typed(unit: Unit, keyword: tuple[int, int, int], logical: Joined) -> Instruction:
    name = logical.text[keyword[0] : keyword[1]].upper()
    return _TYPES.get(name, Unknown)(unit, keyword, logical)


def instruction_of(unit: Unit, base: int = 0) -> Instruction:
    """The instruction that `unit`, which starts at `base`, is; its bare node is made once and kept on the unit."""
    bare = unit.memo.get("instruction")
    if bare is None:
        bare = unit.memo["instruction"] = _typed(unit, lexer.keyword(unit.logical.text), unit.logical)
    instruction = cast(Instruction, bare)
    return instruction.at(base) if base else instruction
