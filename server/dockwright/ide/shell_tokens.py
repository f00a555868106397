"""What a shell script is made of: commands, flags, strings, operators, variables, comments, reserved words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dockwright.ide.painting import Paint, Unread, flattened
from dockwright.ide.results import TokenKind, TokenModifier
from dockwright.semantic.commands import programs_in, script_among
from dockwright.syntax.shell import ast
from dockwright.syntax.shell.parser import parse

_RESERVED = frozenset(
    ("if", "then", "elif", "else", "fi", "do", "done", "case", "esac", "while", "until", "for", "select")
) | {"function", "time", "in", "[[", "]]", "{", "}", "!"}
_BUILT_IN = frozenset(
    (".", ":", "[", "alias", "bg", "break", "builtin", "cd", "command", "continue", "declare", "echo", "eval", "exec")
) | frozenset(
    ("exit", "export", "false", "fg", "getopts", "hash", "jobs", "kill", "let", "local", "mapfile", "popd", "printf")
) | frozenset(
    ("pushd", "pwd", "read", "readonly", "return", "set", "shift", "shopt", "source", "test", "times", "trap", "true")
) | {"type", "typeset", "ulimit", "umask", "unalias", "unset", "wait"}  # fmt: skip
_DECLARING = frozenset(("declare", "export", "local", "readonly", "typeset"))
_OPERATORS_OF_TESTS = frozenset(("=", "==", "!=", "=~", "!", "-a", "-o", "]"))

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ASSIGNED = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:\+?=|$)")
_BETWEEN = re.compile(
    r"(?P<skipped>\s+|\\\r?\n)|(?P<comment>\#[^\n]*)|(?P<operator>\$\(|[;&|<>()`]+)"
    r"|(?P<variable>\$\{?[A-Za-z0-9_@*\#?!-]+\}?)|(?P<word>[^\s;&|<>()`$\\]+|.)"
)
_ARITHMETIC = re.compile(
    r"(?P<variable>\$\{?[A-Za-z0-9_]+\}?|[A-Za-z_][A-Za-z0-9_]*)|(?P<number>[0-9][0-9A-Za-z#]*)"
    r"|(?P<operator>[^\sA-Za-z0-9_\\]+)"
)
_POWERSHELL = re.compile(
    r"(?P<comment>\#[^\n]*|<\#(?:[^\#]|\#(?!>))*(?:\#>)?)|(?P<string>'[^'\n]*'|\"[^\"\n]*\")|(?P<variable>\$\{[^{}$\n]*\}|\$[A-Za-z_][\w:]*)"
    r"|(?P<parameter>(?<=\s)-[A-Za-z]\w*)|(?P<function>\b[A-Z][A-Za-z]+-[A-Z][A-Za-z]+\b)"
    r"|(?P<keyword>\b(?:if|else|elseif|foreach|for|while|do|try|catch|finally|function|param|return|throw|in)\b)"
    r"|(?P<number>\b[0-9]+(?:\.[0-9]+)?\b)|(?P<operator>[;|&=]+)"
)
_CMD = re.compile(
    r"(?P<string>\"[^\"\n]*\")|(?P<variable>%[A-Za-z_]\w*%)|(?P<parameter>(?<=\s)/[A-Za-z?]\w*\b)"
    r"|(?P<keyword>\b(?:if|else|for|in|do|not|exist|call|goto)\b)|(?P<operator>[&|<>]+)",
    re.IGNORECASE,
)
_LANGUAGES = {"powershell": _POWERSHELL, "cmd": _CMD}

_ASSIGNING = TokenModifier.DECLARATION
_DEEPEST = 3
"""How many scripts may lie in each other: each is read once more for each that it lies in."""
_MODIFIED = re.compile(r"\$\{[!#]?(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*?$!-])(:?[-+?=]|##?|%%?|//?|\^\^?|,,?|:)")


def of_script(script: ast.Script, depth: int = 0) -> list[Paint]:
    """What a script of sh or bash consists of, in the places of its text, in order and without overlap.

    `depth` says in how many other scripts it lies.
    """
    painter = _Painter(script, depth)
    return [piece for it in flattened(painter.paints()) for piece in painter.pieces(it)]


def of_other(text: str, language: str | None) -> list[Paint]:
    """The same as far as it can be told of another language."""
    pattern = _LANGUAGES.get(language or "")
    return [] if pattern is None else list(_matches(pattern, text, 0, len(text)))


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Paint]:
    for match in pattern.finditer(text, start, end):
        if match.lastgroup is not None:
            yield Paint(match.start(), match.end(), TokenKind(match.lastgroup))


class _Painter:
    def __init__(self, script: ast.Script, depth: int) -> None:
        self.script = script
        self.depth = depth
        self.text = script.text
        self.painted: list[Paint] = []

    def paint(
        self, start: int, end: int, kind: TokenKind | Unread, modifiers: TokenModifier = TokenModifier.NONE
    ) -> None:
        if start < end:
            self.painted.append(Paint(start, end, kind, modifiers))

    def paints(self) -> list[Paint]:
        """All stretches; where no word stands is code, with operators, reserved words and comments in it."""
        self.paint(0, len(self.text), Unread.CODE)
        for command in self.script.commands:
            self._simple(command)
        if self.script.compounds:
            self._compounds()
        return self.painted

    def pieces(self, it: Paint) -> Iterable[Paint]:
        """A stretch as tokens."""
        if it.kind is Unread.CODE:
            return self._code(it.start, it.end)
        if it.kind is Unread.CALCULATION:
            return _matches(_ARITHMETIC, self.text, it.start, it.end)
        return (it,)

    def _code(self, start: int, end: int) -> Iterator[Paint]:
        text = self.text
        for match in _BETWEEN.finditer(text, start, end):
            first, last = match.span()
            match match.lastgroup:
                case "skipped" | None:
                    continue
                case "word":
                    word = match.group()
                    if word in _RESERVED:
                        kind = TokenKind.KEYWORD if word.isalpha() else TokenKind.OPERATOR
                    else:
                        kind = TokenKind.STRING
                    yield Paint(first, last, kind)
                case name:
                    yield Paint(first, last, TokenKind(name))

    # Commands

    def _simple(self, command: ast.SimpleCommand) -> None:
        for assignment in command.assignments:
            start = assignment.range.start
            self._assigned(start, start + len(assignment.name), assignment.range.end)
            if assignment.value is not None:
                self._value(assignment.value)
            for element in assignment.elements or ():
                self._value(element)
        program: str | None = None
        values = [it.value for it in command.words]
        programs, script = programs_in(values), script_among(values)
        for index, word in enumerate(command.words):
            written = word.range.slice(self.text)
            if index in programs:
                program = word.value
                built_in = program in _BUILT_IN
                self._word(word, TokenKind.FUNCTION, TokenModifier(TokenModifier.DEFAULT_LIBRARY if built_in else 0))
            elif written.startswith("-") and len(written) > 1:
                self._flag(word, written)
            elif program in _DECLARING and (match := _ASSIGNED.match(written)):
                start = word.range.start
                self._assigned(start, start + match.end(1), word.range.end)
                self.paint(start + match.end(), word.range.end, TokenKind.STRING)
                self._expansions(word.expansions)
            elif program in ("[", "test") and written in _OPERATORS_OF_TESTS:
                self.paint(*word.range, TokenKind.OPERATOR)
            elif index == script and written == word.text:
                self._quoted_script(word)
            else:
                self._value(word)
        self._redirections(command.redirections, is_script=script == 0)

    def _quoted_script(self, word: ast.Word) -> None:
        """The script that is one word of a command, where it stands between its quotes as it is."""
        start, end = word.range
        if word.quoting not in ("single", "double") or (word.quoting == "double" and "\\" in word.text):
            self._value(word)
            return
        self.paint(start, start + 1, TokenKind.STRING)
        self._inner_script(start + 1, end - 1)
        self.paint(end - 1, end, TokenKind.STRING)

    def _inner_script(self, start: int, end: int) -> None:
        """A script in this one: what another shell gets to run."""
        if self.depth >= _DEEPEST:
            self.paint(start, end, TokenKind.STRING)
            return
        for it in of_script(parse(self.text[start:end]), self.depth + 1):
            self.paint(start + it.start, start + it.end, it.kind, it.modifiers)

    def _assigned(self, start: int, end: int, stop: int) -> None:
        self.paint(start, end, TokenKind.VARIABLE, _ASSIGNING)
        equals = self.text.find("=", end, stop)
        if equals >= 0:
            self.paint(equals - (self.text[equals - 1] == "+"), equals + 1, TokenKind.OPERATOR)

    def _flag(self, word: ast.Word, written: str) -> None:
        start, end = word.range
        equals = written.find("=")
        if equals < 0:
            self.paint(start, end, TokenKind.PARAMETER)
        else:
            self.paint(start, start + equals, TokenKind.PARAMETER)
            self.paint(start + equals, start + equals + 1, TokenKind.OPERATOR)
            self.paint(start + equals + 1, end, TokenKind.STRING)
        self._expansions(word.expansions)

    def _value(self, word: ast.Word) -> None:
        is_number = word.value is not None and word.quoting == "none" and _NUMBER.fullmatch(word.value)
        self._word(word, TokenKind.NUMBER if is_number else TokenKind.STRING)

    def _word(self, word: ast.Word, kind: TokenKind, modifiers: TokenModifier = TokenModifier.NONE) -> None:
        self.paint(*word.range, kind, modifiers)
        self._expansions(word.expansions)

    def _expansions(self, expansions: Iterable[ast.Expansion]) -> None:
        for it in expansions:
            match it.kind:
                case "parameter":
                    self._parameter(*it.range)
                case "arithmetic":
                    self.paint(*it.range, Unread.CALCULATION)
                case _:
                    self.paint(*it.range, Unread.CODE)

    def _parameter(self, start: int, end: int) -> None:
        """A variable, with what stands behind its name in braces."""
        self.paint(start, end, TokenKind.VARIABLE)
        modified = _MODIFIED.match(self.text, start, end)
        if modified is None or self.text[end - 1] != "}":
            return
        self.paint(*modified.span(1), TokenKind.OPERATOR)
        self.paint(modified.end(), end - 1, TokenKind.STRING)

    def _redirections(self, redirections: Sequence[ast.Redirection], *, is_script: bool = False) -> None:
        for it in redirections:
            start = it.range.start
            operator = start + len(it.descriptor or "") + len(it.operator)
            self.paint(start, operator, TokenKind.OPERATOR)
            if it.heredoc is None:
                if it.target is not None:
                    self._value(it.target)
                continue
            if it.target is not None:
                self.paint(*it.target.range, TokenKind.MARK)
            if it.heredoc.body is not None and is_script and it is redirections[-1]:
                self._inner_script(*it.heredoc.body)
            elif it.heredoc.body is not None:
                self.paint(*it.heredoc.body, TokenKind.STRING)
                self._expansions(it.heredoc.expansions)
            if it.heredoc.terminator is not None:
                self.paint(*it.heredoc.terminator, TokenKind.MARK)

    def _compounds(self) -> None:
        waiting = [self.script.body]
        while waiting:
            for pipeline in waiting.pop().pipelines:
                for command in pipeline.commands:
                    if isinstance(command, ast.CompoundCommand):
                        waiting += command.lists
                        self._compound(command)

    def _compound(self, command: ast.CompoundCommand) -> None:
        self._redirections(command.redirections)
        first = command.words[0] if command.words else None
        if command.kind == "arithmetic":
            end = min((it.range.start for it in command.redirections), default=command.range.end)
            self.paint(command.range.start, end, Unread.CALCULATION)
        for word in command.words:
            if word is first and command.kind in ("for", "select"):
                self._word(word, TokenKind.VARIABLE, _ASSIGNING)
            elif word is first and command.kind == "function":
                self._word(word, TokenKind.FUNCTION, _ASSIGNING)
            elif command.kind == "test" and (word.text in _OPERATORS_OF_TESTS or word.text.startswith("-")):
                self._word(word, TokenKind.OPERATOR)
            else:
                self._value(word)
