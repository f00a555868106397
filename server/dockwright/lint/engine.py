"""Ask each rule about what it asked for, in one walk over a document.

An answer about one instruction is kept on that instruction's green node, together with what it was computed from.
After a keystroke the other instructions are the same green nodes, so their rules are not asked again; where such
an instruction has only moved, its diagnostics are shifted. Rules that read the whole document are asked every time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from dockwright.lint import suppress
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings, options_kind
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_log = logging.getLogger(__name__)

_WITH_COMMANDS = (ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck)


def run(document: Document, rules: Iterable[Rule], settings: Settings = DEFAULT) -> list[Diagnostic]:
    """The diagnostics of those of `rules` that `settings` select, by position, without what comments silence.

    A rule that raises loses only what it would have found where it raised; that is logged.
    """
    return suppress.audible(document, everything(document, rules, settings))


def everything(document: Document, rules: Iterable[Rule], settings: Settings = DEFAULT) -> list[Diagnostic]:
    """As `run`, with what comments silence.

    Under `# check=error=true` what BuildKit's checks find is an error, since a build fails on it.
    """
    plan = _plan(rules if isinstance(rules, tuple) else tuple(rules), settings)
    found = plan.local(document)
    found += plan.wide(document)
    if found and suppress.fails_on_checks(document):
        found = [replace(it, severity=Severity.ERROR) if suppress.is_check(it) else it for it in found]
    found.sort(key=_order)
    return found


def _order(diagnostic: Diagnostic) -> tuple[int, int, int, str, str]:
    start, end = diagnostic.range
    return start, end, diagnostic.severity, diagnostic.code, diagnostic.message


class _Question:
    """A rule as it is to be asked: its further arguments are settled but for those that depend on the place."""

    __slots__ = ("_arguments", "_rule", "_severity", "reads_document", "reads_state")

    def __init__(self, rule: Rule, settings: Settings) -> None:
        self._rule = rule
        self._severity = settings.severity_of(rule)
        kind = options_kind(rule)
        self._arguments = tuple(settings.options_of(rule, it) if it is kind else it for it in rule.reads)
        self.reads_state = State in rule.reads
        self.reads_document = Document in rule.reads

    def ask(self, subject: object, state: State | None, document: Document) -> Iterator[Diagnostic]:
        """What the rule finds in `subject`; what it found before it raised counts."""
        arguments = [state if it is State else document if it is Document else it for it in self._arguments]
        try:
            for it in self._rule.check(subject, *arguments):
                yield Diagnostic(it.range, it.message, it.fixes, it.related, it.tags, self._severity, self._rule)
        except Exception:
            # The door of the engine: one rule's bug must not cost the user the findings of all others.
            _log.exception("rule %s failed on %s of %s", self._rule.id, type(subject).__name__, document.path)


class _Answer:
    """What was found in one instruction in a state, `None` for rules that read none; at first as if it began at 0."""

    __slots__ = ("diagnostics", "start", "state")

    def __init__(self, state: State | None, diagnostics: list[Diagnostic]) -> None:
        self.start = 0
        self.state = state
        self.diagnostics = diagnostics

    def at(self, start: int) -> list[Diagnostic]:
        """The diagnostics where the instruction begins at `start`; asking there again costs nothing."""
        if self.start != start:
            moved = start - self.start
            self.diagnostics = [it.shifted(moved) for it in self.diagnostics]
            self.start = start
        return self.diagnostics


class _Answers:
    """What a unit keeps for a plan: the answer of the rules that read no state, and of those that do, once asked."""

    __slots__ = ("plain", "stateful")

    def __init__(self, plain: _Answer) -> None:
        self.plain = plain
        self.stateful: _Answer | None = None


class _Plan:
    """Who is asked about what, for one choice of rules and settings.

    `plain` rules read one instruction, `stateful` ones also the state before it; both by the instruction's class.
    The plan itself is the key under which a unit keeps the answers.
    """

    def __init__(self, rules: tuple[Rule, ...], settings: Settings) -> None:
        self._questions = [(rule.on, _Question(rule, settings)) for rule in settings.selected(rules)]
        self._plain: dict[type, tuple[_Question, ...]] = {}
        self._stateful: dict[type, tuple[_Question, ...]] = {}
        self._wide_by_class: dict[type, tuple[_Question, ...]] = {}
        self._local_classes: dict[type, tuple[bool, bool]] = {}
        self._commands = self._choose(lambda on, it: Command in on and not it.reads_document)
        self._wide_commands = self._choose(lambda on, it: Command in on and it.reads_document)
        self._stages = self._choose(lambda on, it: Stage in on)
        self._document = self._choose(lambda on, it: Document in on)
        self._asks_widely = any(
            it.reads_document for on, it in self._questions if Document not in on and Stage not in on
        )

    def local(self, document: Document) -> list[Diagnostic]:
        """What the rules find that read one instruction, and perhaps the state before it."""
        found: list[Diagnostic] = []
        for instruction in document.instructions:
            kind = type(instruction)
            is_asked, is_stateful = self._local_classes.get(kind) or self._asked_of(kind)
            if not is_asked:
                continue
            memo = instruction.unit.memo
            answers = cast("_Answers | None", memo.get(self))
            if answers is None:
                plain = list(self._ask(self._plain_for, document, instruction.bare, None))
                answers = memo[self] = _Answers(_Answer(None, plain))
            start = instruction.start
            found += answers.plain.at(start)
            if not is_stateful:
                continue
            state = document.state_before(instruction)
            if answers.stateful is None or answers.stateful.state is not state:
                answers.stateful = _Answer(state, list(self._ask_with_state(document, instruction.bare, state)))
            found += answers.stateful.at(start)
        return found

    def _asked_of(self, kind: type) -> tuple[bool, bool]:
        """Whether any local rule is asked about instructions of that class, and whether any that reads the state."""
        if issubclass(kind, ast.Onbuild):
            # What it triggers may be of any class.
            asked = True, bool(self._commands) or any(it.reads_state for _, it in self._questions)
        else:
            is_stateful = bool(self._stateful_for(kind)) or (bool(self._commands) and issubclass(kind, _WITH_COMMANDS))
            asked = is_stateful or bool(self._plain_for(kind)), is_stateful
        self._local_classes[kind] = asked
        return asked

    def _ask_with_state(self, document: Document, bare: ast.Instruction, state: State) -> Iterator[Diagnostic]:
        yield from self._ask(self._stateful_for, document, bare, state)
        for it in _with_trigger(bare) if self._commands else ():
            for command in commands_of(it, state.shell_language):
                for question in self._commands:
                    yield from question.ask(command, state, document)

    def wide(self, document: Document) -> Iterator[Diagnostic]:
        """What the rules find that read more than an instruction."""
        for question in self._document:
            yield from question.ask(document, None, document)
        for stage in document.stages if self._stages else ():
            for question in self._stages:
                yield from question.ask(stage, None, document)
        for instruction in document.instructions if self._asks_widely else ():
            questions = [question for it in _with_trigger(instruction) for question in self._wide_for(type(it))]
            if questions:
                state = document.state_before(instruction)
                yield from self._ask(self._wide_for, document, instruction, state)
            for it in _with_trigger(instruction) if self._wide_commands else ():
                state = document.state_before(instruction)
                for command in commands_of(it, state.shell_language):
                    for question in self._wide_commands:
                        yield from question.ask(command, state, document)

    def _ask(
        self,
        questions_for: Callable[[type], tuple[_Question, ...]],
        document: Document,
        instruction: ast.Instruction,
        state: State | None,
    ) -> Iterator[Diagnostic]:
        for it in _with_trigger(instruction):
            for question in questions_for(type(it)):
                yield from question.ask(it, state, document)

    def _plain_for(self, kind: type) -> tuple[_Question, ...]:
        if kind not in self._plain:
            self._plain[kind] = self._choose(
                lambda on, it: _concerns(on, kind) and not it.reads_state and not it.reads_document
            )
        return self._plain[kind]

    def _stateful_for(self, kind: type) -> tuple[_Question, ...]:
        if kind not in self._stateful:
            self._stateful[kind] = self._choose(
                lambda on, it: _concerns(on, kind) and it.reads_state and not it.reads_document
            )
        return self._stateful[kind]

    def _wide_for(self, kind: type) -> tuple[_Question, ...]:
        if kind not in self._wide_by_class:
            self._wide_by_class[kind] = self._choose(lambda on, it: _concerns(on, kind) and it.reads_document)
        return self._wide_by_class[kind]

    def _choose(self, wanted: Callable[[Sequence[type], _Question], bool]) -> tuple[_Question, ...]:
        return tuple(question for on, question in self._questions if wanted(on, question))


@lru_cache(maxsize=32)
def _plan(rules: tuple[Rule, ...], settings: Settings) -> _Plan:
    return _Plan(rules, settings)


def _concerns(on: Sequence[type], kind: type) -> bool:
    return any(issubclass(kind, it) for it in on)


def _with_trigger(instruction: ast.Instruction) -> tuple[ast.Instruction, ...]:
    """The instruction, and what an ONBUILD defers: its rules look at that as well."""
    if isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        return instruction, instruction.trigger
    return (instruction,)
