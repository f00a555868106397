"""Ask each rule about what it asked for, in one walk over a document.

An answer about one instruction is kept on its unit, together with what it was computed from; one about a stage on the
unit of its FROM. After a keystroke the other units are the same objects, so their rules are not asked again, unless
what they read of the state has changed; where such an instruction has only moved, its diagnostics are shifted. Rules
that read the whole document are asked every time, but for one about instructions that had no need to look at it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, cast

from dockwright.lint import suppress
from dockwright.lint.diagnostic import IN_ONE_INSTRUCTION, Diagnostic, Severity
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings, options_kind
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document, Follows, NotedDocument, WatchedDocument
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import Reads, State, watched
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.mentions import Mentions, words_in
from dockwright.text.ranges import TextRange

_log = logging.getLogger(__name__)

_WITH_COMMANDS = (ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck)


def run(document: Document, rules: Iterable[Rule], settings: Settings = DEFAULT) -> list[Diagnostic]:
    """The diagnostics of those of `rules` that `settings` select, by position, without what comments silence.

    A rule that raises loses only what it would have found where it raised; that is logged.
    """
    rules = tuple(rules)
    found = everything(document, rules, settings)
    comments = suppress.suppressions(document)
    if not comments:
        return found
    audible, used = suppress.heard(comments, found, settings)
    judged = suppress.judged(document, comments, used, rules, settings, _finds)
    about = _plan(rules, settings).comments(judged, document)
    return (
        sorted([*audible, *suppress.heard(comments, about, settings).diagnostics], key=attrgetter("order"))
        if about
        else audible
    )


def everything(document: Document, rules: Iterable[Rule], settings: Settings = DEFAULT) -> list[Diagnostic]:
    """As `run`, with what comments silence.

    Under `# check=error=true` what BuildKit's checks find is an error, since a build fails on it.
    """
    plan = _plan(rules if isinstance(rules, tuple) else tuple(rules), settings)
    found, asking = plan.local(document)
    words = document.tree.mentioned(plan.mentions)
    found += plan.stages(document, words)
    found += plan.wide(document, words, asking)
    if found and suppress.fails_on_checks(document):
        found = [it.found_by(it.rule, Severity.ERROR) if suppress.is_check(it) else it for it in found]
    found.sort(key=attrgetter("order"))
    return found


def _finds(document: Document, rule: Rule, settings: Settings) -> bool:
    """Whether a rule about instructions finds something."""
    # No plan to keep: for each rule that is asked so it would drive a plan out that every keystroke needs.
    return bool(_Plan((rule,), Settings(select=(rule.id,), options=settings.options)).local(document)[0])


class _Question:
    """A rule as it is to be asked: its further arguments are settled but for those that depend on the place."""

    __slots__ = (
        "_arguments",
        "_check",
        "_takes_document_alone",
        "_takes_state_alone",
        "mentions",
        "reads_document",
        "reads_state",
        "rule",
        "severity",
    )

    def __init__(self, rule: Rule, settings: Settings) -> None:
        self.rule = rule
        self.severity = settings.severity_of(rule)
        self._check = rule.check
        kind = options_kind(rule)
        self._arguments = tuple(settings.options_of(rule, it) if it is kind else it for it in rule.reads)
        self._takes_state_alone = self._arguments == (State,)
        self._takes_document_alone = self._arguments == (Document,)
        self.mentions = rule.mentions
        self.reads_state = State in rule.reads
        self.reads_document = Document in rule.reads

    def answers(self, subject: object, state: State | None, document: Document) -> Iterator[Diagnostic]:
        """What the rule has to say of `subject`."""
        if not self._arguments:
            return self._check(subject)
        if self._takes_state_alone:
            return self._check(subject, state)
        if self._takes_document_alone:
            return self._check(subject, document)
        filled = [state if it is State else document if it is Document else it for it in self._arguments]
        return self._check(subject, *filled)


def _ask(
    questions: Iterable[_Question], found: list[Diagnostic], subject: object, state: State | None, document: Document
) -> None:
    """Add to `found` what `questions` find in `subject`; what one found before it raised counts."""
    for question in questions:
        try:
            for it in question.answers(subject, state, document):
                found.append(it.found_by(question.rule, question.severity))
        except Exception:
            # The door of the engine: one rule's bug must not cost the user the findings of all others.
            name = type(subject).__name__
            _log.exception("rule %s failed on %s of %s", question.rule.id, name, document.path)


_Asking = tuple[ast.Instruction, tuple[_Question, ...]]
"""An instruction, and the rules about it that ask the document."""


class _Answer:
    """What was found in an instruction or a stage that began at `start`, and what that was computed from."""

    __slots__ = ("diagnostics", "read", "start")

    def __init__(self, read: object, diagnostics: list[Diagnostic], start: int = 0) -> None:
        self.read = read
        self.diagnostics = diagnostics
        self.start = start

    def at(self, start: int) -> list[Diagnostic]:
        """The diagnostics where the instruction begins at `start`; asking there again costs nothing."""
        if self.start != start:
            moved = start - self.start
            self.diagnostics = [it.shifted(moved) for it in self.diagnostics]
            self.start = start
        return self.diagnostics


class _Answers:
    """What a unit keeps for a plan: what was found, and in which state; `None`: not asked yet."""

    __slots__ = ("asking", "commands", "language", "plain", "reads", "state", "stateful", "together")

    def __init__(self) -> None:
        self.plain: list[Diagnostic] | None = None
        """Of the rules that read the instruction alone."""
        self.commands: list[Diagnostic] | None = None
        """Of those that read its commands alone; they follow from the shell's language."""
        self.language: str | None = None
        self.stateful: list[Diagnostic] | None = None
        """Of those that read the state."""
        self.reads: Reads | None = None
        """What those did read of it; `None` where nobody watched."""
        self.asking: tuple[_Question, ...] = ()
        """Those of them that also asked the document something, and so have to be asked again after every edit."""
        self.state: State | None = None
        """The state for which all of this holds."""
        self.together = _Answer(None, [])


