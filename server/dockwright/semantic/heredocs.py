"""A RUN as a chain of commands or as a here-document: how the one becomes the other, where both do the same.

In a chain each command waits for the success of the one before, as `set -e` does it for lines, but for commands that a
shell lets fail all the same: behind `!`, in front of `&&` and `||`, and in files that it reads.
Facts: moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go (dispatchRun hands a body to the shell as it is, its
line ends too, so a body with CRLF is one that no shell reads); the Open Group's Shell Command Language, `set -e`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence

from dockwright.semantic.chains import is_chain
from dockwright.semantic.commands import script_of
from dockwright.semantic.shells import shell_has
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.syntax.shell.ast import Pipeline, Script, SimpleCommand, Word
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_NAMES = ("EOF", "END", "SCRIPT")
_READING_SCRIPTS = frozenset({".", "source", "eval", "trap"})
_NOT_CONTINUED = re.compile(r"(?<!\\)\n")
_INDENTATION = "    "


def as_heredoc(run: ast.Run, state: State) -> Edit | None:
    """The edit that makes a here-document of a chain, which keeps its comments; `None` where that may do otherwise."""
    form, script = run.command, script_of(run, state.shell_language)
    text, base = run.unit.text, run.start
    if script is None or not isinstance(form, ast.ShellForm) or not is_chain(run, state) or "\r" in text:
        return None
    name = next((it for it in _NAMES if it not in form.text), None)
    pipelines = script.body.pipelines
    if name is None or text[run.range.end - base :].strip() or any(it.negated for it in pipelines):
        return None
    if not _fails_alike(script) or _remarks(script):
        return None
    quoted = [it.range for command in script.commands for it in _words(command) if "'" in it.text]
    if any("\n" in form.source_range(*it).shifted(-base).slice(text) for it in quoted):
        # BuildKit joins the lines of a string too; a shell keeps them in single quotes.
        return None
    options = _options(pipelines[:1])
    stops = options[:1] == ["set"] and _is_errexit(options[1:2])
    lines = [f"<<{name}", *([] if stops else ["set -e"])]
    comments = deque(run.comments)
    blank_lines = [it.start for it in run.blank_lines]
    for pipeline in pipelines:
        place = form.source_range(*pipeline.range)
        while comments and comments[0].range.start < place.start:
            lines.append(comments.popleft().text)
        is_interrupted = bisect_left(blank_lines, place.start) < bisect_left(blank_lines, place.end)
        if comments and comments[0].range.start < place.end:
            is_interrupted = True
        written = place.shifted(-base).slice(text)
        if "\n" in written and (is_interrupted or run.escape != "\\"):
            # A shell's continuation is a backslash, with nothing but the rest of the command below.
            return None
        lines.append(written)
    body = "\n".join([*lines, *[it.text for it in comments], name])
    last = max(it.end for it in (run.keyword.range, *[it.range for it in run.flags]))
    if "\n" in TextRange(last, form.range.start).shifted(-base).slice(text):
        return Edit(TextRange(last, run.range.end), f" {body}")
    return Edit(TextRange(form.range.start, run.range.end), body)


def _remarks(script: Script) -> bool:
    """Whether anything but operators stands around the commands of a script: a comment behind one."""
    ends = [0, *[it.range.end for it in script.body.pipelines]]
    starts = [*[it.range.start for it in script.body.pipelines], len(script.text)]
    return any(script.text[end:start].strip(f"{BLANKS}\n&") for end, start in zip(ends, starts, strict=True))


def as_chain(run: ast.Run, state: State) -> Edit | None:
    """The edit that makes a here-document one logical line again, with its comments; `None` where it cannot be one.

    Its commands are joined by `&&` where `set -e` is in force and that does the same, else by `;`.
    """
    form, script = run.command, script_of(run, state.shell_language)
    heredoc = form.heredoc if isinstance(form, ast.ShellForm) else None
    end = heredoc.terminator_range if heredoc is not None else None
    if script is None or not isinstance(form, ast.ShellForm) or end is None or run.is_trigger:
        return None
    pipelines = script.body.pipelines
    if script.problems or not pipelines or "\r" in run.unit.text or form.text.startswith(("#!", "[", "--", "<<")):
        return None
    if any(it.after is not None and it.after.text == "&" for it in pipelines) or not _is_joinable(script, run.escape):
        return None
    statements = _statements(pipelines)
    written = _written(script, statements)
    if written is None:
        return None
    options = _options(statements[0])
    stops = shell_has(state, "e", "errexit") or (options[:1] == ["set"] and _is_errexit(options[1:2]))
    # `;` always means what a line end does.
    operator = ";"
    is_list = script.is_flat and all(len(it) == 1 and not it[0].negated for it in statements)
    if stops and is_list and _fails_alike(script):
        operator = "&&"
        if options == ["set", "-e"] and len(statements) > 1:
            (comments, _), (others, second), *rest = written
            written = [([*comments, *others], second), *rest]
    return Edit(TextRange(form.range.start, end.end), _joined(written, operator, run.escape))


def _joined(written: Sequence[tuple[list[str], str]], operator: str, escape: str) -> str:
    lines: list[str] = []
    for index, (comments, text) in enumerate(written):
        if comments and not index:
            lines.append(escape)
        lines += [f"{_INDENTATION}{it}" for it in comments]
        before = "&& " if index and operator == "&&" else ""
        behind = ("; " if operator == ";" else " ") + escape if index < len(written) - 1 else ""
        lines.append(f"{_INDENTATION if lines else ''}{before}{text}{behind}")
    return "\n".join(lines)


def _options(statement: Sequence[Pipeline]) -> list[str | None]:
    """The words of a statement of one simple command."""
    command = statement[0].commands[0]
    is_simple = len(statement) == 1 and len(statement[0].commands) == 1 and isinstance(command, SimpleCommand)
    return [it.value for it in command.words] if is_simple else []


def _is_errexit(words: Sequence[str | None]) -> bool:
    return any(it is not None and it.startswith("-") and it[1:].isalpha() and "e" in it for it in words)


def _fails_alike(script: Script) -> bool:
    """Whether `set -e` makes no difference to what the commands of a list do inside."""
    for command in script.commands:
        name = command.words[0].value if command.words else None
        if name in _READING_SCRIPTS or (command.words and name is None):
            return False
        if name == "set" and any((it.value or "+").startswith("+") for it in command.words[1:]):
            return False
        beside = [it.text for it in (command.before, command.after) if it is not None]
        if command.nesting and any(it not in ("|", "|&") for it in beside):
            # `$(a; b)` ends at a failure of `a` under `set -e` only.
            return False
    return True


def _words(command: SimpleCommand) -> Iterator[Word]:
    """The words of a command, also those of its assignments and redirections."""
    yield from command.words
    for assignment in command.assignments:
        yield from assignment.elements or ()
        if assignment.value is not None:
            yield assignment.value
    for redirection in command.redirections:
        if redirection.target is not None:
            yield redirection.target


def _is_joinable(script: Script, escape: str) -> bool:
    """Whether each command of a script stands on one line, or on several that are joined as a RUN's are."""
    if any(it.heredoc is not None for command in script.commands for it in command.redirections):
        return False
    if any("\n" in it.text and "'" in it.text for command in script.commands for it in _words(command)):
        return False
    if not script.is_flat and any(it in script.text for it in ("\\\n", "#")):
        return False
    return all(
        _NOT_CONTINUED.search(text) is None and (escape == "\\" or "\n" not in text)
        for text in (it.range.slice(script.text) for it in script.body.pipelines)
    )


