"""What a command in shell form looks like in exec form, where both start the same program with the same arguments."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from typing import cast

from dockwright.catalog.commands import BUILT_INS
from dockwright.semantic.commands import script_of
from dockwright.semantic.shells import may_inherit_shell
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.semantic.templates import STARTS
from dockwright.syntax.dockerfile import ast, lexer
from dockwright.syntax.shell.ast import SimpleCommand
from dockwright.text.edits import Edit, apply, delete, insert
from dockwright.text.ranges import TextRange

# A shell does something with these even where nothing is expanded: file names, braces, the home folder.
_SPECIAL = re.compile(r"[*?\[{~]")
# A bracket and a quoted word: the exec form if no blank is between, else perhaps the shell's `[ "$a" = b ]`.
_START = re.compile(
    r"""\[([ \t]*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\u201c\u201d\u201e][^\u201c\u201d\u201e]*[\u201c\u201d\u201e]?"""
    r"""|[\u2018\u2019][^\u2018\u2019]*[\u2018\u2019]?)"""
)
# A string in whatever quotes someone took for those of JSON.
_IN_QUOTES = re.compile(
    r"""(?P<json>"(?:[^"\\]|\\.)*")|'[^']*'|[\u201c\u201d\u201e][^"\u201c\u201d\u201e]*["\u201c\u201d\u201e]"""
    r"""|[\u2018\u2019][^"\u2018\u2019]*[\u2018\u2019]"""
)
_BLANK = re.compile(r"[ \t]*")
_BACKSLASH = re.compile(r"\\")
_WRONG_ESCAPE = re.compile(r"""\\(?!["\\/bfnrt]|u[0-9A-Fa-f]{4})""")

# Of the commands that a shell has built in, these are programs as well in any image that has a shell.
_ALSO_PROGRAMS = frozenset(("[", "echo", "false", "kill", "printf", "pwd", "test", "true"))
_SHELL_ONLY = (BUILT_INS - _ALSO_PROGRAMS) | {"source", "time"}


def exec_form_of(instruction: ast.Cmd | ast.Entrypoint, state: State) -> str | None:
    """The JSON array that starts what the shell would start; `None` where that needs a shell, or may need one.

    Only a single command of plain words has one, under the default shell. A leading `exec` is dropped.
    """
    if state.shell is not None or state.is_windows:
        return None
    form = instruction.command
    script = script_of(instruction, state.shell_language)
    if not isinstance(form, ast.ShellForm) or script is None or script.problems or not script.is_flat:
        return None
    if len(script.commands) != 1 or len(script.body.pipelines) != 1 or script.text[script.body.range.end :].strip():
        # Several commands, or a comment behind the only one.
        return None
    words = _plain_words(script.commands[0])
    if words is None or (len(form.joined.places) > 1 and instruction.comments):
        return None
    if words[0] == "exec":
        words = words[1:]
    if not words or words[0].startswith("-") or words[0] in _SHELL_ONLY:
        return None
    return json.dumps(words, ensure_ascii=False)


def array_with_shell(instruction: ast.Instruction, state: State) -> str | None:
    """The JSON array that names the shell of a shell form itself, so that it starts the same; `None` for any other.

    A single command with something before it that only a shell does, as `$NAME`, does not get the shell's place by
    that: whoever wants it to, puts `exec` before it.
    """
    form = instruction.command if isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint) else None
    if not isinstance(form, ast.ShellForm) or state.is_windows or instruction.heredocs or instruction.comments:
        return None
    if looks_like_exec_form(instruction, form.text) or form.text.startswith(STARTS) or not form.text:
        return None
    if state.shell is None and may_inherit_shell(state):
        return None
    return json.dumps([*state.shell_words, form.text], ensure_ascii=False)


def with_exec(instruction: ast.Instruction, state: State) -> Edit | None:
    """The edit that lets the last command of a shell form take the shell's place; `None` where it does not, or does.

    Only a program can, and only one that nothing comes after.
    """
    form = instruction.command if isinstance(instruction, ast.Cmd | ast.Entrypoint) else None
    script = script_of(instruction, state.shell_language)
    if not isinstance(form, ast.ShellForm) or script is None or script.problems or not script.is_flat:
        return None
    if looks_like_exec_form(instruction, form.text) or form.text.startswith(STARTS) or not script.body.pipelines:
        return None
    last = script.body.pipelines[-1]
    before = last.before.text if last.before is not None else None
    if before not in (None, "&&", ";") or last.after is not None or last.negated or len(last.commands) != 1:
        return None
    command = last.commands[0]
    names = [it.words[0].value for it in script.commands if it.words]
    if not isinstance(command, SimpleCommand) or not command.words or command.assignments:
        return None
    name = command.words[0].value
    if "trap" in names or "exec" in names or name in _SHELL_ONLY or (name or "").startswith("-"):
        # The shell would have to be there for the trap.
        return None
    start = command.words[0].range.start
    return insert(form.source_range(start, start + 1).start, "exec ")


