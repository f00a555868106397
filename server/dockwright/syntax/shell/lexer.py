"""Reading words: quotes, escapes and expansions of sh and bash (POSIX.1-2024, Shell Command Language, 2.2 to 2.6).

A word may hold whole commands, in `$(…)` or backquotes. Those the lexer leaves to the parser that is built on it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from dockwright.syntax.shell.ast import Expansion, ExpansionKind, Problem, Quoting, Word
from dockwright.text.ranges import TextRange

MAX_DEPTH = 50
"""How deep commands and expansions may lie in each other; deeper ones are read as plain text.

A level costs up to ten Python frames, and real scripts stay below ten levels.
"""

_MAX_ARITHMETIC = 2000
"""How far `((` looks for its `))` before it counts as two subshells; a bound keeps the time linear."""

# A line continuation is a blank; a carriage return is one only in front of the line end it belongs to.
_BLANKS = re.compile(r"(?:[ \t]|\\\r?\n|\r(?=\n|\Z))*(?:\#[^\n]*)?")
_OPERATOR = re.compile(r"&&|&>>|&>|&|\|\||\|&|\||;;&|;;|;&|;|<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|[()\n]")
_PLAIN = re.compile(r"[^ \t\r\n;&|<>()'\"\\$`]+")
_PLAIN_IN_QUOTES = re.compile(r"[^\"\\$`]+")
_PLAIN_IN_BRACES = re.compile(r"[^}'\"\\$`]+")
_PLAIN_IN_ARITHMETIC = re.compile(r"[^()\\$`\"']+")
_PLAIN_IN_GROUP = re.compile(r"[^()'\"\\$`]+")
_PLAIN_IN_BODY = re.compile(r"[^\\$`]+")
_PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_BRACED_PARAMETER = re.compile(r"[#!]?([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*?$!-])|(\#)")
_PARENTHESES = re.compile(r"""\\.|'[^']*'|"[^"\\]*(?:\\.[^"\\]*)*"|[()]""", re.DOTALL)
_CONTINUATION = re.compile(r"\\\r?\n")
_ANSI_ESCAPE = re.compile(
    r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(.)|(.))", re.DOTALL
)
_ANSI_CHARACTERS = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip

_OPERATOR_STARTS = frozenset("&|;<>()\n")
_WORD_ENDS = frozenset(" \t\n;&|)")
_ESCAPABLE_IN_QUOTES = frozenset('$`"\\')


class _Draft:
    """A word while it is read."""

    __slots__ = ("expansions", "pieces", "quotes")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        """What it means so far, without quotes."""
        self.expansions: list[Expansion] = []
        self.quotes: list[Quoting] = []
        """How each of its stretches is quoted."""


