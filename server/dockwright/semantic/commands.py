"""The commands that an instruction runs or starts, and what those do to packages.

Every range counts in the file, through continuations, comments, here-documents and the quotes of `sh -c '…'`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import cast

from dockwright.catalog.commands import POSIX_SHELLS, PREFIXES
from dockwright.catalog.packages import Action, Invocation, PackageManager, SubCommand, launched, managers_of
from dockwright.syntax import shell
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.nodes import Node, part
from dockwright.syntax.shell import ast as shell_ast
from dockwright.text.ranges import TextRange

_WITH_COMMAND = (ast.Run, ast.Cmd, ast.Entrypoint)
_READABLE = frozenset(("sh", "bash"))
_MAX_SCRIPTS = 8
"""How deep scripts in words of scripts are read: `sh -c "sh -c '…'"`."""

_OWN_WORDS = {"setarch": 1, "timeout": 1}
"""How many words of their own stand between such a prefix and the command that it runs (see `PREFIXES`)."""

_RUNNING = frozenset((*PREFIXES, *POSIX_SHELLS))
"""The programs that run other commands, or scripts that they get."""

_Place = Callable[[int, int], TextRange]
"""Where a range of a script's text stands in the unit."""


def commands_of(instruction: ast.Instruction, shell_language: str | None) -> tuple[Command, ...]:
    """The commands of an instruction in the order in which they are written, in shell form and in exec form.

    A command that only runs another one (`sudo apt-get update`, `sh -c 'a; b'`) is followed by what it runs.
    There are none where `is_opaque`, nor for an instruction that runs nothing. What an ONBUILD triggers has its own.
    """
    memo = instruction.unit.memo
    key = (commands_of, instruction.bare.range.start, shell_language)
    kept = memo.get(key)
    if kept is None:
        kept = memo[key] = tuple(_read(instruction.bare, shell_language))
    commands = cast("tuple[Command, ...]", kept)
    return tuple([it.at(instruction.base) for it in commands]) if instruction.base else commands


def is_opaque(instruction: ast.Instruction, shell_language: str | None) -> bool:
    """Whether it runs something in a language that we do not read: PowerShell, cmd, a script with another `#!`."""
    form = _form(instruction)
    return isinstance(form, ast.ShellForm) and not _is_readable(form, shell_language)


def script_of(instruction: ast.Instruction, shell_language: str | None) -> shell_ast.Script | None:
    """The script of an instruction in shell form; its offsets are those of `ShellForm.text`. `None` where opaque."""
    form = _form(instruction)
    if not isinstance(form, ast.ShellForm) or not _is_readable(form, shell_language):
        return None
    memo = instruction.unit.memo
    key = (script_of, instruction.bare.range.start)
    kept = memo.get(key)
    if kept is None:
        kept = memo[key] = shell.parse(form.text)
    return cast(shell_ast.Script, kept)


class CommandWord(Node):
    """A word of a command."""

    def __init__(
        self,
        syntax: tuple[int, int],
        place: _Place,
        text: str,
        value: str | None,
        quoting: shell_ast.Quoting = "none",
        expansions: tuple[shell_ast.Expansion, ...] = (),
    ) -> None:
        self.base = 0
        # Of a hundred words one is asked where it stands.
        self._syntax, self._place = syntax, place
        self._text, self._value, self._quoting, self._expansions = text, value, quoting, expansions

    @part
    def range(self) -> TextRange:
        """Where the word stands in the file."""
        return self._place(*self._syntax)

    @property
    def text(self) -> str:
        """As the shell gets it, with quotes; in exec form the string that the JSON stands for."""
        return self.bare._text

    @property
    def value(self) -> str | None:
        """Without quotes and escapes; `None` where it holds an expansion."""
        return self.bare._value

    @property
    def quoting(self) -> shell_ast.Quoting:
        """How the word is quoted."""
        return self.bare._quoting

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables that it expands."""
        return tuple(it.name for it in self.bare._expansions if it.name is not None)

    @property
    def may_split(self) -> bool:
        """Whether it may become several words or none: an expansion stands outside of double quotes."""
        return any(not it.quoted for it in self.bare._expansions)

    def __repr__(self) -> str:
        return f"CommandWord({self.text!r})"


class CommandAssignment(Node):
    """`name=value` in front of a command, also as an argument of `env` or `sudo` in front of it."""

    def __init__(self, range: TextRange, name: str, value: CommandWord | None) -> None:
        super().__init__(*range)
        self._name, self._value = name, value

    @property
    def name(self) -> str:
        """The variable's name."""
        return self.bare._name

    @part
    def value(self) -> CommandWord | None:
        """What follows the `=`; `None` for an array."""
        return self._value


