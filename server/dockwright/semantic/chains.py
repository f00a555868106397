"""A RUN as a chain of commands: what may be put behind it, and which RUNs may become one."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from dockwright.semantic.commands import Command, commands_of, script_of
from dockwright.semantic.document import Document
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_KEPT_BY_THE_SHELL = frozenset(
    {".", "alias", "cd", "eval", "exec", "exit", "export", "popd", "pushd", "readonly", "return", "set", "shopt"}
    | {"source", "trap", "ulimit", "umask", "unalias", "unset"}
)
_LAST = frozenset({"exec", "exit", "return"})


def is_chain(run: ast.Run, state: State) -> bool:
    """Whether a RUN is simple commands in a row, each after the success of the one before, in a script we can read."""
    if run.is_trigger or run.heredocs or not isinstance(run.command, ast.ShellForm):
        return False
    script = script_of(run, state.shell_language)
    if script is None or not script.is_flat or script.problems or not script.commands:
        return False
    # Commands inside `$(…)` and of `sudo` come with their own; only the separators at the top count.
    top = [it for pipeline in script.body.pipelines for it in (pipeline.before, pipeline.after) if it is not None]
    return all(it.text == "&&" for it in top)


def appended(run: ast.Run, state: State, command: str) -> Edit | None:
    """The edit that puts a command behind the last one of a chain, on a line of its own; `None` for anything else."""
    if not is_chain(run, state):
        return None
    commands = _at_the_top(run, state)
    if not commands or any(it.wraps or it.name in _LAST for it in commands):
        # What runs as another user may need that user, and nothing runs behind `exec`.
        return None
    newline = line_end_of(run.unit.text)
    trails, indent = _style(run, commands)
    joint = f" && {run.escape}{newline}{indent}" if trails else f" {run.escape}{newline}{indent}&& "
    return insert(commands[-1].range.end, joint + command)


def without(run: ast.Run, state: State, needless: Collection[Command]) -> tuple[Edit, ...] | None:
    """The edits that take commands out of a chain and leave at least one in it.

    `None` where the RUN is no chain, one of them is no link of it, or a comment would be lost with it.
    """
    if not needless or not is_chain(run, state):
        return None
    commands = _at_the_top(run, state)
    starts = {it.range.start for it in needless}
    links = {it.range.start for it in commands if not it.wraps}
    if not starts <= links or len(starts) == len(commands):
        return None
    edits: list[Edit] = []
    for is_needless, group in groupby(enumerate(commands), lambda it: it[1].range.start in starts):
        indexes = [index for index, _ in group]
        if is_needless:
            edits.append(delete(_cut(commands, indexes[0], indexes[-1])))
    comments = [it.range for it in run.comments]
    if any(edit.range.start < it.end and it.start < edit.range.end for edit in edits for it in comments):
        return None
    return tuple(edits)


def without_all(run: ast.Run, document: Document, needless: Collection[Command]) -> tuple[Edit, ...] | None:
    """The same, or the edit that deletes the RUN where they are all that it runs; `None` where that is not to be.

    A comment directly above would then speak of the instruction below.
    """
    state = document.state_before(run)
    edits = without(run, state, needless)
    if edits is not None or not is_chain(run, state) or run.comments or document.tree.comments_above(run):
        return edits
    if {it.range.start for it in needless} != {it.range.start for it in document.commands(run)}:
        return None
    return (delete(run.full_range),)


def _cut(commands: list[Command], first: int, last: int) -> TextRange:
    """What has to go with the links `first` to `last` of a chain: one of the separators beside them, and line ends."""
    if first == 0:
        return TextRange(commands[0].range.start, commands[last + 1].range.start)
    return TextRange(commands[first - 1].range.end, commands[last].range.end)


def _style(run: ast.Run, commands: list[Command]) -> tuple[bool, str]:
    """Whether `&&` stands at the end of lines, and how lines are indented, as the last line break shows it."""
    text, base = run.unit.text, run.start
    for command in reversed(commands):
        separator = command.separator_before_range
        if separator is None:
            continue
        (start, end), begin = separator.shifted(-base), command.range.start - base
        line = text.rfind("\n", 0, start) + 1
        below = text.rfind("\n", 0, begin) + 1
        if below > end and not text[below:begin].strip(BLANKS):
            # `a && \` with the next command below.
            return True, text[below:begin]
        if line and not text[line:start].strip(BLANKS):
            return False, text[line:start]
    return False, "    "


def merged(first: ast.Run, second: ast.Run, document: Document) -> Edit | None:
    """The edit that makes one chain of two RUNs, one right below the other; `None` where they differ in more.

    Only what stands between their commands changes: the line end, the second's keyword and flags.
    """
    if first.full_range.end != second.start:
        return None
    state, later = document.state_before(first), document.state_before(second)
    if not is_chain(first, state) or not is_chain(second, later) or state.shell_words != later.shell_words:
        return None
    if [it.text for it in first.flags] != [it.text for it in second.flags]:
        return None
    above, below = _at_the_top(first, state), _at_the_top(second, later)
    if not above or not below:
        return None
    if any(it.name in _KEPT_BY_THE_SHELL or not it.words for it in above):
        # A new shell has forgotten directories, variables and options.
        return None
    end = max(it.range.end for it in above)
    start = min(it.range.start for it in below)
    text, base = first.unit.text + second.unit.text, first.start
    keyword = second.keyword.range.start
    between = text[end - base : keyword - base]
    if between.strip(BLANKS) or between.count("\n") != 1 or "\n" in text[keyword - base : start - base]:
        # A comment, a blank line, or a continuation that leads nowhere.
        return None
    return Edit(TextRange(end, start), " && ")


def _at_the_top(run: ast.Run, state: State) -> list[Command]:
    return [it for it in commands_of(run, state.shell_language) if not it.nestings and it.wrapper is None]
