"""Words as BuildKit's shell lexer reads them: what parts them, what quotes and escapes mean, and `$` references.

Dockerfile instructions other than RUN, CMD and ENTRYPOINT never see a shell; BuildKit has a small lexer of its own that
looks like one (frontend/dockerfile/shell/lex.go), and differs from `sh` in many a corner. Three questions are answered:

- `split`: where are the words of an ENV, LABEL or ARG line? (parser/line_parsers.go, parseWords)
- `scan`: what is written here? Pieces with their ranges and every problem, for a text that may be half typed.
- `expand`, `expand_words`: what does it mean, given these variables? (Lex.ProcessWord and Lex.ProcessWords)

All offsets count from the start of the text that was handed in. Nothing here raises, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from dockwright.syntax.dockerfile import patterns
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.ranges import TextRange

_BLANK_RUN = re.compile(f"[{BLANKS}]+")

# POSIX special parameters. BuildKit gives them no value, but takes them for names: `${-x}` is `$-`, wrongly modified.
_SPECIAL_PARAMETERS = frozenset("@*#?-$!")

DEEPEST = 50
"""How many `${…}` may lie in one another. BuildKit knows no bound; nobody writes a tenth of this."""

LONGEST = 1 << 20
"""The longest value that is computed, in code points; a longer one is unknown.

Twenty lines like `ENV B=$A$A` make a megabyte, thirty a gigabyte, and neither is worth an editor's memory.
"""


class RawWord(NamedTuple):
    """A word of a line, as written: quotes and escapes are kept.

    `text` is what `range` holds, but for an escape token at the very end of the line, which means nothing there.
    """

    range: TextRange
    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters that mean themselves."""

    range: TextRange


@dataclass(frozen=True, slots=True)
class Escape:
    """The escape token and the character that it makes literal; alone, one code point long, at the end of the text."""

    range: TextRange


@dataclass(frozen=True, slots=True)
class SingleQuoted:
    """Text between single quotes, where nothing is special; the closing quote may be missing."""

    range: TextRange
    terminated: bool


@dataclass(frozen=True, slots=True)
class DoubleQuoted:
    """Text between double quotes, where only `$` and the escape token are special; the closing quote may be missing."""

    range: TextRange
    pieces: tuple[Piece, ...]
    terminated: bool


@dataclass(frozen=True, slots=True)
class VariableReference:
    """`$NAME`, `${NAME}` or `${NAME<operator>argument}`.

    `operator` is `:-` `-` `:+` `+` `:?` `?` `#` `##` `%` `%%` `/` `//`, or what stands in its place where that is none
    of them. (BuildKit ignores the colon of `:#` and `:%`, so it is no part of the operator.)
    `argument_range` reaches up to the closing brace; of `${NAME/pattern/replacement}` it holds both, `pieces` are those
    of the pattern, and `replacement` the others. `problem` is the reason why the reference itself cannot be expanded.
    """

    range: TextRange
    name: str
    name_range: TextRange
    braced: bool = False
    operator: str | None = None
    operator_range: TextRange | None = None
    argument_range: TextRange | None = None
    pieces: tuple[Piece, ...] = ()
    replacement: tuple[Piece, ...] = ()
    problem: SyntaxProblem | None = None


Piece: TypeAlias = Literal | Escape | SingleQuoted | DoubleQuoted | VariableReference


@dataclass(frozen=True, slots=True)
class Scan:
    """What a text is made of: `pieces` cover it without gap or overlap."""

    pieces: tuple[Piece, ...]
    problems: tuple[SyntaxProblem, ...]

    @property
    def variables(self) -> tuple[VariableReference, ...]:
        """Every reference, also those in quotes and in the arguments of others, in the order of the text."""
        return tuple(_variables(self.pieces))