class CommandRedirection(Node):
    """A redirection of a command."""

    def __init__(self, range: TextRange, syntax: shell_ast.Redirection, target: CommandWord | None) -> None:
        super().__init__(*range)
        self._syntax, self._target = syntax, target

    @property
    def operator(self) -> str:
        """`>`, `>>`, `<`, `<<`, `2>&1`'s `>&` …"""
        return self.bare._syntax.operator

    @property
    def descriptor(self) -> str | None:
        """What stands in front of the operator, mostly digits."""
        return self.bare._syntax.descriptor

    @part
    def target(self) -> CommandWord | None:
        """What stands behind the operator."""
        return self._target


class Command(Node):
    """One simple command: its words and what stands around it."""

    def __init__(
        self,
        instruction: ast.Instruction,
        source: _Source,
        nesting: tuple[str, ...] = (),
        wrapper: Command | None = None,
        first: int = 0,
    ) -> None:
        self.base = 0
        self._instruction, self._source, self._nesting, self._wrapper = instruction, source, nesting, wrapper
        self._first = first
        """Which of the source's words is its program; those before belong to its wrappers."""
        self._values = source.values[first:]
        program = self._values[0] if self._values else None
        self._name = program.rpartition("/")[2] if program is not None else None
        self._wraps = False
        self._is_read = False
        self._read: tuple[str, PackageManager, Invocation, int] | None = None

    @part
    def range(self) -> TextRange:
        """From its first word, assignment or redirection to its last."""
        return self._source.range_from(self._first)

    @part
    def instruction(self) -> ast.Instruction:
        """The instruction that runs or starts it."""
        return self._instruction

    @part
    def words(self) -> tuple[CommandWord, ...]:
        """The program and its arguments; none for assignments or redirections alone."""
        return self._source.words[self._first :]

    @property
    def arguments(self) -> tuple[CommandWord, ...]:
        """The words after the program."""
        return self.words[1:]

    @property
    def values(self) -> list[str | None]:
        """The values of the words."""
        return self.bare._values

    @property
    def name(self) -> str | None:
        """The program without its folders; `None` where it is not known or there is none."""
        return (self._bare or self)._name

    @part
    def assignments(self) -> tuple[CommandAssignment, ...]:
        """The variables set for it, or set where there are no words."""
        passed = [
            CommandAssignment(word.range, word._value.partition("=")[0], None)
            for word in self._source.words[: self._first]
            if word._value is not None and _is_assignment(word._value)
        ]
        return (*self._source.assignments(), *passed)

    @part
    def redirections(self) -> tuple[CommandRedirection, ...]:
        """Where its input and output go."""
        return self._source.redirections()

    @property
    def separator_before(self) -> str | None:
        """`&&`, `||`, `|`, `|&`, `;`, `&` or a line end; `None` where it is the first of its list."""
        return _text(self.bare._source.before)

    @property
    def separator_after(self) -> str | None:
        """The same behind it; `None` where it is the last of its list, without a separator."""
        return _text(self.bare._source.after)

    @part
    def separator_before_range(self) -> TextRange | None:
        """Where the separator before it stands."""
        return self._source.range_of(self._source.before)

    @part
    def separator_after_range(self) -> TextRange | None:
        """Where the separator behind it stands."""
        return self._source.range_of(self._source.after)

    @property
    def is_piped(self) -> bool:
        """Whether a pipe leads to or from it."""
        return self.separator_before in ("|", "|&") or self.separator_after in ("|", "|&")

    @property
    def nesting(self) -> str:
        """What it lies in: "list" at the top, "script" in a script that another command gets, else as in the syntax."""
        return self.bare._nesting[-1] if self.bare._nesting else "list"

    @property
    def nestings(self) -> tuple[str, ...]:
        """All that it lies in, outermost first; empty at the top."""
        return self.bare._nesting

    @part
    def wrapper(self) -> Command | None:
        """The command that runs this one, as `sudo` does, or `sh -c`."""
        return self._wrapper

    @property
    def wraps(self) -> bool:
        """Whether the commands that follow it in the list are what it runs."""
        return (self._bare or self)._wraps

    @property
    def is_quoted(self) -> bool:
        """Whether it stands inside quotes or an exec form, where a text put in must have no quotes or backslashes."""
        return self.bare._source.is_quoted

    @property
    def in_script(self) -> tuple[shell_ast.Script, shell_ast.SimpleCommand] | None:
        """The script that it is written in, and what it is there with all its prefixes; `None` in exec form."""
        return self.bare._source.in_script

    def has(self, *values: str) -> bool:
        """Whether one of its arguments is one of `values`."""
        return any(value in values for value in self.bare._values[1:])

    @property
    def operation(self) -> PackageOperation | None:
        """What it does to packages; `None` where it is no package manager, or its sub-command is not known."""
        bare = self._bare or self
        if not bare._is_read:
            bare._is_read = True
            bare._read = None if bare._wraps else _read_operation(bare._values)
        return PackageOperation(self, *bare._read) if bare._read else None

    def __repr__(self) -> str:
        return f"Command({' '.join(word.text for word in self.words)!r})"


