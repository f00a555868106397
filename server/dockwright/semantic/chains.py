"""A RUN as a chain of commands: what may be put behind it, and which RUNs may become one."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby, pairwise

from dockwright.semantic.commands import Command, commands_of, script_of
from dockwright.semantic.document import Document
from dockwright.semantic.shells import script_has, shell_has
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

KEPT_BY_THE_SHELL = frozenset(
    {".", "alias", "cd", "eval", "exec", "exit", "export", "popd", "pushd", "readonly", "return", "set", "shopt"}
    | {"source", "trap", "ulimit", "umask", "unalias", "unset"}
)
"""Commands that change the shell which runs them."""

_LAST = frozenset({"exec", "exit", "return"})


def is_chain(run: ast.Run, state: State) -> bool:
    """Whether a RUN is simple commands in a row, each after the success of the one before, in a script we can read."""
    return not run.is_trigger and _is_joined(run, state)


def _is_joined(run: ast.Run, state: State) -> bool:
    """The same, also for a RUN that an ONBUILD defers."""
    return not run.heredocs and _is_flat(run, state, _AND)


def is_list(run: ast.Run, state: State) -> bool:
    """Whether it is simple commands in turn, some behind a semicolon: `set -e; a; b`."""
    return not run.heredocs and _is_flat(run, state, _IN_TURN)


def _is_body(run: ast.Run, state: State) -> bool:
    """Whether it is a heredoc of simple commands in a row."""
    form = run.command
    heredoc = form.heredoc if isinstance(form, ast.ShellForm) else None
    return heredoc is not None and heredoc.terminated and len(run.heredocs) == 1 and _is_flat(run, state, _IN_TURN)


_AND = frozenset({"&&"})
_IN_TURN = frozenset({"&&", ";", "\n"})


def _is_flat(run: ast.Run, state: State, separators: frozenset[str]) -> bool:
    if not isinstance(run.command, ast.ShellForm):
        return False
    script = script_of(run, state.shell_language)
    if script is None or not script.is_flat or script.problems or not script.commands:
        return False
    # Commands inside `$(…)` and of `sudo` come with their own; only the separators at the top count.
    top = [it for pipeline in script.body.pipelines for it in (pipeline.before, pipeline.after) if it is not None]
    return all((it.text.strip(BLANKS) or "\n") in separators for it in top)


def appended(run: ast.Run, state: State, command: str) -> Edit | None:
    """The edit that puts a command behind the last one of a chain, on a line of its own; `None` for anything else.

    In a heredoc that goes on after a failure it is joined to the last command, so that it cannot hide one.
    """
    is_joined = _is_joined(run, state)
    if not is_joined and not _is_body(run, state):
        return None
    commands = _at_the_top(run, state)
    if not commands or any(it.name in _LAST for it in commands):
        # Nothing runs behind `exec`.
        return None
    prefix = _as_whom(commands)
    if prefix is None:
        return None
    command = prefix + command
    if not is_joined:
        return _at_the_end_of_the_body(run, state, commands, command)
    newline = line_end_of(run.unit.text)
    trails, indent = _style(run, commands)
    joint = f" && {run.escape}{newline}{indent}" if trails else f" {run.escape}{newline}{indent}&& "
    return insert(commands[-1].range.end, joint + command)


def _as_whom(commands: list[Command]) -> str | None:
    """What stands in front of commands that need root; empty where nothing does, `None` where they take a user's part.

    What runs as another user may need that user.
    """
    prefix = ""
    for command in commands:
        if command.name not in _TAKING_ROOT or not command.wraps:
            continue
        for value in command.values[1:]:
            if value is None or value.startswith(_FOR_OTHERS):
                return None
            if not value.startswith("-") and "=" not in value:
                break
        prefix = f"{command.name} "
    return prefix


_TAKING_ROOT = frozenset({"doas", "sudo"})
_FOR_OTHERS = ("-u", "-g", "--user", "--group", "-i", "-s")


def _link_of(command: Command) -> Command:
    """The command, with `sudo` and the like in front of it."""
    while command.wrapper is not None and not command.nestings:
        command = command.wrapper
    return command


def _negates(run: ast.Run, state: State) -> bool:
    script = script_of(run, state.shell_language)
    return script is None or any(it.negated for it in script.body.pipelines)


def _at_the_end_of_the_body(run: ast.Run, state: State, commands: list[Command], command: str) -> Edit | None:
    (heredoc,) = run.heredocs
    if any(it.name == "set" and any((text or "+").startswith("+") for text in it.values[1:]) for it in commands):
        return None
    last = commands[-1]
    if not stops_at_failures(run, state):
        return insert(last.range.end, f" && {command}")
    text, base = run.unit.text, run.start
    start = text.rfind("\n", 0, last.range.start - base) + 1
    line = text[start : last.range.start - base]
    indent = line[: len(line) - len(line.lstrip(BLANKS))]
    return insert(heredoc.content_range.end, f"{indent}{command}{line_end_of(text)}")


def stops_at_failures(run: ast.Run, state: State) -> bool:
    """Whether the shell that runs a RUN ends at the first command that fails."""
    # BuildKit leaves SHELL aside where the script has a `#!` line.
    inherits = not run.heredocs or not run.heredocs[0].content.lstrip("\t").startswith("#!")
    return (inherits and shell_has(state, "e", "errexit")) or script_has(run, state, "e", "errexit")


def preceded(run: ast.Run, state: State, command: str) -> Edit | None:
    """The edit that puts a command in front of the first one of a chain, a list or a heredoc; behind its `set`, if any.

    `None` for anything else.
    """
    is_body = _is_body(run, state)
    if run.is_trigger or not (is_list(run, state) or is_body):
        return None
    commands = _at_the_top(run, state)
    if not commands:
        return None
    first = commands[0]
    if first.name == "set" and len(commands) > 1:
        first = commands[1]
    start, text = first.range.start, run.unit.text
    if is_body:
        line = text.rfind("\n", 0, start - run.start) + 1
        indent = text[line : start - run.start]
        if not indent.strip(BLANKS):
            return insert(start, f"{command}{line_end_of(text)}{indent}")
    separator = first.separator_before if first is not commands[0] else first.separator_after
    return insert(start, f"{command}; " if separator == ";" else f"{command} && ")


def without(run: ast.Run, state: State, needless: Collection[Command]) -> tuple[Edit, ...] | None:
    """The edits that take commands out of a chain, a list or a heredoc, and leave at least one in it.

    `None` where the RUN is none of these, one of them is no link of it, or a comment would be lost with it.
    """
    if not needless:
        return None
    is_joined = _is_joined(run, state)
    in_turn = not is_joined and is_list(run, state)
    if not is_joined and not in_turn and not _is_body(run, state):
        return None
    commands = _at_the_top(run, state)
    links = [_link_of(it) for it in needless]
    starts = {it.range.start for it in links}
    if not starts <= {it.range.start for it in commands} or len(starts) == len(commands):
        return None
    if _negates(run, state) or any(
        after.separator_before in ("|", "|&") and (before.range.start in starts) != (after.range.start in starts)
        for before, after in pairwise(commands)
    ):
        # What is left of a pipe, or behind `!`, would be about something else.
        return None
    if not is_joined:
        if commands[-1].range.start in starts and not stops_at_failures(run, state):
            # The status of the last command is that of the RUN.
            return None
        if any(it.is_piped for it in commands if it.range.start in starts):
            return None
        if not in_turn:
            return _without_lines(run, [it for it in commands if it.range.start in starts])
    edits: list[Edit] = []
    for is_needless, group in groupby(enumerate(commands), lambda it: it[1].range.start in starts):
        indexes = [index for index, _ in group]
        if is_needless:
            edits.append(delete(_cut(commands, indexes[0], indexes[-1])))
    comments = [it.range for it in run.comments]
    if any(edit.range.start < it.end and it.start < edit.range.end for edit in edits for it in comments):
        return None
    return tuple(edits)


def _without_lines(run: ast.Run, needless: list[Command]) -> tuple[Edit, ...] | None:
    """The edits that delete the lines of a heredoc on which the commands stand; `None` where more stands there."""
    text, base = run.unit.text, run.start
    edits: list[Edit] = []
    for command in needless:
        start = text.rfind("\n", 0, command.range.start - base) + 1
        end = text.find("\n", command.range.end - base) + 1
        ends = text[start : command.range.start - base] + text[command.range.end - base : end]
        if ends.strip(f"{BLANKS}\n"):
            return None
        edits.append(delete(TextRange(start, end).shifted(base)))
    return tuple(edits)


def removed(run: ast.Run, state: State, needless: Command) -> tuple[Edit, ...] | None:
    """The edits that take a command away, with its RUN where that runs nothing else; `None` where it is bound up.

    Bound up is what is in a pipe, in control flow, in quotes, or runs with a comment that would be lost.
    """
    edits = without(run, state, (needless,))
    link = _link_of(needless)
    if edits is not None or not is_chain(run, state) or run.comments or link.is_piped or link.nestings:
        return edits
    alone = [it.range for it in _at_the_top(run, state)] == [link.range]
    return (delete(run.full_range),) if alone else None


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
    # Of `a; b && c` there stays `a; c`, as `c` never minded how `a` ended.
    if first == 0 or (last + 1 < len(commands) and commands[first].separator_before != "&&"):
        return TextRange(commands[first].range.start, commands[last + 1].range.start)
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
    joint = between(first, second, document) if first.full_range.end == second.start else None
    if joint is None:
        return None
    keyword = second.keyword.range.start
    above, below = document.text[joint.start : keyword], document.text[keyword : joint.end]
    if above.strip(BLANKS) or above.count("\n") != 1 or "\n" in below:
        # A comment, a blank line, or a continuation that leads nowhere.
        return None
    return Edit(joint, " && ")


def between(first: ast.Run, second: ast.Run, document: Document) -> TextRange | None:
    """What stands between the commands of two RUNs, in whose place an `&&` would make one chain of them.

    `None` where they could not be one: a new shell has forgotten directories, variables and options.
    """
    state, later = document.state_before(first), document.state_before(second)
    if not is_chain(first, state) or not is_chain(second, later) or state.shell_words != later.shell_words:
        return None
    if [it.text for it in first.flags] != [it.text for it in second.flags]:
        return None
    above, below = _at_the_top(first, state), _at_the_top(second, later)
    if not above or not below or any(it.name in KEPT_BY_THE_SHELL or not it.words for it in above):
        return None
    return TextRange(max(it.range.end for it in above), min(it.range.start for it in below))


def _at_the_top(run: ast.Run, state: State) -> list[Command]:
    return [it for it in commands_of(run, state.shell_language) if not it.nestings and it.wrapper is None]