@dataclass(frozen=True, slots=True)
class Expansion:
    """What became of a text.

    `text` is `None` where a value that it needs is unknown, where it grows beyond `LONGEST`, or where there is a
    `problem`. `words` is the same, parted at unquoted blanks. `used` are the names that were looked up and found,
    `unset` those that were looked up in vain; both count also in arguments that came to nothing, as in BuildKit.
    """

    text: str | None
    words: tuple[str, ...] | None
    used: frozenset[str]
    unset: frozenset[str]
    problem: SyntaxProblem | None = None


def split(text: str, escape: str = "\\", start: int = 0) -> tuple[RawWord, ...]:
    """The words of `text` from offset `start` on; quotes and escapes keep blanks inside a word.

    An open quote reaches to the end. Pairs of quotes make a word even when nothing is in them.
    """
    tokens = _raw_word_pattern(escape)
    words: list[RawWord] = []
    position, end = start, len(text)
    while position < end:
        blank = _BLANK_RUN.match(text, position)
        if blank:
            position = blank.end()
            continue
        begin = position
        lone = False
        while token := tokens.match(text, position):
            position = token.end()
            if token.group() == '"':
                position, lone = _end_of_double_quoted(text, position, escape)
            elif token.group() == "'":
                closing = text.find("'", position)
                position = closing + 1 if closing >= 0 else end
            else:
                lone = token.group() == escape
        # As the last character of all the escape token escapes nothing, and BuildKit drops it.
        written = text[begin : position - lone]
        if written:
            words.append(RawWord(TextRange(begin, position), written))
    return tuple(words)


def scan(text: str, escape: str = "\\", *, quotes: bool = True) -> Scan:
    """What `text` is made of; without `quotes`, as in the body of a heredoc, quote characters mean themselves."""
    return _scan(text, escape, quotes)


def expand(
    text: str,
    environment: Mapping[str, str | None],
    escape: str = "\\",
    *,
    quotes: bool = True,
    raw_quotes: bool = False,
    raw_escapes: bool = False,
    skip_unset: bool = False,
    ignore_case: bool = False,
) -> Expansion:
    """`text` without its quotes and escapes, and with the values of its variables.

    A variable whose value in `environment` is `None` is set, but nobody knows to what.
    Without `quotes`, quote characters mean themselves (heredoc bodies); `raw_quotes` and `raw_escapes` keep quotes and
    escapes in the result, and `skip_unset` the references to unset variables (heredoc names use all three);
    `ignore_case` finds names as BuildKit on Windows does.
    """
    scanned = _scan(text, escape, quotes)
    evaluation = _Evaluation(text, environment, escape, raw_quotes, skip_unset, ignore_case)
    try:
        parts = evaluation.parts(scanned.pieces, raw_escapes)
    except _CannotExpandError as stopped:
        return Expansion(None, None, frozenset(evaluation.used), frozenset(evaluation.unset), stopped.problem)
    whole = _joined([value for value, _ in parts])
    words = None if whole is None else _parted(parts)
    return Expansion(whole, words, frozenset(evaluation.used), frozenset(evaluation.unset))


def expand_words(
    text: str, environment: Mapping[str, str | None], escape: str = "\\", *, ignore_case: bool = False
) -> tuple[str, ...] | None:
    """`expand(…).words`: the words of `text` after expansion, so that a value with blanks in it makes several."""
    return expand(text, environment, escape, ignore_case=ignore_case).words


def unquote(text: str, escape: str = "\\") -> str | None:
    """`text` without its quotes and escapes; `None` where it refers to a variable or a quote is open."""
    scanned = _scan(text, escape, True)
    if scanned.problems or scanned.variables:
        return None
    return expand(text, {}, escape).text


def _variables(pieces: tuple[Piece, ...]) -> Iterator[VariableReference]:
    for piece in pieces:
        if isinstance(piece, VariableReference):
            yield piece
            yield from _variables(piece.pieces)
            yield from _variables(piece.replacement)
        elif isinstance(piece, DoubleQuoted):
            yield from _variables(piece.pieces)


# --- splitting -------------------------------------------------------------------------------------------------------


@lru_cache
def _raw_word_pattern(escape: str) -> re.Pattern[str]:
    # One alternative a first character, so matching never goes back.
    token = re.escape(escape)
    return re.compile(f"[^{BLANKS}'\"{token}]+|{token}.?|['\"]", re.DOTALL)


