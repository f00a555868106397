"""Reading a script: lists, pipelines, commands (POSIX.1-2024, Shell Command Language, 2.9 and 2.10, and bash).

Any text is read to its end. What the shell would refuse becomes a problem, and reading goes on after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dockwright.syntax.shell.ast import (
    Assignment,
    CommandList,
    CompoundCommand,
    CompoundKind,
    HereDocument,
    Nesting,
    Operator,
    Pipeline,
    Problem,
    Redirection,
    Script,
    SimpleCommand,
    Word,
)
from dockwright.syntax.shell.lexer import MAX_DEPTH, Lexer
from dockwright.text.ranges import TextRange

_RESERVED = re.compile(
    r"(?:if|then|elif|else|fi|do|done|case|esac|while|until|for|select|function|time|in|!|\{|\}|\[\[)"
    r"(?=[ \t\r\n;&|<>()]|\\\r?\n|\Z)"
)
_RESERVED_STARTS = frozenset("itefdcwus!{}[")
_CLOSING_WORDS = frozenset(("then", "elif", "else", "fi", "do", "done", "esac", "}"))
_CASE_ENDS = frozenset((";;", ";&", ";;&"))
_CLOSING_OPERATORS = _CASE_ENDS | {")"}
_SEPARATORS = frozenset(("&&", "||", ";", "&", "\n"))
_BETWEEN_COMMANDS = _SEPARATORS | {"|", "|&"}
_REDIRECTIONS = frozenset(("<", ">", ">>", "<<", "<<-", "<<<", "<&", ">&", "<>", ">|", "&>", "&>>"))
_REDIRECTION_STARTS = frozenset("<>&{0123456789")
_DECLARATIONS = frozenset(("declare", "export", "local", "readonly", "typeset"))

_DESCRIPTOR = re.compile(r"(?:[0-9]+|\{[A-Za-z_][A-Za-z0-9_]*\})(?=[<>])")
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[[^\]\s;&|<>()'\"`]*\])?(\+?)=")
_PLAIN_WORDS = re.compile(r"(?:[^# \t\r\n;&|<>()'\"\\$`][^ \t\r\n;&|<>()'\"\\$`]*[ \t]+)+")
_PLAIN_WORD = re.compile(r"[^ \t]+")
_NO_PARAMETERS = re.compile(r"\([ \t]*\)")


def parse(text: str) -> Script:
    """Read `text` as a script of sh or bash; never fails, and takes time linear in its length."""
    commands: list[SimpleCommand] = []
    problems: list[Problem] = []
    compounds: set[CompoundKind] = set()
    parser = _Parser(text, range(len(text) + 1), 0, (), commands, compounds, problems)
    body = parser.whole_text()
    commands.sort(key=lambda command: command.range.start)
    problems.sort(key=lambda problem: problem.range)
    return Script(text, body, tuple(commands), frozenset(compounds), tuple(problems))


class _Parser(Lexer):
    def __init__(
        self,
        text: str,
        places: Sequence[int],
        depth: int,
        nesting: tuple[Nesting, ...],
        commands: list[SimpleCommand],
        compounds: set[CompoundKind],
        problems: list[Problem],
    ) -> None:
        super().__init__(text, places, problems, depth)
        self.nesting = nesting
        self.commands = commands
        self.compounds = compounds
        self.closers: list[frozenset[str]] = []
        """What ends the list that is read and those around it, as far as it can reach them; innermost last."""
        self.awaited: list[HereDocument] = []
        """The here-documents whose bodies start at the next line."""

    # What the lexer asks for

    def substitution(self) -> None:
        self._closed_list(self.at - 1, "substitution")

    def separate_commands(self, text: str, places: Sequence[int]) -> None:
        self._inside(text, places, (*self.nesting, "substitution")).whole_text()

    def _inside(self, text: str, places: Sequence[int], nesting: tuple[Nesting, ...]) -> _Parser:
        return _Parser(text, places, self.depth + 1, nesting, self.commands, self.compounds, self.problems)

    # Lists

    def whole_text(self) -> CommandList:
        body = self._list(frozenset())
        for heredoc in self.awaited:
            self.problem(self.size, self.size, f"the here-document {heredoc.delimiter} has no lines")
        return body

    def _nested_list(self, closers: frozenset[str], nesting: Nesting) -> CommandList:
        """Read a list that lies in a command, up to one of `closers`."""
        around = self.nesting
        self.nesting = (*around, nesting)
        self.depth += 1
        commands = self._list(closers)
        self.depth -= 1
        self.nesting = around
        return commands

    def _closed_list(self, opened_at: int, nesting: Nesting) -> CommandList:
        """Read a list up to and with the `)` that closes it. Nothing in it can close what lies around it."""
        around, self.closers = self.closers, []
        commands = self._nested_list(frozenset(")"), nesting)
        self.closers = around
        if self.operator() == ")":
            self.at += 1
        else:
            self.problem(opened_at, opened_at + 1, "the parenthesis ( is never closed")
        return commands

    def _list(self, closers: frozenset[str]) -> CommandList:
        self.closers.append(closers)
        pipelines: list[Pipeline] = []
        before: Operator | None = None
        start = self.at
        while True:
            self._skip_line_ends()
            if self.at == self.size:
                break
            closer = self._closer()
            if closer:
                if any(closer in it for it in self.closers):
                    break
                self.problem(self.at, self.at + len(closer), f"{closer} closes nothing here")
                self.at += len(closer)
                continue
            operator = self.operator()
            if operator in _BETWEEN_COMMANDS or (operator == "(" and self.depth >= MAX_DEPTH):
                self.problem(self.at, self.at + len(operator), f"{operator} without a command")
                self.at += len(operator)
                continue
            pipeline = self._pipeline(before)
            pipelines.append(pipeline)
            before = pipeline.after
            if before:
                self._take_separator(before.text)
        self.closers.pop()
        if not pipelines:
            return CommandList(self.range(start, start), ())
        whole = TextRange(pipelines[0].range.start, pipelines[-1].range.end)
        return CommandList(whole, tuple(pipelines))

    def _closer(self) -> str:
        """The token here that could end a list; empty where there is none."""
        operator = self.operator()
        if operator:
            return operator if operator in _CLOSING_OPERATORS else ""
        keyword = self._keyword()
        return keyword if keyword in _CLOSING_WORDS else ""

    def _keyword(self) -> str:
        """The reserved word that stands here; empty where there is none."""
        if self.at == self.size or self.text[self.at] not in _RESERVED_STARTS:
            return ""
        match = _RESERVED.match(self.text, self.at)
        return match.group() if match else ""

    def _take(self, keyword: str, opened_at: int, opener: str) -> bool:
        """Go past `keyword`, or note that it is missing."""
        self._skip_line_ends()
        if self._keyword() == keyword:
            self.at += len(keyword)
            return True
        self.problem(opened_at, opened_at + len(opener), f"{opener} without {keyword}")
        return False

    def _skip_line_ends(self) -> None:
        """Go past blanks, comments and line ends, reading the here-documents that the latter begin."""
        self.skip_blanks()
        while self.text.startswith("\n", self.at):
            self._take_separator("\n")
            self.skip_blanks()

    def _take_separator(self, separator: str) -> None:
        self.at += len(separator)
        if separator == "\n" and self.awaited:
            awaited, self.awaited = self.awaited, []
            for heredoc in awaited:
                self._read_heredoc(heredoc)

    # Pipelines

    def _pipeline(self, before: Operator | None) -> Pipeline:
        start = self.at
        negated = False
        while (keyword := self._keyword()) in ("!", "time"):
            self.at += len(keyword)
            negated ^= keyword == "!"
            self.skip_blanks()
            if keyword == "time" and self.text.startswith("-p ", self.at):
                self.at += 2
                self.skip_blanks()
        commands: list[SimpleCommand | CompoundCommand] = []
        inner = before
        while True:
            command = self._command(inner)
            commands.append(command)
            inner = command.after
            if inner is None or inner.text not in ("|", "|&"):
                break
            self._take_separator(inner.text)
            self._skip_line_ends()
            if self.at == self.size or self._closer() or self.operator() in _BETWEEN_COMMANDS:
                # On its own token: where that stood is past.
                self.problems.append(Problem(inner.range, f"{inner.text} without a command after it"))
                break
        whole = TextRange(self.places[start], commands[-1].range.end)
        return Pipeline(whole, negated, tuple(commands), before, inner)

    def _after(self) -> Operator | None:
        """The operator between the command that ends here and the next; it is left for the list to take."""
        self.skip_blanks()
        operator = self.operator()
        if operator not in _BETWEEN_COMMANDS:
            return None
        return Operator(self.range(self.at, self.at + len(operator)), operator)

    # Commands

    def _command(self, before: Operator | None) -> SimpleCommand | CompoundCommand:
        if self.depth >= MAX_DEPTH:
            return self._simple(before)
        start = self.at
        if self.text.startswith("(", start):
            if self.is_arithmetic(start):
                self.arithmetic()
                return self._compound(start, "arithmetic", before)
            self.at += 1
            return self._compound(start, "subshell", before, lists=[self._closed_list(start, "subshell")])
        keyword = self._keyword()
        if keyword == "[[" and self.text.find("]]", start) < 0:
            return self._simple(before)
        match keyword:
            case "{":
                return self._group(before)
            case "if":
                return self._if(before)
            case "while" | "until":
                return self._while(keyword, before)
            case "for" | "select":
                return self._for(keyword, before)
            case "case":
                return self._case(before)
            case "function":
                return self._named_function(before)
            case "[[":
                return self._test(before)
        return self._simple(before)

    def _simple(self, before: Operator | None) -> SimpleCommand | CompoundCommand:
        text, start = self.text, self.at
        end = start
        assignments: list[Assignment] = []
        words: list[Word] = []
        redirections: list[Redirection] = []
        while self.at < self.size:
            if text[self.at] in _REDIRECTION_STARTS and (redirection := self._redirection()):
                redirections.append(redirection)
            elif not words and (match := _ASSIGNMENT.match(text, self.at)):
                assignments.append(self._assignment(match))
            elif word := self._argument(words):
                words.append(word)
            elif (
                len(words) == 1
                and not assignments
                and not redirections
                and self.depth < MAX_DEPTH
                and (match := _NO_PARAMETERS.match(text, self.at))
            ):
                self.at = match.end()
                return self._function(start, words[0], before)
            else:
                break
            end = self.at
            if text.startswith(" ", end):
                # Most words are plain, and these are read as one.
                self.at += 1
                end = self._plain_words(words) or end if words else end
            self.skip_blanks()
        if text.startswith("(", self.at):
            self.problem(self.at, self.at + 1, "a parenthesis inside a command")
        command = SimpleCommand(
            self.range(start, end),
            tuple(assignments),
            tuple(words),
            tuple(redirections),
            before,
            self._after(),
            self.nesting,
        )
        self.commands.append(command)
        return command

    def _plain_words(self, words: list[Word]) -> int:
        """Read the words from here on that mean what they say and have a blank behind them; answer where they end."""
        found = _PLAIN_WORDS.match(self.text, self.at)
        if not found:
            return 0
        places, end = self.places, 0
        for match in _PLAIN_WORD.finditer(self.text, self.at, found.end()):
            start, end = match.span()
            plain = match.group()
            words.append(Word(TextRange(places[start], places[end]), plain, plain, "none", ()))
        self.at = found.end()
        return end

    def _argument(self, words: list[Word]) -> Word | None:
        start = self.at
        word = self.word()
        if word and self.text.startswith("(", self.at) and words and words[0].text in _DECLARATIONS:
            match = _ASSIGNMENT.fullmatch(self.text, start, self.at)
            if match:
                elements = self._array()
                expansions = tuple(it for element in elements for it in element.expansions)
                return Word(self.range(start, self.at), self.text[start : self.at], None, "mixed", expansions)
        return word

    def _assignment(self, match: re.Match[str]) -> Assignment:
        self.at = match.end()
        elements = value = None
        if self.text.startswith("(", self.at):
            elements = self._array()
        else:
            value = self.word() or Word(self.range(self.at, self.at), "", "", "none", ())
        return Assignment(self.range(match.start(), self.at), match.group(1), bool(match.group(2)), value, elements)

    def _array(self) -> tuple[Word, ...]:
        start = self.at
        self.at += 1
        elements: list[Word] = []
        while True:
            self._skip_line_ends()
            if word := self.word():
                elements.append(word)
            elif self.at == self.size or self.operator() in _BETWEEN_COMMANDS:
                self.problem(start, start + 1, "the parenthesis ( is never closed")
                break
            else:
                self.at += 1
                if self.text[self.at - 1] == ")":
                    break
        return tuple(elements)

    # Redirections and here-documents

    def _redirection(self) -> Redirection | None:
        start = self.at
        descriptor = _DESCRIPTOR.match(self.text, start)
        if descriptor:
            self.at = descriptor.end()
        operator = self.operator()
        is_process = operator in ("<", ">") and self.text.startswith("(", self.at + 1) and self.depth < MAX_DEPTH
        if operator not in _REDIRECTIONS or is_process:
            self.at = start
            return None
        self.at += len(operator)
        after_operator = self.at
        self.skip_blanks()
        target = self.word()
        if target is None:
            self.at = after_operator
            self.problem(start, self.at, f"{operator} without a target")
        heredoc = None
        if target and operator in ("<<", "<<-"):
            delimiter = target.text if target.value is None else target.value
            heredoc = HereDocument(delimiter, target.quoting == "none", operator == "<<-")
            self.awaited.append(heredoc)
        return Redirection(
            self.range(start, self.at), operator, descriptor.group() if descriptor else None, target, heredoc
        )

    def _read_heredoc(self, heredoc: HereDocument) -> None:
        start = at = self.at
        body_end = self.size
        while at < self.size:
            line_end = self.text.find("\n", at)
            next_line = self.size if line_end < 0 else line_end + 1
            line = self.text[at:next_line].rstrip("\n").removesuffix("\r")
            if heredoc.delimiter == (line.lstrip("\t") if heredoc.strips_tabs else line):
                body_end = at
                self.at = next_line
                heredoc.terminator = self.range(at, at + len(line))
                break
            at = next_line
        else:
            self.at = self.size
            self.problem(start, start, f"the here-document {heredoc.delimiter} never ends")
        heredoc.body = self.range(start, body_end)
        if heredoc.expands and self.depth < MAX_DEPTH:
            inside = self._inside(self.text[start:body_end], self.places[start : body_end + 1], self.nesting)
            heredoc.expansions = inside.expansions_of_body()

    # Compound commands

    def _compound(
        self,
        start: int,
        kind: CompoundKind,
        before: Operator | None,
        words: Sequence[Word] = (),
        lists: Sequence[CommandList] = (),
    ) -> CompoundCommand:
        """The command that ends here, with the redirections that follow it."""
        self.compounds.add(kind)
        redirections: list[Redirection] = []
        end = self.at
        self.skip_blanks()
        while redirection := self._redirection():
            redirections.append(redirection)
            end = self.at
            self.skip_blanks()
        return CompoundCommand(
            self.range(start, end), kind, tuple(words), tuple(lists), tuple(redirections), before, self._after()
        )

    def _group(self, before: Operator | None) -> CompoundCommand:
        start = self.at
        self.at += 1
        body = self._nested_list(frozenset("}"), "group")
        self._take("}", start, "{")
        return self._compound(start, "group", before, lists=[body])

    def _if(self, before: Operator | None) -> CompoundCommand:
        start = self.at
        lists: list[CommandList] = []
        keyword = "if"
        while keyword in ("if", "elif"):
            opened_at = self.at
            self.at += len(keyword)
            lists.append(self._nested_list(frozenset(("then",)), "condition"))
            if not self._take("then", opened_at, keyword):
                return self._compound(start, "if", before, lists=lists)
            lists.append(self._nested_list(frozenset(("elif", "else", "fi")), "branch"))
            keyword = self._keyword()
        if keyword == "else":
            self.at += len(keyword)
            lists.append(self._nested_list(frozenset(("fi",)), "branch"))
        self._take("fi", start, "if")
        return self._compound(start, "if", before, lists=lists)

    def _while(self, keyword: str, before: Operator | None) -> CompoundCommand:
        start = self.at
        self.at += len(keyword)
        condition = self._nested_list(frozenset(("do",)), "condition")
        lists = [condition, *self._loop_body(start, keyword)]
        return self._compound(start, "while" if keyword == "while" else "until", before, lists=lists)

    def _loop_body(self, opened_at: int, opener: str) -> list[CommandList]:
        if not self._take("do", opened_at, opener):
            return []
        body = self._nested_list(frozenset(("done",)), "loop")
        self._take("done", opened_at, opener)
        return [body]

    def _for(self, keyword: str, before: Operator | None) -> CompoundCommand:
        start = self.at
        self.at += len(keyword)
        self.skip_blanks()
        words: list[Word] = []
        if self.is_arithmetic(self.at):
            self.arithmetic()
        elif name := self.word():
            words.append(name)
            self._skip_line_ends()
            if self._keyword() == "in":
                self.at += len("in")
                self.skip_blanks()
                while word := self.word():
                    words.append(word)
                    self.skip_blanks()
        self.skip_blanks()
        if self.operator() == ";":
            self.at += 1
        body = self._loop_body(start, keyword)
        return self._compound(start, "for" if keyword == "for" else "select", before, words, body)

    def _case(self, before: Operator | None) -> CompoundCommand:
        start = self.at
        self.at += len("case")
        self.skip_blanks()
        words: list[Word] = []
        lists: list[CommandList] = []
        if subject := self.word():
            words.append(subject)
        if self._take("in", start, "case"):
            self._skip_line_ends()
            while self.at < self.size and self._keyword() != "esac":
                if not self._patterns(words):
                    break
                lists.append(self._nested_list(_CASE_ENDS | {"esac"}, "case"))
                if (end := self.operator()) not in _CASE_ENDS:
                    break
                self.at += len(end)
                self._skip_line_ends()
            self._take("esac", start, "case")
        return self._compound(start, "case", before, words, lists)

    def _patterns(self, words: list[Word]) -> bool:
        """Read `(a | b)`, the first parenthesis of which may be missing; whether the second was there."""
        start = self.at
        if self.operator() == "(":
            self.at += 1
        while True:
            self.skip_blanks()
            if word := self.word():
                words.append(word)
            elif self.operator() == "|":
                self.at += 1
            elif self.operator() == ")":
                self.at += 1
                return True
            else:
                self.problem(start, max(start, self.at), "a pattern of case without )")
                return False

    def _named_function(self, before: Operator | None) -> SimpleCommand | CompoundCommand:
        start = self.at
        self.at += len("function")
        self.skip_blanks()
        name = self.word()
        if name is None:
            self.at = start
            return self._simple(before)
        self.skip_blanks()
        if match := _NO_PARAMETERS.match(self.text, self.at):
            self.at = match.end()
        return self._function(start, name, before)

    def _function(self, start: int, name: Word, before: Operator | None) -> CompoundCommand:
        self._skip_line_ends()
        lists: list[CommandList] = []
        if self.at == self.size or self._closer() or self.operator() not in ("", "("):
            self.problem(start, self.at, "a function without a body")
        else:
            around = self.nesting
            self.nesting = (*around, "function")
            self.depth += 1
            body = self._command(None)
            self.depth -= 1
            self.nesting = around
            lists.append(CommandList(body.range, (Pipeline(body.range, False, (body,), None, None),)))
        return self._compound(start, "function", before, [name], lists)

    def _test(self, before: Operator | None) -> CompoundCommand:
        """Read `[[ … ]]`, where `<`, `&&`, `(` and the like are operators of the test."""
        start = self.at
        self.at += len("[[")
        words: list[Word] = []
        while True:
            self._skip_line_ends()
            if self.at == self.size:
                self.problem(start, start + 2, "[[ without ]]")
                break
            word = self.word()
            if word is None:
                self.at += len(self.operator()) or 1
            elif word.text == "]]":
                break
            else:
                words.append(word)
        return self._compound(start, "test", before, words)
