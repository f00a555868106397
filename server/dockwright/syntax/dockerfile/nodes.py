"""The parts that an instruction is made of, and how a part knows its place.

A node knows its place: every range counts code points of the file. What a node consists of is computed once for its
unit, without a place (`bare`), and handed out shifted; so an instruction that only moved costs nothing again.
A part that is missing or broken is `None`, or an empty tuple.
"""

from __future__ import annotations

from collections.abc import Callable
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
    """A property of a node that is computed once, on the bare node, and handed out at the node's own place.

    What is known is kept under the property's own name, where Python finds it before it would ask here again.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, node: None, owner: type) -> Self: ...
    @overload
    def __get__(self, node: Node, owner: type) -> T: ...
    def __get__(self, node: Node | None, owner: type) -> Self | T:
        if node is None:
            return self
        bare = node._bare or node
        kept = bare.__dict__
        value: Any = kept.get(self.name, _MISSING)
        if value is _MISSING:
            value = kept[self.name] = self.compute(bare)
        if bare is not node:
            value = node.__dict__[self.name] = _placed(value, node.base) if node.base else value
        return cast(T, value)


_MISSING: Any = object()
_SHIFTED = (TextRange, SyntaxProblem)


def _placed(value: Any, base: int) -> Any:
    if isinstance(value, Node):
        return value.at(base)
    if type(value) is tuple:
        return tuple([_placed(item, base) for item in value]) if value else value
    if isinstance(value, _SHIFTED):
        return value.shifted(base)
    return value


class Node:
    """A part of a Dockerfile. `base` is where its unit starts; 0 for the bare node that a unit keeps."""

    base: int
    _bare: Self | None = None

    @property
    def bare(self) -> Self:
        """The same node without a place."""
        # A bare node that named itself would be a circle, which only a search for garbage frees.
        return self._bare or self

    def __init__(self, start: int, end: int) -> None:
        self.base = 0
        self._start = start
        self._end = end

    def at(self, base: int) -> Self:
        """The same node of the same unit, for a file in which that starts at `base`."""
        placed = object.__new__(type(self))
        placed.base, placed._bare = base, self._bare or self
        return placed

    @property
    def range(self) -> TextRange:
        """Where the node stands in the file."""
        bare = self._bare or self
        base = self.base
        return TextRange(base + bare._start, base + bare._end)

    def __repr__(self) -> str:
        return f"{type(self).__name__}{tuple(self.range)}"


class Token(Node):
    """A piece of the file; `text` is what BuildKit gets of it, without continuations."""

    def __init__(self, joined: Joined, start: int, end: int) -> None:
        self.base = 0
        # Of ten words one is asked where it stands.
        self._joined, self._first, self._last = joined, start, end
        self._text = joined.text[start:end]

    @part
    def range(self) -> TextRange:
        """Where the token stands in the file."""
        return self._joined.range(self._first, self._last)

    @property
    def text(self) -> str:
        """The token's text, without continuations."""
        return cast(str, (self._bare or self).__dict__["_text"])


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
        self._escape = escape

    @property
    def escape(self) -> str:
        """The escape character in force."""
        return self.bare._escape

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
    """One `key=value` of `RUN --mount`; quotes around it are no part of it."""

    def __init__(self, joined: Joined, field: lexer.Field, escape: str) -> None:
        super().__init__(*joined.range(field.start, field.end))
        self._joined, self._field, self._escape = joined, field, escape

    @property
    def key(self) -> str:
        """The key in lower case, as BuildKit compares it."""
        return self.bare._field.text.partition("=")[0].lower()

    @part
    def key_range(self) -> TextRange:
        """Where the key stands."""
        field = self._field
        return self._joined.range(field.start, field.end if field.equals < 0 else field.equals)

    @part
    def value(self) -> Word | None:
        """What follows the `=`; `None` where there is none."""
        field = self._field
        if field.equals < 0:
            return None
        # A quote that opens right after the `=` belongs to the flag, not to the value.
        start = field.equals + 1
        while start < field.end and self._joined.text[start] in "'\"":
            start += 1
        return Word(self._joined, start, field.end, self._escape)

    @property
    def plain(self) -> str | None:
        """The value as BuildKit reads it, without quotes and with its variables; `None` where there is none."""
        _, equals, value = self.bare._field.text.partition("=")
        return value if equals else None


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
        found = lexer.fields(self._joined.text, self._equals + 1, self._last)
        return tuple(MountOption(self._joined, field, self._escape) for field in found)

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
        self.base = 0
        self._name, self._value = name, value

    @part
    def range(self) -> TextRange:
        """From the start of the name to the end of the value."""
        name, value = self._name.range, self._value
        return TextRange(name.start, value.range.end if value else name.end)

    @part
    def name(self) -> Word:
        """The name."""
        return self._name

    @part
    def value(self) -> Word | None:
        """The value; `None` without an `=`, an empty word after one."""
        return self._value
