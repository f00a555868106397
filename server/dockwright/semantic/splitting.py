"""Where one RUN may become two: what the first leaves in its shell is gone in the second."""

from __future__ import annotations

import re

from dockwright.semantic.chains import KEPT_BY_THE_SHELL
from dockwright.semantic.commands import Command, script_of
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell.ast import Operator
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_OWN_SHELLS = frozenset(("subshell", "substitution", "script"))
_SETTING = frozenset("declare getopts let local mapfile read readarray shift typeset".split())
_STARTING = frozenset(
    (
        "coproc initctl invoke-rc.d mount mysqld_safe pg_ctl pg_ctlcluster rc-service service ssh-agent ssh-add "
        "start-stop-daemon supervisord sysctl systemctl umount Xvfb"
    ).split()
)
"""What starts a process that goes on, or mounts or sets what holds until the RUN ends."""

_GONE = ("/dev/shm", "/etc/hosts", "/etc/resolv.conf", "/etc/hostname")
"""What the builder makes anew for every RUN."""

_ARRAY = re.compile(r"\[\s*[\"\]]")
"""What behind a RUN is no test but the array of an exec form."""

_OF_THE_SHELL = ("$!", "$$", "$_")
_SETS = re.compile(r"\$\{\w+:?=")
_LOOPS = re.compile(r"\b(?:for|select)[ \t]+(\w+)")


def split(run: ast.Run, document: Document, offset: int) -> Edit | None:
    """The edit that makes two RUNs of one at the `&&` that `offset` touches; `None` where that is not the same.

    A new shell has forgotten directories, variables, options and traps, what ran in the background has ended, and what
    was written into a mount that is not kept is gone.
    """
    state, form = document.state_before(run), run.command
    if not isinstance(form, ast.ShellForm) or run.heredocs or not all(map(keeps_files, run.mounts)):
        return None
    script = script_of(run, state.shell_language)
    if script is None or script.problems or "function" in script.compounds:
        return None
    pipelines = script.body.pipelines
    index = next((number for number, it in enumerate(pipelines) if _touches(form, it.before, offset)), None)
    if index is None or pipelines[-1].after is not None:
        return None
    # `a; b || c && d` is `a; b || c` and then, only after its success, `d`; of `a && b || c` that is not true.
    if any(it.before is None or it.before.text != "&&" for it in pipelines[index:]):
        return None
    if any(it.before is not None and it.before.text == "&" for it in pipelines[:index]):
        return None
    above, below = pipelines[index - 1].range.end, pipelines[index].range.start
    end, start = form.source_range(above - 1, above).end, form.source_range(below, below + 1).start
    if _carries_over(form.text[:above], form.text[below:]) or _ARRAY.match(form.text, below):
        return None
    if any(_leaves_something(it) for it in document.commands(run) if it.range.start < end):
        return None
    newline, indent = line_end_of(document.text), indentation(run)
    flags = "".join(f"{it.text} " for it in run.flags)
    comments = [it.range.slice(document.text) for it in run.comments if end <= it.range.start < start]
    lines = [*comments, f"{run.written} {flags}"]
    return Edit(TextRange(end, start), "".join(f"{newline}{indent}{line}" for line in lines))


def _touches(form: ast.ShellForm, operator: Operator | None, offset: int) -> bool:
    if operator is None or operator.text != "&&":
        return False
    start, end = form.source_range(*operator.range)
    return start <= offset <= end


def keeps_files(mount: ast.Flag) -> bool:
    """Whether the next RUN finds in a mount what this one has written there, or neither can write."""
    kind = mount.option("type")
    name = kind.plain if kind is not None else "bind"
    if name == "bind":
        return mount.option("rw", "readwrite") is None
    return name in ("cache", "secret", "ssh")


def _carries_over(above: str, below: str) -> bool:
    """Whether a script mentions what ends with its shell, and what comes behind it might need that."""
    if any(it in above for it in _GONE) or any(it in below for it in _OF_THE_SHELL) or _SETS.search(above):
        return True
    names = {match[1] for match in _LOOPS.finditer(above)}
    return any(f"${name}" in below or f"${{{name}" in below for name in names)


def _leaves_something(command: Command) -> bool:
    """Whether a command leaves something behind in the shell that runs it, or a process beside it."""
    if command.separator_after == "&":
        return True
    if not _OWN_SHELLS.isdisjoint(command.nestings):
        return False
    name = command.name
    if name is None:
        return not command.words
    return name in KEPT_BY_THE_SHELL or name in _SETTING or name in _STARTING or _is_init_script(command)


def _is_init_script(command: Command) -> bool:
    return (command.values[0] or "").startswith("/etc/init.d/")