class Package:
    """A package that an operation names."""

    __slots__ = ("name", "version", "word")

    def __init__(self, word: CommandWord, name: str | None, version: str | None) -> None:
        self.word = word
        self.name = name
        """Its name; `None` where that holds an expansion."""
        self.version = version
        """The version asked for, as written, perhaps with an expansion; `None` where none is."""

    @property
    def is_file(self) -> bool:
        """Whether it is a path or an address rather than a name."""
        return names_file(self.word)

    def __repr__(self) -> str:
        return f"Package({self.name!r}, {self.version!r})"


class OperationFlag:
    """A flag of an operation."""

    __slots__ = ("name", "value", "value_word", "word")

    def __init__(self, name: str, value: str | None, word: CommandWord, value_word: CommandWord | None) -> None:
        self.name = name
        """With its dashes, without its value; of `-yq` there are two."""
        self.value = value
        self.word = word
        self.value_word = value_word
        """Where the value stands: the same word for `--name=value`."""

    def __repr__(self) -> str:
        return f"OperationFlag({self.name!r}, {self.value!r})"


class PackageOperation:
    """What a call of a package manager does."""

    __slots__ = ("_first", "_invocation", "command", "manager", "program")

    def __init__(
        self, command: Command, program: str, manager: PackageManager, invocation: Invocation, first: int
    ) -> None:
        self.command = command
        self.program = program
        """As it was called: `apt-get` or `apt`, `pip3`."""
        self.manager = manager
        self._invocation = invocation
        self._first = first

    @property
    def subcommand(self) -> SubCommand:
        """What the manager is told to do."""
        return cast(SubCommand, self._invocation.subcommand)

    @property
    def action(self) -> Action:
        """What that comes to."""
        return self.subcommand.action

    @property
    def kind(self) -> str:
        """The action's name: "install", "install-locked" (`npm ci`), "update", "upgrade", "clean", "download" …"""
        # As `value`, which Python looks up in a roundabout way.
        return self.action._value_

    @property
    def program_words(self) -> tuple[CommandWord, ...]:
        """The words up to the program: `apt-get`, or `python -m pip`."""
        return self.command.words[: self._first]

    @property
    def subcommand_words(self) -> tuple[CommandWord, ...]:
        """The words of the sub-command; none where the program alone is one, such as `yarn`."""
        return self._at(self._invocation.subcommand_indexes)

    @property
    def operands(self) -> tuple[CommandWord, ...]:
        """The words that are neither flags nor the sub-command."""
        return self._at(self._invocation.operands)

    @property
    def packages(self) -> tuple[Package, ...]:
        """The packages that it names; paths and addresses to install from are among them."""
        if not self.subcommand.names_packages:
            return ()
        return tuple(_package(self.manager, word) for word in self.operands)

    @property
    def flags(self) -> tuple[OperationFlag, ...]:
        """Its flags, those in front of the sub-command included."""
        words = self.command.words
        first = self._first
        return tuple(
            OperationFlag(
                it.name,
                it.value,
                words[first + it.index],
                words[first + it.value_index] if it.value_index is not None else None,
            )
            for it in self._invocation.options
        )

    def flag(self, *names: str) -> OperationFlag | None:
        """The first flag that has one of `names`, each with its dashes."""
        return next((it for it in self.flags if it.name in names), None)

    def has_flag(self, names: Iterable[str]) -> bool:
        """Whether it has one of these flags; `--name=value` among them asks for that value."""
        wanted = frozenset(names)
        return any(
            it.name in wanted or (it.value is not None and f"{it.name}={it.value}" in wanted)
            for it in self._invocation.options
        )

    @property
    def answers_yes(self) -> bool:
        """Whether it asks no questions, or answers them itself."""
        return self.manager.answers_yes(self._invocation)

    @property
    def reads_manifests(self) -> bool:
        """Whether what it installs is listed in files: `npm ci`, `pip install -r requirements.txt`."""
        reads = self.subcommand.reads.value
        if reads == "alone":
            return not self.operands
        if reads == "named":
            return self.has_flag(self.manager.manifest_flags) or any(it.is_file for it in self.packages)
        return reads == "always"

    def _at(self, indexes: Sequence[int]) -> tuple[CommandWord, ...]:
        words = self.command.words
        return tuple(words[self._first + it] for it in indexes)

    def __repr__(self) -> str:
        return f"PackageOperation({self.program!r}, {self.subcommand.name!r})"