def _statements(pipelines: Sequence[Pipeline]) -> list[list[Pipeline]]:
    """What `;` and line ends separate."""
    found: list[list[Pipeline]] = [[]]
    for pipeline in pipelines:
        found[-1].append(pipeline)
        if pipeline.after is not None and pipeline.after.text in (";", "\n"):
            found.append([])
    return found if found[-1] else found[:-1]


def _written(script: Script, statements: Sequence[Sequence[Pipeline]]) -> list[tuple[list[str], str]] | None:
    """Each statement with the comments above it and behind it; `None` where one does not stand on a line of its own."""
    found: list[tuple[list[str], str]] = []
    place = 0
    for statement in statements:
        start, end = statement[0].range.start, statement[-1].range.end
        text, gap = script.text[start:end], script.text[place:start]
        comments = _comments(gap)
        if comments is None or _NOT_CONTINUED.search(text):
            return None
        if found and "#" in gap.partition("\n")[0]:
            # A comment behind a command is that command's.
            found[-1][0].append(comments.pop(0))
        found.append((comments, text))
        place = end
    rest = _comments(script.text[place:])
    if rest is None:
        return None
    found[-1][0].extend(rest)
    return found


def _comments(gap: str) -> list[str] | None:
    """The comments between two statements; `None` where anything else stands there that a shell reads."""
    lines = [it.strip(f"{BLANKS};") for it in gap.split("\n")]
    return [it for it in lines if it] if all(not it or it.startswith("#") for it in lines) else None
