"""The words of a script: programs, their sub-commands and flags, and packages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.catalog import shell_words
from dockwright.catalog.commands import PREFIXES
from dockwright.catalog.packages import managers_of
from dockwright.ide.dockerfile.completion.place import Arguments, Line, item
from dockwright.ide.dockerfile.completion.scripts import requirements, words_of_project
from dockwright.ide.dockerfile.completion.values import checks
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.commands import commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_READABLE = frozenset(("sh", "bash"))
# One way to match each character: a quoted piece, an operator, blanks, or a piece of a word.
_TOKEN = re.compile(
    r"""'[^']*'|"(?:[^"\\]|\\.)*"|\\.|\$\{[^}$]*\}|(?P<end>&&|\|\||[;|&()\n`]|\$\()|(?P<blank>[ \t\r]+)"""
    r"""|(?P<redirection>[0-9]*(?:>>|>&|<&|<<-?|[<>]))|\#[^\n]*|\$|[^\s'"\\;|&()`$<>#][^\s'"\\;|&()`$<>]*""",
    re.DOTALL,
)
_PYTHONS = frozenset(("python", "python3"))
_MODULES = ("pip", "venv", "compileall", "build", "unittest", "pytest", "http.server")
_DURATION = re.compile(r"[0-9.]+[smhd]?")
_KEYWORDS = frozenset("if then elif else while until do ! time {".split())
_MOST_SCRIPT = 20_000


class _Command(NamedTuple):
    """The command that is being typed: its words before the cursor's, and where that one starts in the text."""

    words: tuple[str, ...]
    start: int


def words(arguments: Arguments) -> Iterator[Item]:
    """What may be put in the place of the cursor's word of a script."""
    state = arguments.state
    if state.shell_language not in _READABLE or arguments.is_exec_form:
        return
    line = arguments.line
    start = arguments.start
    if arguments.name == "HEALTHCHECK":
        kind, _, rest = line.text[start : line.at].partition(" ")
        if kind.upper() != "CMD" or not (rest or line.text[start : line.at].endswith(" ")):
            return
        start += len(kind) + 1
        if " " not in rest.lstrip() and arguments.quote < 0:
            range = line.range(*arguments.word)
            for number, (check, detail) in enumerate(checks(arguments) if range is not None else ()):
                assert range is not None, "else there is nothing"
                yield item(check, ItemKind.VALUE, range, detail=detail, sort=f"0{number:02}")
    elif arguments.name != "RUN":
        return
    yield from in_script(line, start, state)


def in_script(line: Line, start: int, state: State) -> Iterator[Item]:
    """The same for a script that begins at `start` of the line."""
    if line.at - start > _MOST_SCRIPT or state.shell_language not in _READABLE:
        return
    command = _command(line.text, start, line.at)
    if command is None:
        return
    end = line.at
    while end < len(line.text) and line.text[end] not in " \t\n\r;&|<>()'\"`$\\":
        end += 1
    range = line.range(command.start, end)
    typed = line.text[command.start : line.at]
    if range is None:
        return
    if not command.words:
        yield from _programs(state, range)
        # The very word that is typed is not told from one that stands elsewhere; so it counts twice.
        for name, count in _used(line, state)[0].items():
            if name != typed or count > 1:
                yield item(name, ItemKind.VALUE, range, detail="used in this file", sort="5")
        return
    words = command.words
    program = words[0].rpartition("/")[2]
    if program in _PYTHONS and words[1:2] == ("-m",):
        if len(words) == 2:
            for number, name in enumerate(_MODULES):
                yield item(name, ItemKind.VALUE, range, detail="module", sort=f"1{number:02}")
            return
        words = words[2:]
        program = words[0]
    plain = tuple(it for it in words[1:] if not it.startswith("-"))
    there = set(words)
    project = line.document.project
    if shell_words.takes_value(program, words[-1]) and len(words) > 1:
        # What stands here is the value of the flag in front.
        for name in requirements(project, program, words[-1]) or ():
            yield item(name, ItemKind.FILE, range, detail="of the build context", sort="1")
        return
    own = words_of_project(project, program, plain)
    for number, name in enumerate(own or ()):
        yield item(name, ItemKind.VALUE, range, detail="of the project", sort=f"{0 if plain else 19}{number:02}")
    if not plain:
        for number, name in enumerate(shell_words.subcommands_of(program)):
            key = f"command:{program} {name}" if managers_of(program) else ""
            yield item(name, ItemKind.VALUE, range, sort=f"1{number:02}", key=key)
    for number, flag in enumerate(shell_words.flags_of((program, *plain))):
        if flag not in there and (own is None or flag.startswith("-")):
            kind = ItemKind.FLAG if flag.startswith("-") else ItemKind.VALUE
            yield item(flag, kind, range, sort=f"2{number:02}")
    for flag, count in _used(line, state)[1].get(program, {}).items() if typed else ():
        is_flag = flag.startswith("-")
        if flag not in there and (flag != typed or count > 1) and (is_flag or not plain):
            kind = ItemKind.FLAG if is_flag else ItemKind.VALUE
            yield item(flag, kind, range, detail="used in this file", sort="4")
    manager = next(iter(managers_of(program)), None)
    if manager is not None and plain and plain[0] in ("install", "add", "reinstall") and typed[:1] != "-":
        for number, package in enumerate(shell_words.packages_of(manager.name)):
            if package not in there:
                # Behind one package comes the next.
                rank = 1 if len(plain) > 1 else 3
                yield item(package, ItemKind.VALUE, range, detail="package", sort=f"{rank}{number:02}")