def names_file(word: CommandWord) -> bool:
    """Whether an operand of a package manager is a path or an address rather than a package's name."""
    text = word.value if word.value is not None else word.text.strip("\"'")
    return text.startswith((".", "/", "~", "file:")) or "://" in text


# --- reading ---


def _form(instruction: ast.Instruction) -> ast.ExecForm | ast.ShellForm | None:
    if isinstance(instruction, ast.Healthcheck):
        kind = instruction.kind
        return instruction.command if kind is not None and kind.text.upper() == "CMD" else None
    return instruction.command if isinstance(instruction, _WITH_COMMAND) else None


def _is_readable(form: ast.ShellForm, shell_language: str | None) -> bool:
    # BuildKit writes a here-document that starts with `#!` to a file and runs that, whatever the SHELL.
    if form.heredoc is not None and form.text.startswith("#!"):
        words = form.text[2:].partition("\n")[0].split()
        programs = [it.rpartition("/")[2] for it in words if not it.startswith("-")]
        if programs[:1] == ["env"]:
            del programs[0]
        return bool(programs) and programs[0] in POSIX_SHELLS
    return shell_language in _READABLE


def _read(instruction: ast.Instruction, shell_language: str | None) -> list[Command]:
    form = _form(instruction)
    if isinstance(form, ast.ExecForm):
        return _Reader(instruction).of_exec_form(form)
    script = script_of(instruction, shell_language)
    if script is None or form is None:
        return []
    return _Reader(instruction).of_script(script, form.source_range)


class _Reader:
    """Reads the commands of one bare instruction."""

    def __init__(self, instruction: ast.Instruction) -> None:
        self.instruction = instruction
        self.scripts = 0

    def of_exec_form(self, form: ast.ExecForm) -> list[Command]:
        command = Command(self.instruction, _ExecForm(self.instruction, form))
        return [command, *self._run_by(command)]

    def of_script(
        self,
        script: shell_ast.Script,
        place: _Place,
        nesting: tuple[str, ...] = (),
        wrapper: Command | None = None,
        is_quoted: bool = False,
    ) -> list[Command]:
        found: list[Command] = []
        for it in script.commands:
            source = _ScriptCommand(script, it, place, is_quoted)
            command = Command(self.instruction, source, nesting + it.nesting, wrapper)
            found.append(command)
            if command.name in _RUNNING:
                found += self._run_by(command)
        return found

    def _run_by(self, command: Command) -> Iterator[Command]:
        """What `command` runs: the command behind a prefix, or the script that a shell gets."""
        # A loop, as nothing bounds how often someone writes `sudo sudo`.
        while command.name in PREFIXES:
            first = _behind_prefix(cast(str, command.name), command._values)
            if first is None:
                return
            command._wraps = True
            command = Command(self.instruction, command._source, command._nesting, command, command._first + first)
            yield command
        if command.name in POSIX_SHELLS and self.scripts < _MAX_SCRIPTS:
            index = _script_index(command._values)
            if index is None:
                return
            source = command._source
            script = source.script_at(command._first + index) if index else source.script_of_input()
            if script is not None:
                text, place, is_quoted = script
                command._wraps = True
                self.scripts += 1
                nesting = (*command._nesting, "script")
                yield from self.of_script(shell.parse(text), place, nesting, command, is_quoted or source.is_quoted)
                self.scripts -= 1


_InnerScript = tuple[str, _Place, bool]
"""A script's text, where it stands in the unit, and whether in quotes."""