class Lexer(ABC):
    """A text, the place in it that is read next, and how to read blanks, operators and words there."""

    def __init__(self, text: str, places: Sequence[int], problems: list[Problem], depth: int) -> None:
        self.text = text
        self.size = len(text)
        self.places = places
        """For each offset in `text`, and its end, the offset in the whole script."""
        self.problems = problems
        self.depth = depth
        self.at = 0
        # Asked for at each `${`; searched once, so that a text full of open braces stays linear.
        self._last_brace = text.rfind("}")

    @abstractmethod
    def substitution(self) -> None:
        """Read commands from here, up to and with the `)` that closes them."""

    @abstractmethod
    def separate_commands(self, text: str, places: Sequence[int]) -> None:
        """Read commands from a text of its own, which stands at `places`."""

    # Places

    def range(self, start: int, end: int) -> TextRange:
        """The range in the whole script."""
        return TextRange(self.places[start], self.places[end])

    def problem(self, start: int, end: int, message: str) -> None:
        """Note what the shell would refuse."""
        self.problems.append(Problem(self.range(start, end), message))

    # Tokens

    def skip_blanks(self) -> None:
        """Go past blanks, line continuations and a comment."""
        match = _BLANKS.match(self.text, self.at)
        if match:
            self.at = match.end()

    def operator(self) -> str:
        """The operator that stands here, a line end too; empty where there is none."""
        if self.at == self.size or self.text[self.at] not in _OPERATOR_STARTS:
            return ""
        match = _OPERATOR.match(self.text, self.at)
        return match.group() if match else ""

    # Words

    def word(self) -> Word | None:
        """Read the word that starts here; `None`, and nothing read, where none does."""
        text, start = self.text, self.at
        match = _PLAIN.match(text, start)
        if match:
            end = match.end()
            if end == self.size or text[end] in _WORD_ENDS:
                self.at = end
                plain = match.group()
                return Word(self.range(start, end), plain, plain, "none", ())
        draft = _Draft()
        end = self._stretches(draft)
        if end == start:
            return None
        return self._word(start, end, draft)

    def _word(self, start: int, end: int, draft: _Draft) -> Word:
        quoting: Quoting = "none"
        if len(draft.quotes) == 1:
            quoting = draft.quotes[0]
        elif any(it != "none" for it in draft.quotes):
            quoting = "mixed"
        value = None if draft.expansions else "".join(draft.pieces)
        return Word(self.range(start, end), self.text[start:end], value, quoting, tuple(draft.expansions))

    def _stretches(self, draft: _Draft) -> int:
        """Read the parts of a word; answer where it ends, which is before line continuations at its end."""
        text, size = self.text, self.size
        end = self.at
        while self.at < size:
            character = text[self.at]
            if match := _PLAIN.match(text, self.at):
                self.at = match.end()
                draft.pieces.append(match.group())
                draft.quotes.append("none")
            elif character == "'":
                self._single_quoted(draft)
                draft.quotes.append("single")
            elif character == '"':
                self._double_quoted(draft)
                draft.quotes.append("double")
            elif character == "\\":
                if match := _CONTINUATION.match(text, self.at):
                    self.at = match.end()
                    continue
                self._escaped(draft)
                draft.quotes.append("mixed")
            elif character == "$":
                self._dollar_in_word(draft)
            elif character == "`":
                self._backquoted(draft, quoted=False)
                draft.quotes.append("none")
            elif character in "<>" and text.startswith("(", self.at + 1) and self.depth < MAX_DEPTH:
                self._commands(draft, "process", quoted=False)
                draft.quotes.append("none")
            elif character == "(" and self.at == end and text[self.at - 1 : self.at] in tuple("?*+@!") and draft.pieces:
                self._pattern_group(draft)
                draft.quotes.append("none")
            elif character == "\r" and not text.startswith("\n", self.at + 1) and self.at + 1 < size:
                self.at += 1
                draft.pieces.append(character)
                draft.quotes.append("none")
            else:
                break
            end = self.at
        return end

    def _single_quoted(self, draft: _Draft) -> None:
        start = self.at
        close = self._closing("'")
        draft.pieces.append(self.text[start + 1 : close])
        self.at = min(close + 1, self.size) if self.text.startswith("'", close) else close

    def _closing(self, quote: str) -> int:
        """Where the quote that opens here closes; where it never does, the end of the line, to read on after."""
        close = self.text.find(quote, self.at + 1)
        if close >= 0:
            return close
        self.problem(self.at, self.at + 1, f"the quote {quote} is never closed")
        line_end = self.text.find("\n", self.at)
        return self.size if line_end < 0 else line_end

    def _double_quoted(self, draft: _Draft) -> None:
        text, start = self.text, self.at
        first = self._closing('"')
        if not text.startswith('"', first):
            draft.pieces.append(text[start + 1 : first])
            self.at = first
            return
        self.at += 1
        while self.at < self.size:
            character = text[self.at]
            if match := _PLAIN_IN_QUOTES.match(text, self.at):
                self.at = match.end()
                draft.pieces.append(match.group())
            elif character == '"':
                self.at += 1
                return
            else:
                self._special_in_quotes(draft)
        self.problem(start, start + 1, 'the quote " is never closed')

    def _special_in_quotes(self, draft: _Draft) -> None:
        """Read a backslash, `$` or backquote as double quotes have it."""
        character = self.text[self.at]
        if character == "`":
            self._backquoted(draft, quoted=True)
        elif character == "$":
            self._dollar(draft, quoted=True)
        elif match := _CONTINUATION.match(self.text, self.at):
            self.at = match.end()
        else:
            following = self.text[self.at + 1 : self.at + 2]
            draft.pieces.append(following if following in _ESCAPABLE_IN_QUOTES else character + following)
            self.at += 1 + len(following)

    def _escaped(self, draft: _Draft) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        # A backslash at the very end stands for itself.
        draft.pieces.append(following or "\\")
        self.at += 1 + len(following)

    def _dollar_in_word(self, draft: _Draft) -> None:
        if self.text.startswith("$'", self.at):
            self._ansi_quoted(draft)
            draft.quotes.append("mixed")
        elif self.text.startswith('$"', self.at):
            self.at += 1
            self._double_quoted(draft)
            draft.quotes.append("mixed")
        else:
            self._dollar(draft, quoted=False)
            draft.quotes.append("none")

    def _ansi_quoted(self, draft: _Draft) -> None:
        text, start = self.text, self.at
        self.at += 2
        while self.at < self.size:
            character = text[self.at]
            self.at += 1
            if character == "'":
                return
            if character == "\\" and (match := _ANSI_ESCAPE.match(text, self.at - 1)):
                self.at = match.end()
                draft.pieces.append(_ansi_character(match))
            else:
                draft.pieces.append(character)
        self.problem(start, start + 2, "the quote $' is never closed")

    def _pattern_group(self, draft: _Draft) -> None:
        """Read the parentheses of an extended pattern, `@(a|b)` of bash."""
        text, start = self.text, self.at
        depth = 0
        while self.at < self.size:
            character = text[self.at]
            if match := _PLAIN_IN_GROUP.match(text, self.at):
                self.at = match.end()
            elif character in "()":
                self.at += 1
                depth += 1 if character == "(" else -1
                if depth == 0:
                    break
            else:
                self._inner(character, draft, quoted=False)
        else:
            self.problem(start, start + 1, "the parenthesis ( is never closed")
        draft.pieces.append(text[start : self.at])

    def _inner(self, character: str, draft: _Draft, quoted: bool) -> None:
        """Read past what starts with a special character inside parentheses or braces that the caller reads."""
        if character == "'":
            # Inside double quotes an apostrophe is one: "${name:-it's}".
            if quoted:
                self.at += 1
            else:
                self._single_quoted(_Draft())
        elif character == '"':
            self._double_quoted(draft)
        elif character == "\\":
            self.at = min(self.at + 2, self.size)
        elif character == "`":
            self._backquoted(draft, quoted)
        else:
            self._dollar(draft, quoted)

    # Expansions

    def _dollar(self, draft: _Draft, quoted: bool) -> None:
        text, start = self.text, self.at
        following = text[start + 1 : start + 2]
        if following == "(" and self.depth < MAX_DEPTH:
            if self.is_arithmetic(start + 1):
                self.at += 1
                self.arithmetic(draft, quoted)
                draft.expansions.append(Expansion(self.range(start, self.at), "arithmetic", None, quoted))
            else:
                self._commands(draft, "command", quoted)
        elif following == "{" and self.depth < MAX_DEPTH and start < self._last_brace:
            self._braced(draft, quoted)
        elif following == "[" and (close := text.find("]", start, start + _MAX_ARITHMETIC)) > 0:
            self.at = close + 1
            draft.expansions.append(Expansion(self.range(start, self.at), "arithmetic", None, quoted))
        elif match := _PARAMETER.match(text, start + 1):
            self.at = match.end()
            draft.expansions.append(Expansion(self.range(start, self.at), "parameter", match.group(), quoted))
        else:
            self.at += 1
            if following == "{":
                self.at += 1
                self.problem(start, self.at, "the brace ${ is never closed")
            draft.pieces.append(text[start : self.at])

    def _commands(self, draft: _Draft, kind: ExpansionKind, quoted: bool) -> None:
        start = self.at
        self.at += 2
        self.depth += 1
        self.substitution()
        self.depth -= 1
        draft.expansions.append(Expansion(self.range(start, self.at), kind, None, quoted))

    def _braced(self, draft: _Draft, quoted: bool) -> None:
        text, start = self.text, self.at
        self.at += 2
        self.depth += 1
        name = _BRACED_PARAMETER.match(text, self.at)
        place = len(draft.expansions)
        if name:
            self.at = name.end()
        while self.at < self.size:
            character = text[self.at]
            if match := _PLAIN_IN_BRACES.match(text, self.at):
                self.at = match.end()
            elif character == "}":
                self.at += 1
                break
            else:
                self._inner(character, draft, quoted)
        else:
            self.problem(start, start + 2, "the brace ${ is never closed")
        self.depth -= 1
        written = (name.group(1) or name.group(2)) if name else None
        draft.expansions.insert(place, Expansion(self.range(start, self.at), "parameter", written, quoted))

    def is_arithmetic(self, at: int) -> bool:
        """Whether the `((` at `at`, if it is one, closes with `))`; `((a) | b)` is a subshell in a subshell."""
        if not self.text.startswith("((", at):
            return False
        depth = 0
        for match in _PARENTHESES.finditer(self.text, at + 2, at + 2 + _MAX_ARITHMETIC):
            if match.group() == "(":
                depth += 1
            elif match.group() == ")":
                if depth == 0:
                    return self.text.startswith("))", match.start())
                depth -= 1
        return False

    def arithmetic(self, draft: _Draft | None = None, quoted: bool = False) -> None:
        """Read `((…))`, of which `is_arithmetic` knows that it closes."""
        draft = draft or _Draft()
        self.at += 2
        self.depth += 1
        depth = 0
        while self.at < self.size:
            character = self.text[self.at]
            if match := _PLAIN_IN_ARITHMETIC.match(self.text, self.at):
                self.at = match.end()
            elif character == "\\":
                self.at = min(self.at + 2, self.size)
            elif character == "$":
                self._dollar(draft, quoted)
            elif character == "`":
                self._backquoted(draft, quoted)
            else:
                self.at += 1
                if character == "(":
                    depth += 1
                elif character == ")":
                    depth -= 1
                    if depth < 0:
                        self.at += self.text.startswith(")", self.at)
                        break
        self.depth -= 1

    def _backquoted(self, draft: _Draft, quoted: bool) -> None:
        """Read commands in backquotes, of which the shell first takes one level of backslashes away."""
        text, start = self.text, self.at
        pieces: list[str] = []
        places: list[int] = []
        escapable = '$`\\"' if quoted else "$`\\"
        at = start + 1
        while at < self.size and text[at] != "`":
            if text[at] == "\\" and text[at + 1 : at + 2] in tuple(escapable):
                places.append(self.places[at])
                at += 1
            else:
                places.append(self.places[at])
            pieces.append(text[at])
            at += 1
        places.append(self.places[at])
        if at == self.size:
            self.problem(start, start + 1, "the backquote ` is never closed")
        self.at = min(at + 1, self.size)
        if self.depth < MAX_DEPTH:
            self.separate_commands("".join(pieces), places)
        draft.expansions.append(Expansion(self.range(start, self.at), "command", None, quoted))

    def expansions_of_body(self) -> tuple[Expansion, ...]:
        """Read the whole text as the body of a here-document that expands."""
        draft = _Draft()
        while self.at < self.size:
            if match := _PLAIN_IN_BODY.match(self.text, self.at):
                self.at = match.end()
            elif self.text[self.at] == "\\":
                self.at = min(self.at + 2, self.size)
            elif self.text[self.at] == "`":
                self._backquoted(draft, quoted=True)
            else:
                self._dollar(draft, quoted=True)
        return tuple(draft.expansions)


def _ansi_character(match: re.Match[str]) -> str:
    """What an escape in `$'…'` stands for (bash, ANSI-C Quoting)."""
    octal, *hexadecimal, control, other = match.groups()
    if octal:
        return chr(int(octal, 8) & 0xFF)
    for digits in hexadecimal:
        if digits:
            code = int(digits, 16)
            return chr(code) if code <= 0x10FFFF else "\ufffd"
    if control:
        return chr(ord(control) & 0x1F)
    if other in _ANSI_CHARACTERS:
        return _ANSI_CHARACTERS[other]
    return other if other in "\\'\"?" else "\\" + other