def _used(line: Line, state: State) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """How often the scripts of the file call a program, and how often with which flag or sub-command."""
    programs: dict[str, int] = {}
    found: dict[str, dict[str, int]] = {}
    for run in line.document.by_kind.get(ast.Run, ()):
        for name, words in run.kept(_calls, state.shell_language):
            programs[name] = programs.get(name, 0) + 1
            counts = found.setdefault(name, {})
            for word in words:
                counts[word] = counts.get(word, 0) + 1
    return programs, found


def _calls(run: ast.Instruction, language: str | None) -> list[tuple[str, list[str]]]:
    """The same for one bare RUN."""
    return [
        (command.name, [it for number, it in enumerate(command.values[1:]) if it and _is_usual(it, number)])
        for command in commands_of(run, language)
        if command.name and _NAME.fullmatch(command.name)
    ]


def _is_usual(word: str, number: int) -> bool:
    """Whether a word is a flag without a value, or may be a sub-command."""
    return len(word) <= _LONGEST_WORD and bool(_FLAG.fullmatch(word) or (number == 0 and _NAME.fullmatch(word)))


_LONGEST_WORD = 40
_FLAG = re.compile(r"--?[A-Za-z][\w-]*=?")
_NAME = re.compile(r"[A-Za-z][\w.+-]*")


def _programs(state: State, place: TextRange) -> Iterator[Item]:
    family = state.base.family
    for number, program in enumerate(shell_words.PROGRAMS):
        families = shell_words.OF_FAMILIES.get(program)
        fits = family is None or families is None or family in families
        is_own = fits and families is not None and family is not None
        rank = "1" if is_own else "2" if fits else "6"
        yield item(
            program,
            ItemKind.VALUE,
            place,
            sort=f"{rank}{number:03}",
            key=f"command:{program}" if managers_of(program) else "",
        )


def _command(text: str, start: int, at: int) -> _Command | None:
    """The command that the cursor stands in; `None` in quotes, in a comment or behind a redirection."""
    found: list[str] = []
    word, word_start = "", -1
    place = start
    is_target = False
    for token in _TOKEN.finditer(text, start, at):
        if token.start() != place:
            break
        place = token.end()
        if token["end"] or token["blank"] or token["redirection"]:
            if word_start >= 0:
                found = found if is_target else _with(found, word)
                is_target = False
            word, word_start = "", -1
            if token["end"]:
                found, is_target = [], False
            elif token["redirection"]:
                is_target = True
        elif token[0].startswith("#") and word_start < 0:
            if place == at:
                return None
        elif token[0] != "\\\n":
            word_start = token.start() if word_start < 0 else word_start
            word += token[0]
    inner = text.rfind("$(", place, at) if place != at and text[place] == '"' else -1
    if inner >= 0:
        # The quotes that nothing closes yet hold a command in parentheses.
        return _command(text, inner + 2, at)
    if place != at or is_target or word[:1] in ("'", '"', "$") or word.endswith(("'", '"')):
        return None
    return _Command(tuple(found), word_start if word_start >= 0 else at)


def _with(found: list[str], word: str) -> list[str]:
    """The words of a command with one more; what only stands in front of one is none of them."""
    if not found and (word in _KEYWORDS or word in PREFIXES or re.match(r"[A-Za-z_]\w*=", word)):
        return found
    if not found and (word.startswith("-") or _DURATION.fullmatch(word)):
        # A flag of `sudo` or `env`, or how long `timeout` waits.
        return found
    found.append(word)
    return found


def documentation(name: str) -> str:
    """What is told beside a program or one of its sub-commands."""
    program, _, subcommand = name.partition(" ")
    for manager in managers_of(program):
        lines = [f"**{name}**: {manager.name}, a package manager"]
        if subcommand:
            known = next((it for it in manager.subcommands if it.words and it.words[0] == subcommand), None)
            if known is not None:
                lines.append(f"What it does: {known.action.value.replace('-', ' ')}.")
        elif manager.recommended:
            lines.append(f"In an image: `{manager.recommended}`")
        return "\n\n".join(lines)
    return ""