_JSON_CHARACTER = re.compile(r"\\u([0-9A-Fa-f]{4})|\\?.", re.DOTALL)
_JSON_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class _Source(ABC):
    """What a command is made of. Most rules look at values only, so words are made when someone asks for them."""

    values: list[str | None]
    is_quoted: bool
    before: shell_ast.Operator | None = None
    after: shell_ast.Operator | None = None

    @cached_property
    @abstractmethod
    def words(self) -> tuple[CommandWord, ...]: ...

    @abstractmethod
    def range_from(self, first: int) -> TextRange:
        """Where it stands, from the word `first` on; 0 is the whole."""

    @abstractmethod
    def script_at(self, index: int) -> _InnerScript | None:
        """The script that a word is; `None` where its places are not known."""

    def script_of_input(self) -> _InnerScript | None:
        """The script that the command reads from its input."""
        return None

    @property
    def in_script(self) -> tuple[shell_ast.Script, shell_ast.SimpleCommand] | None:
        return None

    def assignments(self) -> tuple[CommandAssignment, ...]:
        return ()

    def redirections(self) -> tuple[CommandRedirection, ...]:
        return ()

    def range_of(self, operator: shell_ast.Operator | None) -> TextRange | None:
        return None


class _ExecForm(_Source):
    """The words of an exec form."""

    is_quoted = True

    def __init__(self, instruction: ast.Instruction, form: ast.ExecForm) -> None:
        self.instruction, self.form = instruction, form
        self.values = list(form.values)

    @cached_property
    def words(self) -> tuple[CommandWord, ...]:
        return tuple([CommandWord(it.range, TextRange, it.value, it.value, "double") for it in self.form.elements])

    def range_from(self, first: int) -> TextRange:
        whole = self.form.range
        return TextRange(self.form.elements[first].range.start, whole.end) if first else whole

    def script_at(self, index: int) -> _InnerScript | None:
        start, end = self.form.elements[index].range
        text: list[str] = []
        places: list[int] = []
        for match in _JSON_CHARACTER.finditer(self.instruction.unit.text, start + 1, end - 1):
            written = match.group()
            places.append(match.start())
            if match.group(1):
                text.append(chr(int(match.group(1), 16)))
            elif written.startswith("\\"):
                text.append(_JSON_ESCAPES.get(written[1:], written[1:]))
            else:
                text.append(written)
        places.append(end - 1)
        script = "".join(text)
        if script != self.values[index]:
            # A string over several lines, or one with a pair of surrogates.
            return None
        return script, lambda first, last: TextRange(places[first], places[last]), True


class _ScriptCommand(_Source):
    """A simple command of a script."""

    def __init__(
        self, script: shell_ast.Script, syntax: shell_ast.SimpleCommand, place: _Place, is_quoted: bool
    ) -> None:
        self.script, self.syntax, self.place, self.is_quoted = script, syntax, place, is_quoted
        self.values = [word.value for word in syntax.words]
        self.before, self.after = syntax.before, syntax.after

    @cached_property
    def words(self) -> tuple[CommandWord, ...]:
        return tuple([self._word(word) for word in self.syntax.words])

    @property
    def in_script(self) -> tuple[shell_ast.Script, shell_ast.SimpleCommand]:
        return self.script, self.syntax

    def _word(self, word: shell_ast.Word) -> CommandWord:
        return CommandWord(word.range, self.place, word.text, word.value, word.quoting, word.expansions)

    def range_from(self, first: int) -> TextRange:
        start, end = self.syntax.range
        return self.place(self.syntax.words[first].range.start if first else start, end)

    def range_of(self, operator: shell_ast.Operator | None) -> TextRange | None:
        return self.place(*operator.range) if operator else None

    def assignments(self) -> tuple[CommandAssignment, ...]:
        return tuple(
            CommandAssignment(self.place(*it.range), it.name, self._word(it.value) if it.value else None)
            for it in self.syntax.assignments
        )

    def redirections(self) -> tuple[CommandRedirection, ...]:
        return tuple(
            CommandRedirection(self.place(*it.range), it, self._word(it.target) if it.target else None)
            for it in self.syntax.redirections
        )

    def script_of_input(self) -> _InnerScript | None:
        for redirection in self.syntax.redirections:
            heredoc = redirection.heredoc
            if heredoc is not None and heredoc.body is not None and _is_plain(heredoc.expansions):
                return heredoc.body.slice(self.script.text), self._place_from(heredoc.body.start), False
        return None

    def script_at(self, index: int) -> _InnerScript | None:
        word = self.syntax.words[index]
        start, end = word.range
        if word.text != self.script.text[start:end]:
            # In backquotes, where backslashes are gone already.
            return None
        if word.quoting == "single":
            return word.text[1:-1], self._place_from(start + 1), True
        if word.quoting == "none" and word.value == word.text:
            return word.text, self._place_from(start), True
        if word.quoting == "double" and _is_plain(word.expansions):
            return self._in_double_quotes(start + 1, end - 1)
        return None

    def _in_double_quotes(self, start: int, end: int) -> _InnerScript:
        text: list[str] = []
        places: list[int] = []
        for match in _QUOTED_CHARACTER.finditer(self.script.text, start, end):
            written = match.group()
            if written != "\\\n":
                places.append(match.start())
                text.append(written[-1])
        places.append(end)
        return "".join(text), lambda first, last: self.place(places[first], places[last]), True

    def _place_from(self, start: int) -> _Place:
        return lambda first, last: self.place(start + first, start + last)


