"""A RUN as a chain of commands: what may be put behind it, and which RUNs may become one."""

from __future__ import annotations

from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit, insert
from dockwright.text.ranges import TextRange

_KEPT_BY_THE_SHELL = frozenset(
    {".", "alias", "cd", "eval", "exec", "exit", "export", "popd", "pushd", "readonly", "return", "set", "shopt"}
    | {"source", "trap", "ulimit", "umask", "unalias", "unset"}
)
_LAST = frozenset({"exec", "exit", "return"})


def is_chain(run: ast.Run, document: Document) -> bool:
    """Whether a RUN is simple commands in a row, each after the success of the one before, in a script we can read."""
    if run.is_trigger or run.heredocs or not isinstance(run.command, ast.ShellForm):
        return False
    script = script_of(run, document.state_before(run).shell_language)
    if script is None or not script.is_flat or script.problems or not script.commands:
        return False
    # Commands inside `$(…)` and of `sudo` come with their own; only the separators at the top count.
    top = [it for pipeline in script.body.pipelines for it in (pipeline.before, pipeline.after) if it is not None]
    return all(it.text == "&&" for it in top)


def appended(run: ast.Run, document: Document, command: str) -> Edit | None:
    """The edit that puts a command behind the last one of a chain, on a line of its own; `None` for anything else."""
    if not is_chain(run, document):
        return None
    commands = [it for it in document.commands(run) if not it.nestings and it.wrapper is None]
    if not commands or any(it.wraps or it.name in _LAST for it in commands):
        # What runs as another user may need that user, and nothing runs behind `exec`.
        return None
    text = document.text
    end = max(it.range.end for it in commands)
    separators = [it for it in commands if it.separator_before_range is not None]
    indent, trails = "    ", False
    newline = "\r\n" if "\r\n" in run.unit.text else "\n"
    for it in separators:
        place = it.separator_before_range
        assert place is not None, "chosen just above"
        begin = text.rfind("\n", 0, place.start) + 1
        leading = text[begin : place.start]
        if "\n" in text[place.end : it.range.start]:
            # `a && \` with the next command below.
            start = text.rfind("\n", 0, it.range.start) + 1
            trails, indent = True, text[start : it.range.start]
        elif not leading.strip(BLANKS) and begin > run.start:
            trails, indent = False, leading
    if indent.strip(BLANKS):
        return None
    joint = f" && {run.escape}{newline}{indent}" if trails else f" {run.escape}{newline}{indent}&& "
    return insert(end, joint + command)


def merged(first: ast.Run, second: ast.Run, document: Document) -> Edit | None:
    """The edit that makes one chain of two RUNs, one right below the other; `None` where they differ in more.

    Only what stands between their commands changes: the line end, the second's keyword and flags.
    """
    if not is_chain(first, document) or not is_chain(second, document):
        return None
    if [it.text for it in first.flags] != [it.text for it in second.flags]:
        return None
    if document.state_before(first).shell_words != document.state_before(second).shell_words:
        return None
    above, below = document.commands(first), document.commands(second)
    if not above or not below:
        return None
    if any(it.name in _KEPT_BY_THE_SHELL or not it.words for it in above):
        # A new shell has forgotten directories, variables and options.
        return None
    end = max(it.range.end for it in above if not it.nestings)
    start = min(it.range.start for it in below if not it.nestings)
    between = document.text[end : second.keyword.range.start]
    if between.strip(BLANKS) or between.count("\n") != 1:
        # A comment, a blank line, or a continuation that leads nowhere.
        return None
    if "\n" in document.text[second.keyword.range.start : start]:
        return None
    return Edit(TextRange(end, start), " && ")