def shell_form_of(instruction: ast.Instruction, state: State) -> tuple[str, bool] | None:
    """The line for the shell that an array is, and whether it starts the very same; `None` where there is none.

    An array that names the shell of the stage and a script is that script. Of any other the shell in force would start
    the words, as long as it has one.
    """
    form = instruction.command if isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint) else None
    if not isinstance(form, ast.ExecForm) or state.is_windows or instruction.comments or not form.values:
        return None
    if (state.shell is None and may_inherit_shell(state)) or state.shell_language not in ("sh", "bash"):
        return None
    words, values = list(state.shell_words), list(form.values)
    same = len(values) == len(words) + 1 and values[:-1] == words
    line = values[-1] if same else shlex.join(values)
    known = state.base.known
    if state.base.is_scratch or (known is not None and known.has_shell is False):
        return None
    return (line, same) if _stands_on_a_line(line, instruction.escape) else None


def _stands_on_a_line(text: str, escape: str) -> bool:
    """Whether a script is what BuildKit reads where it stands behind a keyword."""
    if not text or text != text.strip() or any(it in text for it in "\n\r\0") or text.endswith(escape):
        return False
    return not text.startswith(("[", "--", *STARTS)) and "<<" not in text


def _plain_words(command: SimpleCommand) -> list[str] | None:
    if command.assignments or command.redirections or command.before or command.after or not command.words:
        return None
    words: list[str] = []
    for word in command.words:
        if word.value is None or (word.quoting != "single" and word.quoting != "double" and _SPECIAL.search(word.text)):
            return None
        words.append(word.value)
    return words


def looks_like_exec_form(instruction: ast.Instruction, text: str) -> bool:
    """Whether `text`, the command or the list of `instruction`, begins like a JSON array, and not like a test."""
    found = _START.match(text)
    if found is None:
        return False
    if not found.group(1):
        return True
    # Behind the first word of a list there is a comma or the end; the shell's `[` has an operator there.
    rest = text[found.end() :].lstrip()
    if not rest.startswith("]"):
        return rest.startswith(",")
    # The shell's `[ "$a" ]`, which asks whether a value is empty, has a blank there and something to ask.
    is_test = text[found.end()] in " \t" and ("$" in found.group() or isinstance(instruction, ast.Run))
    return not is_test


def array_repairs(text: str) -> tuple[Edit, ...] | None:
    """The edits that make a JSON array of `text`, a list of strings in quotes that is none; offsets count in it.

    Quotes of another kind, single backslashes, a comma too many or missing and a missing bracket are repaired; anything
    else has more than one meaning, and the answer is `None`.
    """
    if not text.startswith("["):
        return None
    edits: list[Edit] = []
    # A path of Windows, where JSON wants each backslash twice.
    is_literal = "\\\\" not in text and '\\"' not in text and _WRONG_ESCAPE.search(text) is not None
    place, end = _skipped(text, 1), len(text)
    behind, comma = 0, -1
    while place < end and text[place] != "]":
        found = _IN_QUOTES.match(text, place)
        if found is None or (behind and comma < 0 and behind == place):
            return None
        if behind and comma < 0:
            edits.append(insert(behind, ","))
        if found.group("json") is None:
            if "\\\\" in found.group() or found.group()[-2] == "\\":
                # Escaped already, or its end is.
                return None
            edits += _quoted(text, *found.span())
        elif is_literal:
            edits += (insert(it.start(), "\\") for it in _BACKSLASH.finditer(text, *found.span()))
        behind, comma = found.end(), -1
        place = _skipped(text, behind)
        if text.startswith(",", place):
            comma, place = place, _skipped(text, place + 1)
    if comma >= 0:
        edits.append(delete(TextRange(comma, comma + 1)))
    if place == end:
        edits.append(insert(behind, "]"))
    if not behind or not edits or place + 1 < end or (comma >= 0 and place == end):
        return None
    return tuple(edits) if isinstance(lexer.exec_form(apply(text, edits), 0), lexer.Strings) else None


def _skipped(text: str, place: int) -> int:
    return cast("re.Match[str]", _BLANK.match(text, place)).end()


def _quoted(text: str, start: int, end: int) -> Iterator[Edit]:
    """The edits that write a string in other quotes as one of JSON, whose backslashes and quotes are escaped."""
    yield Edit(TextRange(start, start + 1), '"')
    for place, character in enumerate(text[start + 1 : end - 1], start + 1):
        written = json.dumps(character, ensure_ascii=False)[1:-1]
        if written != character:
            yield Edit(TextRange(place, place + 1), written)
    yield Edit(TextRange(end - 1, end), '"')


def drops_command(instruction: ast.Instruction, stage: Stage) -> ast.Cmd | None:
    """The CMD in force of a stage, where `instruction` is its ENTRYPOINT in force, in shell form, and drops it."""
    if not isinstance(instruction, ast.Entrypoint) or not isinstance(instruction.command, ast.ShellForm):
        return None
    if instruction.command.text.startswith(STARTS):
        return None
    last = stage.final_state
    if last.entrypoint is not instruction.unit or last.command is None or not last.command_is_own:
        return None
    return next((it for it in stage.instructions if isinstance(it, ast.Cmd) and it.unit is last.command), None)