class _Read:
    """What an answer about a stage was computed from: its text, its place among the stages, and what it builds on."""

    __slots__ = ("_parent", "_place", "_state", "_units")

    def __init__(self, stage: Stage, parent: _Read | None) -> None:
        start = stage.instruction.base
        self._units = stage.units
        self._place = (
            # Comments are no units of a stage, but they move those below them.
            [it.base - start for it in stage.instructions],
            stage.index,
            stage.ships,
            stage.is_last,
            stage.is_needed,
            [it.stage.index if it.stage is not None else None for it in stage.uses],
        )
        self._state = stage.initial_state
        self._parent = parent

    def is_like(self, other: object) -> bool:
        """Whether the same was read."""
        return (
            isinstance(other, _Read)
            and self._state is other._state
            and self._parent is other._parent
            and self._place == other._place
            and self._units == other._units
        )


class _Choice:
    """Questions, and which of them are worth asking about a text."""

    __slots__ = ("_always", "_by_mention", "_kept", "mentions")

    def __init__(self, questions: Iterable[_Question]) -> None:
        by_mention: dict[str, list[_Question]] = {}
        always: list[_Question] = []
        for it in questions:
            for mention in it.mentions:
                by_mention.setdefault(mention, []).append(it)
            if not it.mentions:
                always.append(it)
        self._always = tuple(always)
        self._by_mention = by_mention
        self.mentions = frozenset(by_mention)
        """The words that some of them wait for."""
        self._kept: tuple[frozenset[str], frozenset[_Question]] | None = None

    def __bool__(self) -> bool:
        return bool(self._always or self._by_mention)

    def __contains__(self, question: _Question) -> bool:
        return question in self._always or any(question in it for it in self._by_mention.values())

    def about(self, mentioned: Iterable[str]) -> Sequence[_Question]:
        """The questions about a text in which those of the words occur."""
        by_mention = self._by_mention
        found = [question for it in mentioned if it in by_mention for question in by_mention[it]]
        if not found:
            return self._always
        # One that names two words, both of which occur, is asked once.
        return (*self._always, *dict.fromkeys(found))

    def among(self, mentioned: frozenset[str]) -> frozenset[_Question]:
        """The same as a set, for one who asks again and again about much the same text."""
        if self._kept is None or self._kept[0] != mentioned:
            self._kept = mentioned, frozenset(self.about(mentioned))
        return self._kept[1]