def _end_of_double_quoted(text: str, position: int, escape: str) -> tuple[int, bool]:
    """Where the double quotes opened before `position` end, and whether an escape token comes last of all."""
    special = _special_characters(escape, '"')
    while found := special.search(text, position):
        position = found.end()
        if found.group() == '"':
            return position, False
        if position == len(text):
            return position, True
        position += 1
    return len(text), False


@lru_cache
def _special_characters(escape: str, characters: str) -> re.Pattern[str]:
    return re.compile("[" + re.escape(escape + characters) + "]")


# --- scanning --------------------------------------------------------------------------------------------------------


_LONGEST_KEPT = 200


def _scan(text: str, escape: str, quotes: bool) -> Scan:
    # A variable that changes has every word below it expanded again: what the words are made of stays the same.
    return _scanned(text, escape, quotes) if len(text) <= _LONGEST_KEPT else _read(text, escape, quotes)


@lru_cache(maxsize=4096)
def _scanned(text: str, escape: str, quotes: bool) -> Scan:
    return _read(text, escape, quotes)


def _read(text: str, escape: str, quotes: bool) -> Scan:
    if not text:
        return Scan((), ())
    if not _special_characters(escape, "$'\"" if quotes else "$").search(text):
        return Scan((Literal(TextRange(0, len(text))),), ())
    scanner = _Scanner(text, escape, quotes)
    pieces, _ = scanner.pieces_until("", 0)
    if scanner.unterminated is not None:
        scanner.problems.append(scanner.unterminated)
    return Scan(pieces, tuple(sorted(scanner.problems, key=lambda problem: problem.range)))