_QUOTED_CHARACTER = re.compile(r"\\[$`\"\\\n]|.", re.DOTALL)


def _text(operator: shell_ast.Operator | None) -> str | None:
    return operator.text if operator else None


def _is_plain(expansions: Iterable[shell_ast.Expansion]) -> bool:
    """Whether they are parameters only; the commands of other ones are listed where they stand."""
    return all(it.kind == "parameter" for it in expansions)


def programs_in(values: Sequence[str | None]) -> list[int]:
    """Which words of a command are programs: the first, and what it runs if it is a prefix such as `sudo`."""
    found = [0] if values else []
    while found:
        name = (values[found[-1]] or "").rpartition("/")[2]
        behind = _behind_prefix(name, values[found[-1] :]) if name in PREFIXES else None
        if behind is None:
            break
        found.append(found[-1] + behind)
    return found


def script_among(values: Sequence[str | None]) -> int | None:
    """Which word of a command a shell reads as a script; 0 for its input, `None` where no shell is told to."""
    program = programs_in(values)[-1:]
    if not program or (values[program[0]] or "").rpartition("/")[2] not in POSIX_SHELLS:
        return None
    index = _script_index(values[program[0] :])
    return program[0] + index if index else index


def _behind_prefix(name: str, values: Sequence[str | None]) -> int | None:
    """The index of the program that a prefix such as `sudo` runs; `None` where it runs none."""
    takes_value = PREFIXES[name]
    index = 1
    while index < len(values):
        value = values[index]
        if value is None:
            return index
        if value == "--":
            index += 1
            break
        if value.startswith("-"):
            if name == "command" and value in ("-v", "-V"):
                # It only asks where the program is.
                return None
            index += 2 if value in takes_value else 1
        elif name in ("env", "sudo") and _is_assignment(value):
            index += 1
        else:
            break
    index += _OWN_WORDS.get(name, 0)
    return index if index < len(values) else None


def _is_assignment(value: str) -> bool:
    name, equals, _ = value.partition("=")
    return bool(equals) and name.isidentifier()


def _script_index(values: Sequence[str | None]) -> int | None:
    """The index of the word that a shell reads as a script; 0 for its input, `None` for a file."""
    is_script = False
    index = 1
    while index < len(values):
        value = values[index]
        if value is None or value[:1] not in ("-", "+") or len(value) < 2:
            break
        if value == "--":
            index += 1
            break
        if not value.startswith("--"):
            is_script |= "c" in value and value.startswith("-")
            # `-o pipefail`, also as `-eo pipefail`.
            index += value.endswith(("o", "O"))
        index += 1
    if is_script:
        return index if index < len(values) else None
    return 0 if index >= len(values) or values[index] == "-" else None


def _read_operation(values: Sequence[str | None]) -> tuple[str, PackageManager, Invocation, int] | None:
    start = launched(values)
    if start is None:
        return None
    program, first = start
    read = [(manager, manager.read(values[first:])) for manager in managers_of(program)]
    known = [it for it in read if it[1].subcommand is not None]
    if not known:
        return None
    # Of yarn's two the later one, where only that has the flag or the sub-command.
    manager, invocation = next((it for it in known if it[0].name == "yarn-berry" and _is_berry(*it)), known[0])
    return program, manager, invocation, first


def _is_berry(manager: PackageManager, invocation: Invocation) -> bool:
    return any(it.name in manager.frozen_flags for it in invocation.options)


def _package(manager: PackageManager, word: CommandWord) -> Package:
    text = word.value
    if text is None:
        # What an expansion leaves of the word may still tell the name: `curl="$VERSION"`.
        text = word.text.replace('"', "")
    name, version = manager.version_of(text)
    return Package(word, name if "$" not in name and "`" not in name else None, version)