class _Asked(NamedTuple):
    """Which kinds of local rules are asked about the instructions of a class, and the words that some wait for."""

    mentions: tuple[str, ...]
    plain: bool
    commands: bool
    stateful: bool
    asking: bool


class _Choices(dict[type, _Choice]):
    """Which of some questions are asked about the instructions of a class."""

    def __init__(self, questions: Iterable[tuple[Sequence[type], _Question]]) -> None:
        super().__init__()
        self._questions = tuple(questions)

    def __missing__(self, kind: type) -> _Choice:
        chosen = self[kind] = _Choice(
            question for on, question in self._questions if any(issubclass(kind, it) for it in on)
        )
        return chosen


class _Plan:
    """Who is asked about what, for one choice of rules and settings.

    The plan itself is the key under which a unit keeps the answers.
    """

    def __init__(self, rules: tuple[Rule, ...], settings: Settings) -> None:
        questions = [(rule.on, _Question(rule, settings)) for rule in settings.selected(rules)]
        local = [it for it in questions if not it[1].reads_document and Document not in it[0]]
        self._plain = _Choices(it for it in local if not it[1].reads_state)
        self._stateful = _Choices(it for it in local if it[1].reads_state)
        self._commands = _Choice(it for on, it in local if Command in on and not it.reads_state)
        self._stateful_commands = _Choice(it for on, it in local if Command in on and it.reads_state)
        self._stages = _Choice(it for on, it in local if Stage in on)
        wide = [it for it in questions if it[1].reads_document or Document in it[0]]
        asking = [it for it in wide if not {Document, Stage} & set(it[0])]
        self._asking = _Choices(asking)
        self._asking_commands = _Choice(it for on, it in asking if Command in on)
        self._wide = tuple(question for _, question in wide)
        self._worth_asking = _Choice(self._wide)
        self.mentions = Mentions(sorted(self._worth_asking.mentions | self._stages.mentions))
        self._about_document = frozenset(it for on, it in wide if Document in on)
        self._about_stages = frozenset(it for on, it in wide if Stage in on)
        self._asked: dict[tuple[type, ...], _Asked] = {}
        self._comments = tuple(it for on, it in questions if suppress.Silencing in on)

    def comments(self, silencing: Iterable[suppress.Silencing], document: Document) -> list[Diagnostic]:
        """What the rules find that read what became of a comment that silences."""
        found: list[Diagnostic] = []
        for it in silencing if self._comments else ():
            _ask(self._comments, found, it, None, document)
        return found

    def local(self, document: Document) -> tuple[list[Diagnostic], list[_Asking]]:
        """What the rules find that read one instruction, and perhaps the state before it.

        And the instructions about which some of them ask the document.
        """
        found: list[Diagnostic] = []
        asking: list[_Asking] = []
        states = document.states
        for instruction in document.instructions:
            memo = instruction.unit.memo
            answers = cast("_Answers | None", memo.get(self))
            if answers is None:
                answers = memo[self] = _Answers()
            state = states.get(instruction.base)
            if state is None:
                state = document.state_before(instruction)
            if answers.state is not state:
                if answers.state is None or not _is_read_alike(answers, state):
                    self._answer(answers, document, instruction, state)
                answers.state = state
            if answers.together.diagnostics:
                found += answers.together.at(instruction.base)
            if answers.asking:
                asking.append((instruction, answers.asking))
        return found, asking

    def _answer(self, answers: _Answers, document: Document, instruction: ast.Instruction, state: State) -> None:
        """Ask the rules about an instruction whose state is another than before; those that need not be are not."""
        # Rules see the bare instruction: its answer holds wherever it stands.
        parts = _with_trigger(instruction.bare)
        kinds = tuple(map(type, parts))
        asked = self._asked.get(kinds) or self._asked_of(kinds)
        is_new = answers.state is None
        mentioned = words_in(asked.mentions, instruction.unit.text)
        if asked.plain and answers.plain is None:
            answers.plain = _ask_local(self._plain, mentioned, document, parts, None)
        if asked.commands and (answers.commands is None or answers.language != state.shell_language):
            answers.language = state.shell_language
            answers.commands = _ask_commands(self._commands.about(mentioned), document, parts, state)
            is_new = True
        if asked.stateful and (answers.reads is None or not answers.reads.hold_in(state)):
            # Most files are read once, so only who is asked again is watched.
            answers.reads = None if answers.stateful is None else Reads()
            seen = state if answers.reads is None else watched(state, answers.reads)
            answers.stateful = _ask_local(self._stateful, mentioned, document, parts, seen)
            answers.stateful += _ask_commands(self._stateful_commands.about(mentioned), document, parts, seen)
            if asked.asking:
                answers.asking = self._ask_without(mentioned, document, instruction, seen, answers.stateful)
            is_new = True
        if is_new:
            together = [*(answers.plain or ()), *(answers.commands or ()), *(answers.stateful or ())]
            for it in together:
                it.memo[IN_ONE_INSTRUCTION] = True
            answers.together = _Answer(None, together)

    def _ask_without(
        self,
        mentioned: list[str],
        document: Document,
        instruction: ast.Instruction,
        state: State,
        found: list[Diagnostic],
    ) -> tuple[_Question, ...]:
        """Ask the rules that may ask the document; add to `found` what they find without, and return those that do ask.

        Most of them only need it for a fix, and so never where they find nothing.
        """
        asking: dict[_Question, None] = {}
        noted = NotedDocument(document)
        parts = _with_trigger(instruction)
        for part in parts:
            for question in self._asking[type(part)].about(mentioned):
                about_part: list[Diagnostic] = []
                noted.was_asked = False
                _ask((question,), about_part, part, state, noted)
                if noted.was_asked:
                    asking[question] = None
                else:
                    found += _bare(about_part, instruction)
        for question in self._asking_commands.about(mentioned):
            noted.was_asked = False
            about_commands = _ask_commands((question,), noted, parts, state)
            if noted.was_asked:
                asking[question] = None
            else:
                found += _bare(about_commands, instruction)
        return tuple(asking)

    def stages(self, document: Document, words: frozenset[str]) -> list[Diagnostic]:
        """What the rules find that read one stage, and those that it builds on."""
        old = document.follows.answers.get((self, Stage)) if document.follows is not None else None
        if old is not None and document.follows is not None and document.follows.in_place:
            # What comments say is no part of a stage, and only moves what is said of it.
            moved = _moved(cast("list[Diagnostic]", old), document.follows)
            if moved is not None:
                document.answers[self, Stage] = moved
                return moved
        found: list[Diagnostic] = []
        read: dict[int, _Read] = {}
        for stage in document.stages if self._stages else ():
            parent = read[stage.parent.index] if stage.parent is not None else None
            fresh = _Read(stage, parent)
            memo = stage.instruction.unit.memo
            answer = cast("_Answer | None", memo.get((self, Stage)))
            if answer is None or not fresh.is_like(answer.read):
                diagnostics: list[Diagnostic] = []
                _ask(self._stages.about(words), diagnostics, stage, None, document)
                answer = memo[self, Stage] = _Answer(fresh, diagnostics, stage.instruction.start)
            read[stage.index] = cast(_Read, answer.read)
            found += answer.at(stage.instruction.start)
        document.answers[self, Stage] = found
        return found

    def wide(self, document: Document, words: frozenset[str], asking: Sequence[_Asking]) -> list[Diagnostic]:
        """What the rules find that read more than that."""
        found: list[Diagnostic] = []
        watched_document = WatchedDocument(document)
        old = document.follows.answers.get(self) if document.follows is not None else None
        kept = cast("list[list[Diagnostic] | None]", old) if old is not None else [None] * len(self._wide)
        answers: list[list[Diagnostic] | None] = []
        worth_asking = self._worth_asking.among(words)
        asked_about: dict[_Question, list[ast.Instruction]] = {}
        for instruction, questions in asking:
            for question in questions:
                asked_about.setdefault(question, []).append(instruction)
        watched_document.looked_further = False
        for question, before in zip(self._wide, kept, strict=True):
            if not before and question not in worth_asking and question not in asked_about:
                answers.append([])
                continue
            answer = _moved(before, document.follows) if before is not None and document.follows is not None else None
            if answer is None:
                answer = []
                if question in worth_asking:
                    self._ask_widely(question, watched_document, answer)
                for instruction in asked_about.get(question, ()):
                    self._ask_about(question, instruction, watched_document, answer)
            # What looked at comments, or at other files, may find something else after any edit.
            answers.append(None if watched_document.looked_further else answer)
            watched_document.looked_further = False
            found += answer
        document.answers[self] = answers
        return found

    def _ask_widely(self, question: _Question, document: Document, found: list[Diagnostic]) -> None:
        """Ask a rule about the document, or about each stage."""
        asked = (question,)
        if question in self._about_document:
            _ask(asked, found, document, None, document)
        for stage in document.stages if question in self._about_stages else ():
            _ask(asked, found, stage, None, document)

    def _ask_about(
        self, question: _Question, instruction: ast.Instruction, document: Document, found: list[Diagnostic]
    ) -> None:
        """Ask a rule about one instruction, as it stands in the document."""
        parts = _with_trigger(instruction)
        state = document.state_before(instruction)
        for it in parts:
            if question in self._asking[type(it)]:
                _ask((question,), found, it, state, document)
        if question in self._asking_commands:
            found += _ask_commands((question,), document, parts, state)

    def _asked_of(self, kinds: tuple[type, ...]) -> _Asked:
        has_commands = any(issubclass(kind, _WITH_COMMANDS) for kind in kinds)
        plain = [self._plain[kind] for kind in kinds]
        commands = [self._commands] if has_commands else []
        stateful = [self._stateful[kind] for kind in kinds] + ([self._stateful_commands] if has_commands else [])
        asking = [self._asking[kind] for kind in kinds] + ([self._asking_commands] if has_commands else [])
        every = (*plain, *commands, *stateful, *asking)
        asked = self._asked[kinds] = _Asked(
            mentions=tuple(sorted({mention for it in every for mention in it.mentions})),
            plain=any(plain),
            commands=any(commands),
            stateful=any(stateful) or any(asking),
            asking=any(asking),
        )
        return asked