class _Scanner:
    """Reads one text from left to right; every step moves on, so the time is linear in its length."""

    def __init__(self, text: str, escape: str, quotes: bool) -> None:
        self.text = text
        self.escape = escape
        self.special = "$'\"" if quotes else "$"
        self.position = 0
        self.problems: list[SyntaxProblem] = []
        # What the end of the text left open: of several, the outermost `${`, as in BuildKit, else the quote.
        self.unterminated: SyntaxProblem | None = None
        self.too_deep = False

    def pieces_until(self, stop: str, depth: int) -> tuple[tuple[Piece, ...], bool]:
        """The pieces up to the character `stop`, and whether it came; `stop` is passed, and in none of them."""
        text = self.text
        special = _special_characters(self.escape, self.special + stop)
        pieces: list[Piece] = []
        literal = self.position
        while found := special.search(text, self.position):
            at, character = found.start(), found.group()
            piece: Piece | None = None
            if character == stop:
                self._literal(pieces, literal, at)
                self.position = at + 1
                return tuple(pieces), True
            if character == "$":
                piece = self._dollar(at, depth)
            elif character == "'":
                piece = self._single_quoted(at)
            elif character == '"':
                piece = self._double_quoted(at, depth)
            else:
                self.position = min(at + 2, len(text))
                piece = Escape(TextRange(at, self.position))
            if piece is not None:
                self._literal(pieces, literal, at)
                pieces.append(piece)
                literal = self.position
        self.position = len(text)
        self._literal(pieces, literal, len(text))
        return tuple(pieces), False

    @staticmethod
    def _literal(pieces: list[Piece], start: int, end: int) -> None:
        if start < end:
            pieces.append(Literal(TextRange(start, end)))

    def _single_quoted(self, at: int) -> SingleQuoted:
        closing = self.text.find("'", at + 1)
        if closing < 0:
            self.position = len(self.text)
            self._left_open("open-quote", at, at + 1, "The single quote is never closed")
        else:
            self.position = closing + 1
        return SingleQuoted(TextRange(at, self.position), closing >= 0)

    def _double_quoted(self, at: int, depth: int) -> DoubleQuoted:
        text, end = self.text, len(self.text)
        special = _special_characters(self.escape, '$"')
        pieces: list[Piece] = []
        self.position = literal = at + 1
        while found := special.search(text, self.position):
            here, character = found.start(), found.group()
            piece: Piece | None = None
            if character == '"':
                self._literal(pieces, literal, here)
                self.position = here + 1
                return DoubleQuoted(TextRange(at, self.position), tuple(pieces), True)
            if character == "$":
                piece = self._dollar(here, depth)
            elif here + 1 == end or text[here + 1] in ('"', "$", self.escape):
                self.position = min(here + 2, end)
                piece = Escape(TextRange(here, self.position))
            else:
                self.position = here + 1  # Before any other character the escape token means itself.
            if piece is not None:
                self._literal(pieces, literal, here)
                pieces.append(piece)
                literal = self.position
        self.position = end
        self._literal(pieces, literal, end)
        if self.unterminated is None and not self.too_deep:
            self._left_open("open-quote", at, at + 1, "The double quote is never closed")
        return DoubleQuoted(TextRange(at, end), tuple(pieces), False)

    def _dollar(self, at: int, depth: int) -> VariableReference | None:
        """The reference at `at`; `None` for a dollar sign that means itself."""
        text = self.text
        if not text.startswith("{", at + 1):
            self.position = end = _end_of_name(text, at + 1)
            if end == at + 1:
                return None
            name = TextRange(at + 1, end)
            return VariableReference(TextRange(at, end), name.slice(text), name)
        start = at + 2
        if start == len(text):
            return self._unfinished(at, TextRange(start, start))
        if text[start] in "{}:":
            problem = SyntaxProblem(
                "bad-substitution",
                TextRange(at, self._recover(start)),
                "A variable name is expected after `${`",
            )
            return self._broken(at, TextRange(start, start), None, problem)
        name = TextRange(start, _end_of_name(text, start))
        if name.end == len(text):
            return self._unfinished(at, name)
        operator = text[name.end]
        if operator == "}":
            self.position = name.end + 1
            return VariableReference(TextRange(at, self.position), name.slice(text), name, braced=True)
        if operator in ":+-?#%":
            return self._with_argument(at, name, depth)
        if operator == "/":
            return self._with_replacement(at, name, depth)
        if operator in _NEVER_A_MODIFIER or operator == self.escape:
            problem = SyntaxProblem("missing-brace", TextRange(at, name.end), _MISSING_BRACE)
            return self._broken(at, name, None, problem)
        return self._unsupported(at, name, TextRange(name.end, name.end + 1))

    def _with_argument(self, at: int, name: TextRange, depth: int) -> VariableReference:
        text = self.text
        colon = text[name.end] == ":"
        end = name.end + 1 + colon
        if end > len(text):
            return self._unfinished(at, name, TextRange(name.end, name.end + 1))
        sign = text[end - 1]
        if sign == "}":
            return self._unsupported(at, name, TextRange(name.end, name.end + 1), end)
        written = TextRange(name.end, end)
        operator = written.slice(text)
        if sign in "#%":
            operator = sign
            if text.startswith(sign, end):
                operator, end = sign * 2, end + 1
                written = TextRange(name.end, end)
        self.position = end
        if depth == DEEPEST:
            return self._nested_too_deeply(at, name)
        first_problem = len(self.problems)
        pieces, closed = self.pieces_until("}", depth + 1)
        problem = None
        if not closed:
            problem = self._left_open("missing-brace", at, written.end, _MISSING_BRACE)
        elif sign not in "+-?#%":
            problem = _unsupported_modifier(text, written)
            self.problems.insert(first_problem, problem)
        return VariableReference(
            TextRange(at, self.position),
            name.slice(text),
            name,
            braced=True,
            operator=operator,
            operator_range=written,
            argument_range=TextRange(end, self.position - closed),
            pieces=pieces,
            problem=problem,
        )

    def _with_replacement(self, at: int, name: TextRange, depth: int) -> VariableReference:
        text = self.text
        end = name.end + 1 + text.startswith("/", name.end + 1)
        written = TextRange(name.end, end)
        self.position = end
        if depth == DEEPEST:
            return self._nested_too_deeply(at, name)
        pieces, closed = self.pieces_until("/", depth + 1)
        replacement: tuple[Piece, ...] = ()
        problem = None
        if not closed:
            message = "The `/` between pattern and replacement is missing"
            problem = self._left_open("missing-slash", at, written.end, message)
        else:
            replacement, closed = self.pieces_until("}", depth + 1)
            if not closed:
                problem = self._left_open("missing-brace", at, written.end, _MISSING_BRACE)
        return VariableReference(
            TextRange(at, self.position),
            name.slice(text),
            name,
            braced=True,
            operator=written.slice(text),
            operator_range=written,
            argument_range=TextRange(end, self.position - closed),
            pieces=pieces,
            replacement=replacement,
            problem=problem,
        )

    def _unsupported(
        self, at: int, name: TextRange, operator: TextRange, resume: int | None = None
    ) -> VariableReference:
        problem = _unsupported_modifier(self.text, operator)
        self.position = self._recover(operator.end) if resume is None else resume
        return self._broken(at, name, operator, problem, self.position)

    def _broken(
        self,
        at: int,
        name: TextRange,
        operator: TextRange | None,
        problem: SyntaxProblem,
        end: int | None = None,
    ) -> VariableReference:
        self.position = problem.range.end if end is None else end
        self.problems.append(problem)
        return self._with_problem(at, name, operator, problem)

    def _recover(self, position: int) -> int:
        """Where to read on after a reference that makes no sense: past its brace, if that is near."""
        found = _AFTER_BROKEN.match(self.text, position)
        return found.end() if found else position

    def _unfinished(self, at: int, name: TextRange, operator: TextRange | None = None) -> VariableReference:
        self.position = len(self.text)
        problem = self._left_open("missing-brace", at, self.position, _MISSING_BRACE)
        return self._with_problem(at, name, operator, problem)

    def _nested_too_deeply(self, at: int, name: TextRange) -> VariableReference:
        problem = SyntaxProblem("nested-too-deeply", TextRange(at, self.position), "Variables are nested too deeply")
        self.problems.append(problem)
        self.too_deep = True
        self.position = len(self.text)
        return self._with_problem(at, name, None, problem)

    def _with_problem(
        self, at: int, name: TextRange, operator: TextRange | None, problem: SyntaxProblem
    ) -> VariableReference:
        """The reference from `at` to where the reading is, which BuildKit would not take."""
        return VariableReference(
            TextRange(at, self.position),
            name.slice(self.text),
            name,
            braced=True,
            operator=operator.slice(self.text) if operator else None,
            operator_range=operator,
            problem=problem,
        )

    def _left_open(self, kind: str, start: int, end: int, message: str) -> SyntaxProblem:
        problem = SyntaxProblem(kind, TextRange(start, end), message)
        if not self.too_deep:
            self.unterminated = problem
        return problem


