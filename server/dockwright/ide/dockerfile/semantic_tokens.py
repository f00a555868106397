"""What each stretch of the text is, for an editor's colours.

A line's tokens are worked out once and kept on its unit: they follow from the unit, the shell's language and which of
its words name a stage. They count from the unit's start, so an edit elsewhere costs them nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from dockwright.catalog import instructions as catalog
from dockwright.catalog.variables import predefined
from dockwright.ide import shell_tokens
from dockwright.ide.painting import Paint, Unread, flattened
from dockwright.ide.results import Token, TokenKind, TokenModifier, Tokens
from dockwright.semantic.commands import script_among, script_of
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import expandables
from dockwright.syntax.dockerfile import ast, words
from dockwright.syntax.dockerfile.image_ref import split_image_reference
from dockwright.syntax.dockerfile.unit import BLANKS, DIRECTIVES, Unit, UnitKind
from dockwright.syntax.shell.parser import parse as parse_script
from dockwright.text.ranges import TextRange

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DURATION = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?(?:ns|us|µs|ms|s|m|h))+")
_PORT = re.compile(r"(?P<number>[0-9]+)|(?P<enumMember>(?<=/)[A-Za-z]+)|(?P<operator>[/-])")
_CHECK = re.compile(r"(?P<property>[A-Za-z]+)(?==)|(?P<operator>[=;,])|(?P<enumMember>[^=;,\s]+)")
_LINE = re.compile(r"[^\r\n]+")
_WITH_COMMAND = (ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck, ast.Onbuild)
_NO_STAGES: frozenset[int] = frozenset()


def semantic_tokens(document: Document) -> list[Tokens]:
    """The tokens of the text, unit by unit: put together, the texts of the answers are the text."""
    stages = _stages_named(document)
    instructions = {it.base: it for it in document.instructions}
    found: list[Tokens] = []
    for unit, start in zip(document.tree.units, document.tree.starts, strict=False):
        language: str | None = None
        if unit.kind is UnitKind.INSTRUCTION and isinstance(instructions[start], _WITH_COMMAND):
            language = document.state_before(instructions[start]).shell_language
        named = stages.get(start, _NO_STAGES)
        kept = unit.memo.get(semantic_tokens)
        if kept is None or cast("_Kept", kept)[:2] != (language, named):
            kept = unit.memo[semantic_tokens] = (language, named, Tokens(unit.text, _tokens(unit, language, named)))
        found.append(cast("_Kept", kept)[2])
    return found


_Kept = tuple[str | None, frozenset[int], Tokens]


def _stages_named(document: Document) -> dict[int, frozenset[int]]:
    """For the start of each instruction that names a stage, where in it."""
    found: dict[int, set[int]] = {}
    for stage in document.stages:
        for use in stage.uses:
            if use.stage is not None:
                base = use.instruction.base
                found.setdefault(base, set()).add(use.range.start - base)
    return {base: frozenset(places) for base, places in found.items()}


def _tokens(unit: Unit, language: str | None, stages: frozenset[int]) -> tuple[Token, ...]:
    if unit.kind is UnitKind.BLANK:
        return ()
    painter = _Painter(unit, language, stages)
    return tuple(painter.tokens())


class _Painter:
    def __init__(self, unit: Unit, language: str | None, stages: frozenset[int]) -> None:
        self.unit = unit
        self.language = language
        self.stages = stages
        self.painted: list[Paint] = []

    def tokens(self) -> Iterator[Token]:
        text = self.unit.text
        match self.unit.kind:
            case UnitKind.COMMENT:
                self._range(ast.Comment.of(text, 0).range, TokenKind.COMMENT)
            case UnitKind.DIRECTIVE:
                self._directive(ast.Directive(self.unit, 0))
            case _:
                instruction = ast.instruction_of(self.unit).bare
                self._instruction(instruction)
                for comment in instruction.comments:
                    self._range(comment.range, TokenKind.COMMENT)
        head = self.unit.bodies[0].content_start if self.unit.bodies else len(text)
        for it in flattened(self.painted):
            if not isinstance(it.kind, Unread):
                yield from self._lines(it, it.kind, head)

    def _lines(self, it: Paint, kind: TokenKind, head: int) -> Iterator[Token]:
        """A stretch line by line, without blanks around it and without what continues a line."""
        text = self.unit.text
        for match in _LINE.finditer(text, it.start, it.end):
            start, end = match.span()
            line = match.group()
            if end < it.end and end <= head:
                line = line.rstrip(BLANKS)
                line = line[:-1] if line.endswith(self.unit.before.escape) else line
            stripped = line.strip(BLANKS)
            if stripped:
                start += line.index(stripped)
                yield Token(start, start + len(stripped), kind, it.modifiers)

    def _range(self, range: TextRange | None, kind: TokenKind, modifiers: TokenModifier = TokenModifier.NONE) -> None:
        if range is not None and range.start < range.end:
            self.painted.append(Paint(*range, kind, modifiers))

    def _matches(self, pattern: re.Pattern[str], word: ast.Word) -> None:
        for match in pattern.finditer(word.text):
            self._range(word.source_range(*match.span()), TokenKind(match.lastgroup))

    # --- directives ---

    def _directive(self, it: ast.Directive) -> None:
        self._range(it.range, TokenKind.COMMENT)
        if it.name not in DIRECTIVES:
            return
        self._range(it.name_range, TokenKind.MARK)
        equals = self.unit.text.find("=", it.name_range.end)
        self._range(TextRange(equals, equals + 1), TokenKind.OPERATOR)
        start = it.value_range.start
        if it.name == "check":
            for match in _CHECK.finditer(it.value):
                self._range(TextRange(*match.span()).shifted(start), TokenKind(match.lastgroup))
        elif it.name == "syntax":
            for range, kind in _parts_of_image(it.value):
                self._range(range.shifted(start), kind)
        else:
            self._range(it.value_range, TokenKind.STRING)

    # --- instructions ---

    def _instruction(self, it: ast.Instruction) -> None:
        known = catalog.instruction(it.name)
        if known is None:
            return
        deprecated = TokenModifier.DEPRECATED if known.deprecated else TokenModifier.NONE
        self._range(it.keyword.range, TokenKind.KEYWORD, deprecated)
        if isinstance(it, ast.Onbuild):
            if it.trigger is not None:
                self._instruction(it.trigger)
            return
        for flag in it.flags:
            self._flag(it, flag)
        self._arguments(it)
        for text in expandables(it):
            if text.exact and "$" in text.text:
                self._variables(text.scanned.variables, text.range)
        if isinstance(it, ast.Transfer | ast.Volume) and it.exec_form is not None:
            for element in it.exec_form.elements:
                self._variables_of(element)

    def _variables_of(self, element: ast.Element) -> None:
        """The variables of an exec form's string, where its JSON is what it stands for."""
        inside = TextRange(element.range.start + 1, element.range.end - 1)
        if "$" in element.value and inside.slice(self.unit.text) == element.value:
            found = words.scan(element.value, self.unit.before.escape).variables
            self._variables(found, lambda start, end: TextRange(start, end).shifted(inside.start))

    def _variables(self, references: Iterable[words.VariableReference], place: Callable[[int, int], TextRange]) -> None:
        for it in references:
            self._range(place(*it.range), TokenKind.VARIABLE, _of_variable(it.name))
            if it.operator_range is not None:
                self._range(place(*it.operator_range), TokenKind.OPERATOR)
            if it.argument_range is not None:
                self._range(place(*it.argument_range), TokenKind.STRING)

    def _value(self, word: ast.Word | ast.Element | None, kind: TokenKind = TokenKind.STRING) -> None:
        if word is None:
            return
        is_number = isinstance(word, ast.Word) and _NUMBER.fullmatch(word.text)
        self._range(word.range, TokenKind.NUMBER if is_number else kind)

    def _equals(self, before: TextRange, behind: ast.Word | None) -> None:
        """The `=` between a name and its value."""
        if behind is not None and self.unit.text.startswith("=", before.end):
            self._range(TextRange(before.end, before.end + 1), TokenKind.OPERATOR)

    def _arguments(self, it: ast.Instruction) -> None:
        match it:
            case ast.From():
                self._from(it)
            case ast.Run() | ast.Cmd() | ast.Entrypoint():
                self._command(it, it.command)
            case ast.Healthcheck():
                if it.kind is not None and it.kind.text.upper() in ("CMD", "NONE"):
                    self._range(it.kind.range, TokenKind.KEYWORD)
                    self._command(it, it.command)
            case ast.Shell():
                if it.exec_form is not None:
                    self._exec_form(it.exec_form)
            case ast.Transfer():
                for path in it.paths:
                    self._range(path.range, TokenKind.STRING)
                self._heredocs(it, TokenKind.STRING)
            case ast.Volume():
                for path in it.paths:
                    self._range(path.range, TokenKind.STRING)
            case ast.Arg() | ast.Env():
                for pair in it.pairs:
                    self._range(
                        pair.name.range, TokenKind.VARIABLE, TokenModifier.DECLARATION | _of_variable(pair.name.text)
                    )
                    self._equals(pair.name.range, pair.value)
                    self._value(pair.value)
            case ast.Label():
                for pair in it.pairs:
                    self._range(pair.name.range, TokenKind.PROPERTY)
                    self._equals(pair.name.range, pair.value)
                    self._value(pair.value)
            case ast.Expose():
                for port in it.ports:
                    self._matches(_PORT, port)
            case ast.Stopsignal():
                self._value(it.signal, TokenKind.VALUE)
            case ast.User() | ast.Workdir() | ast.Maintainer():
                self._value(it.rest)

    # --- flags ---

    def _flag(self, instruction: ast.Instruction, flag: ast.Flag) -> None:
        self._range(flag.name_range, TokenKind.PARAMETER)
        value = flag.value
        if value is None:
            return
        self._equals(flag.name_range, value)
        if flag.options:
            self._mount(flag, value)
        elif flag.name == "from":
            self._stage_or_image(value)
        else:
            known = catalog.instruction(instruction.name)
            it = known.flag(flag.name) if known is not None else None
            is_chosen = it is not None and (it.closed or bool(it.values) or not it.takes_value)
            is_number = _DURATION.fullmatch(value.text) is not None
            self._value(value, TokenKind.NUMBER if is_number else TokenKind.VALUE if is_chosen else TokenKind.STRING)

    def _mount(self, flag: ast.Flag, value: ast.Word) -> None:
        place = value.range.start
        for option in flag.options:
            self._commas(place, option.range.start)
            place = option.range.end
            self._range(option.key_range, TokenKind.PROPERTY)
            self._equals(option.key_range, option.value)
            if option.value is None:
                continue
            if option.key == "from":
                self._stage_or_image(option.value)
            else:
                is_chosen = option.key in ("type", "sharing") or option.value.text.lower() in ("true", "false")
                self._value(option.value, TokenKind.VALUE if is_chosen else TokenKind.STRING)
        self._commas(place, value.range.end)

    def _commas(self, start: int, end: int) -> None:
        comma = self.unit.text.find(",", start, end)
        if comma >= 0:
            self._range(TextRange(comma, comma + 1), TokenKind.OPERATOR)

    # --- stages and images ---

    def _from(self, it: ast.From) -> None:
        if it.image is not None:
            self._stage_or_image(it.image)
        if it.stage_name is not None and it.as_keyword is not None:
            self._range(it.as_keyword.range, TokenKind.KEYWORD)
            self._range(it.stage_name.range, TokenKind.STAGE, TokenModifier.DECLARATION)
        elif it.as_keyword is not None and it.as_keyword.text.upper() == "AS":
            self._range(it.as_keyword.range, TokenKind.KEYWORD)

    def _stage_or_image(self, word: ast.Word) -> None:
        if word.range.start in self.stages:
            self._range(word.range, TokenKind.STAGE)
            return
        text = list(word.text)
        for it in word.scanned.variables:
            # What it stands for is not known here; that any part of a name may consist of it is all that matters.
            text[it.range.start : it.range.end] = "x" * it.range.length
        for range, kind in _parts_of_image("".join(text)):
            self._range(word.source_range(*range), kind)

    # --- commands ---

    def _command(self, instruction: ast.Instruction, form: ast.ExecForm | ast.ShellForm | None) -> None:
        if isinstance(form, ast.ExecForm):
            self._exec_form(form)
        if not isinstance(form, ast.ShellForm):
            return
        script = script_of(instruction, self.language)
        if script is not None:
            paints: Iterable[Paint] = shell_tokens.of_script(script)
            if form.heredoc is not None:
                self._heredocs(instruction, None)
        else:
            # A heredoc that is all of the script is in the shell's language; of any other who reads it is not known.
            is_script = form.heredoc is not None and not form.text.startswith("#!")
            paints = shell_tokens.of_other(form.text, self.language) if is_script or not instruction.heredocs else ()
            self._heredocs(instruction, None if is_script else TokenKind.STRING)
        for it in paints:
            self._range(form.source_range(it.start, it.end), cast(TokenKind, it.kind), it.modifiers)

    def _heredocs(self, instruction: ast.Instruction, body: TokenKind | None) -> None:
        for it in instruction.heredocs:
            if body is not None:
                self._range(it.content_range, body)
            marker = it.range.slice(self.unit.text)
            name = it.range.start + marker.find("<<") + 2 + it.chomp
            self._range(TextRange(it.range.start, name), TokenKind.OPERATOR)
            self._range(TextRange(name, it.range.end), TokenKind.MARK)
            self._range(it.terminator_range, TokenKind.MARK)

    def _exec_form(self, form: ast.ExecForm) -> None:
        script = script_among(form.values)
        for number, it in enumerate(form.elements):
            inside = TextRange(it.range.start + 1, it.range.end - 1)
            if number and number == script and inside.slice(self.unit.text) == it.value:
                self._range(TextRange(it.range.start, inside.start), TokenKind.STRING)
                for paint in shell_tokens.of_script(parse_script(it.value)):
                    place = TextRange(paint.start, paint.end).shifted(inside.start)
                    self._range(place, cast(TokenKind, paint.kind), paint.modifiers)
                self._range(TextRange(inside.end, it.range.end), TokenKind.STRING)
                continue
            if number == 0:
                kind = TokenKind.FUNCTION
            elif it.value.startswith("-") and len(it.value) > 1:
                kind = TokenKind.PARAMETER
            else:
                kind = TokenKind.STRING
            self._range(it.range, kind)


def _of_variable(name: str) -> TokenModifier:
    return TokenModifier.DEFAULT_LIBRARY if predefined(name) is not None else TokenModifier.NONE


def _parts_of_image(text: str) -> Iterator[tuple[TextRange, TokenKind]]:
    parts = split_image_reference(text)
    if parts.registry_range is not None:
        yield parts.registry_range, TokenKind.REGISTRY
    yield parts.repository_range, TokenKind.IMAGE
    for range, kind in ((parts.tag_range, TokenKind.VALUE), (parts.digest_range, TokenKind.NUMBER)):
        if range is not None:
            yield TextRange(range.start - 1, range.start), TokenKind.OPERATOR
            yield range, kind