def _ask_local(
    choices: _Choices,
    mentioned: list[str],
    document: Document,
    parts: Sequence[ast.Instruction],
    state: State | None,
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for it in parts:
        _ask(choices[type(it)].about(mentioned), found, it, state, document)
    return found


def _bare(found: Iterable[Diagnostic], instruction: ast.Instruction) -> Iterator[Diagnostic]:
    """What was found in an instruction where it stands, as if that was found in the bare one: nothing has moved yet."""
    start = instruction.base
    return (it for placed in found if (it := placed.placed(lambda range: range.shifted(-start))) is not None)


def _ask_commands(
    questions: Sequence[_Question], document: Document, parts: Sequence[ast.Instruction], state: State
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for it in parts if questions else ():
        for command in commands_of(it, state.shell_language):
            _ask(questions, found, command, state, document)
    return found


def _is_read_alike(answers: _Answers, state: State) -> bool:
    """Whether all that an instruction's rules read of the state is as it was."""
    if answers.stateful is not None and (answers.reads is None or not answers.reads.hold_in(state)):
        return False
    return answers.commands is None or answers.language == state.shell_language


def _moved(diagnostics: list[Diagnostic], follows: Follows) -> list[Diagnostic] | None:
    """The same diagnostics after an edit of comments and blank lines; `None` where one speaks of what was edited."""
    start, end = follows.changed
    moved = follows.moved

    def place(range: TextRange) -> TextRange | None:
        if range.end <= start:
            return range
        return range.shifted(moved) if range.start >= end else None

    found: list[Diagnostic] = []
    for it in diagnostics:
        first, last = it.extent
        if last <= start:
            found.append(it)
        elif first >= end:
            found.append(it.shifted(moved))
        else:
            again = it.placed(place)
            if again is None:
                return None
            found.append(again)
    return found


@lru_cache(maxsize=32)
def _plan(rules: tuple[Rule, ...], settings: Settings) -> _Plan:
    return _Plan(rules, settings)


def _with_trigger(instruction: ast.Instruction) -> tuple[ast.Instruction, ...]:
    """The instruction, and what an ONBUILD defers: its rules look at that as well."""
    if isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        return instruction, instruction.trigger
    return (instruction,)