_MISSING_BRACE = "The `}` of this `${` is missing"

# What follows a name whose brace was forgotten, rather than being meant as a modifier.
_NEVER_A_MODIFIER = frozenset("'\"$ \t\r\n")

# `{`, `}` and `:` may be the very characters that are wrong, so the first is taken whatever it is.
_AFTER_BROKEN = re.compile(f"(?:}}|[^{BLANKS}'\"$}}][^{BLANKS}'\"$}}]*}}?)")


def _unsupported_modifier(text: str, operator: TextRange) -> SyntaxProblem:
    return SyntaxProblem("unsupported-modifier", operator, f"`{operator.slice(text)}` is no modifier of a variable")


def _end_of_name(text: str, position: int) -> int:
    """Where the variable name that starts at `position` ends; `position` itself where none starts there.

    A number is a name (`$12x` is `$12` and an x), and so is each special parameter.
    """
    end = len(text)
    if position == end:
        return position
    first = text[position]
    if first.isdecimal():
        while position < end and text[position].isdecimal():
            position += 1
        return position
    if first in _SPECIAL_PARAMETERS:
        return position + 1
    while position < end and ((letter := text[position]) == "_" or letter.isalpha() or letter.isdecimal()):
        position += 1
    return position


# --- expanding -------------------------------------------------------------------------------------------------------


class _CannotExpandError(Exception):
    """Leaves an evaluation at its first problem, as BuildKit does; never leaves this module."""

    def __init__(self, problem: SyntaxProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Evaluation:
    """Puts values in the place of one text's pieces."""

    def __init__(
        self,
        text: str,
        environment: Mapping[str, str | None],
        escape: str,
        raw_quotes: bool,
        skip_unset: bool,
        ignore_case: bool,
    ) -> None:
        self.text = text
        self.environment = environment
        self.escape = escape
        self.raw_quotes = raw_quotes
        self.skip_unset = skip_unset
        self.folded: dict[str, str] | None = None
        if ignore_case:
            self.folded = {name.casefold(): name for name in environment}
        self.used: set[str] = set()
        self.unset: set[str] = set()

    def parts(self, pieces: tuple[Piece, ...], raw_escapes: bool) -> list[tuple[str | None, bool]]:
        """The values of `pieces`, each with whether blanks in it part words; `None` is an unknown value."""
        text = self.text
        parts: list[tuple[str | None, bool]] = []
        for piece in pieces:
            if isinstance(piece, Literal):
                parts.append((_without_mark(text, piece.range), True))
            elif isinstance(piece, Escape):
                parts.append((self._escaped(piece, raw_escapes), False))
            elif isinstance(piece, VariableReference):
                parts.append((self._value(piece), True))
            else:
                parts.append((self._quoted(piece, raw_escapes), False))
        return parts

    def _joined(self, pieces: tuple[Piece, ...], raw_escapes: bool) -> str | None:
        return _joined([value for value, _ in self.parts(pieces, raw_escapes)])

    def _escaped(self, piece: Escape, raw_escapes: bool) -> str:
        start = piece.range.start if raw_escapes else piece.range.start + 1
        return self.text[start : piece.range.end]

    def _quoted(self, piece: SingleQuoted | DoubleQuoted, raw_escapes: bool) -> str | None:
        if not piece.terminated:
            kind = "double" if isinstance(piece, DoubleQuoted) else "single"
            if isinstance(piece, DoubleQuoted):
                self.parts(piece.pieces, raw_escapes)  # A problem inside comes first.
            start = piece.range.start
            raise _CannotExpandError(
                SyntaxProblem("open-quote", TextRange(start, start + 1), f"The {kind} quote is never closed")
            )
        if isinstance(piece, SingleQuoted):
            inner: str | None = self.text[piece.range.start + 1 : piece.range.end - 1]
            quote = "'"
        else:
            inner = self._in_double_quotes(piece, raw_escapes)
            quote = '"'
        if inner is not None and self.raw_quotes:
            return quote + inner + quote
        return inner

    def _in_double_quotes(self, piece: DoubleQuoted, raw_escapes: bool) -> str | None:
        if not raw_escapes:
            return self._joined(piece.pieces, raw_escapes)
        values: list[str | None] = []
        for it in piece.pieces:
            if isinstance(it, Literal):
                # Where escapes are kept, BuildKit writes one that escapes nothing twice.
                values.append(it.range.slice(self.text).replace(self.escape, self.escape * 2))
            else:
                values += [value for value, _ in self.parts((it,), raw_escapes)]
        return _joined(values)

    def _look_up(self, name: str) -> tuple[str | None, bool]:
        key: str | None = name
        if self.folded is not None:
            key = self.folded.get(name.casefold())
        if key is None or key not in self.environment:
            self.unset.add(name)
            return "", False
        self.used.add(name)
        return self.environment[key], True

    def _value(self, reference: VariableReference) -> str | None:
        operator = reference.operator
        problem = reference.problem
        if problem is not None and (problem.kind != "unsupported-modifier" or reference.argument_range is None):
            raise _CannotExpandError(problem)
        if operator is None:
            value, is_set = self._look_up(reference.name)
            if not is_set and self.skip_unset:
                return reference.range.slice(self.text)
            return value
        if operator[0] == "/":
            return self._replaced(reference)
        argument = self._joined(reference.pieces, operator[0] in "#%")
        value, is_set = self._look_up(reference.name)
        if not is_set and self.skip_unset:
            written = reference.operator_range.slice(self.text) if reference.operator_range else operator
            return None if argument is None else f"${{{reference.name}{written}{argument}}}"
        if problem is not None:
            raise _CannotExpandError(problem)
        sign = operator[-1]
        if sign in "#%":
            return self._trimmed(reference, value, sign, argument if len(operator) == 1 else _add(sign, argument))
        missing = not is_set or (operator[0] == ":" and value == "")
        if is_set and operator[0] == ":" and value is None:
            return None  # Set, but perhaps to nothing.
        if sign == "-":
            return argument if missing else value
        if sign == "+":
            return "" if missing else argument
        if missing:
            state = "is empty" if is_set else "is not set"
            message = f"{reference.name}: {argument}" if argument else f"{reference.name} {state}"
            raise _CannotExpandError(SyntaxProblem("required-variable", reference.range, message))
        return value

    def _trimmed(self, reference: VariableReference, value: str | None, sign: str, pattern: str | None) -> str | None:
        if pattern is None:
            return None
        # The second sign may as well come out of a variable.
        greedy = pattern.startswith(sign)
        if greedy:
            pattern = pattern[1:]
        compiled = patterns.parse(patterns.reverse(pattern) if sign == "%" else pattern)
        if compiled is None:
            raise _CannotExpandError(_invalid_pattern(reference, pattern))
        if value is None:
            return None
        if sign == "#":
            return patterns.trim_start(compiled, value, greedy)
        trimmed = patterns.trim_start(compiled, value[::-1], greedy)
        return None if trimmed is None else trimmed[::-1]

    def _replaced(self, reference: VariableReference) -> str | None:
        pattern = self._joined(reference.pieces, True)
        replacement = self._joined(reference.replacement, True)
        value, is_set = self._look_up(reference.name)
        if pattern is None:
            return None
        if not is_set and self.skip_unset:
            return None if replacement is None else f"${{{reference.name}/{pattern}/{replacement}}}"
        compiled = patterns.parse(pattern)
        if compiled is None:
            raise _CannotExpandError(_invalid_pattern(reference, pattern))
        if value is None or replacement is None:
            return None
        if reference.operator == "//":
            return patterns.replace_all(compiled, value, replacement, LONGEST)
        return patterns.replace_first(compiled, value, replacement)


def _invalid_pattern(reference: VariableReference, pattern: str) -> SyntaxProblem:
    return SyntaxProblem(
        "invalid-pattern",
        reference.argument_range or reference.range,
        f"The pattern `{pattern}` escapes a character that is not special",
    )


def _without_mark(text: str, range: TextRange) -> str:
    # Go's text/scanner passes over a byte order mark at the start of what it reads.
    start = 1 if range.start == 0 and text.startswith("\ufeff") else range.start
    return text[start : range.end]


def _add(prefix: str, text: str | None) -> str | None:
    return None if text is None else prefix + text


def _joined(values: list[str | None]) -> str | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values) or sum(map(len, known)) > LONGEST:
        return None
    return "".join(known)


def _parted(parts: list[tuple[str | None, bool]]) -> tuple[str, ...]:
    """The words that `parts` make: a blank ends one where it is not quoted; what is empty is no word."""
    words: list[str] = []
    word: list[str] = []
    for value, blanks_part in parts:
        if not value:
            continue
        if not blanks_part:
            word.append(value)
            continue
        position = 0
        for blank in _BLANK_RUN.finditer(value):
            if blank.start() > position:
                word.append(value[position : blank.start()])
            if word:
                words.append("".join(word))
                word = []
            position = blank.end()
        if position < len(value):
            word.append(value[position:])
    if word:
        words.append("".join(word))
    return tuple(words)
