"""An instruction's shell script as a file of its own, for programs that read nothing but shell scripts.

Such a file begins with a head that says what the Dockerfile says elsewhere: which shell reads the script, whether it
stops at the first error, and which variables are set. Below it the script stands as the shell gets it. A place in the
file leads back to the Dockerfile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from dockwright.catalog.images import Family
from dockwright.catalog.variables import PROXY_ARGUMENTS
from dockwright.semantic.document import Document
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import nearest

_DIALECTS = {"ash": "busybox", "bash": "bash", "busybox": "busybox", "dash": "dash", "ksh": "ksh", "mksh": "ksh"}
"""The dialect of each shell that ShellCheck reads; `sh` is one of these, by the image."""

_SH = {
    Family.ALPINE: "busybox",
    Family.BUSYBOX: "busybox",
    Family.WOLFI: "busybox",
    Family.DEBIAN: "dash",
    Family.UBUNTU: "dash",
    Family.AMAZON: "bash",
    Family.ARCH: "bash",
    Family.AZURE: "bash",
    Family.FEDORA: "bash",
    Family.PHOTON: "bash",
    Family.RED_HAT: "bash",
    Family.SUSE: "bash",
}
"""What `/bin/sh` is in the images of a family."""

_LONGEST = 50_000
"""No person wrote a longer script; to check one takes minutes."""

_TEMPLATE = re.compile(r"<%|\{\{|\{%")
"""What will be another script once something has filled it in."""

_WINDOWS = re.compile(r"powershell|pwsh|\.exe\b|\b[a-z]:\\|\biex\b|\bcmd /", re.IGNORECASE)
"""What tells of Windows, where the base image does not say what system it is."""

_VARIABLE = re.compile(r"\$\{?[#!]?([A-Za-z_][A-Za-z0-9_]*)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+=,-]*")
_ADVICE = re.compile(r"[ \t]*#[ \t]*shellcheck[ \t]")
_SHELL_OPTIONS = re.compile(r"-[A-Za-z]*e[A-Za-z]*")
# Names whose mere assignment changes how a script reads; a value that stands for theirs would change it again.
_NOT_EXPORTED = frozenset(("_", "IFS"))


class Standalone:
    """One script as a file of its own: its `text`, of which the first `head` lines are ours.

    `form` is where it comes from, without a place; `is_sure` says whether the dialect is surely the shell's.
    """

    __slots__ = ("_starts", "form", "head", "is_run", "is_sure", "memo", "text")

    def __init__(self, head: list[str], form: ast.ShellForm, body: str, *, is_sure: bool, is_run: bool) -> None:
        self.head = len(head)
        self.text = "".join(f"{line}\n" for line in (*head, body))
        self.form = form
        self.is_sure = is_sure
        self.is_run = is_run
        """Whether a build runs it; otherwise a container does, whose environment the user may add to."""
        self.memo: dict[object, object] = {}
        """Where higher floors keep what they computed from it."""
        self._starts: list[int] | None = None

    def offset(self, line: int, column: int) -> int | None:
        """Where a line and column of the file, both counted from 1, stand in the form's text; `None` in the head."""
        if self._starts is None:
            self._starts = [0, *(it.end() for it in re.finditer("\n", self.form.text))]
        row = line - self.head - 1
        if row < 0:
            return None
        if row >= len(self._starts):
            return len(self.form.text)
        end = self._starts[row + 1] - 1 if row + 1 < len(self._starts) else len(self.form.text)
        return min(self._starts[row] + max(column - 1, 0), end)

    @property
    def end(self) -> int:
        """Where in the instruction the script's last word ends."""
        return self.form.source_range(0, len(self.form.text.rstrip())).end

    def range(self, start: int, end: int) -> TextRange:
        """Where `[start, end)` of the form's text stands in the instruction."""
        return self.form.source_range(start, end)


def standalone_scripts(document: Document) -> Iterator[tuple[ast.Instruction, tuple[Standalone, ...]]]:
    """Each instruction that has shell scripts which can be checked, with them; ranges count from its start."""
    deferred: frozenset[str] = frozenset()
    is_windows: bool | None = None
    for instruction in document.instructions:
        if isinstance(instruction, ast.From):
            deferred = frozenset()
        if isinstance(instruction, ast.Onbuild):
            trigger = instruction.trigger
            if isinstance(trigger, ast.Arg | ast.Env):
                deferred |= {pair.name.text for pair in trigger.pairs}
                continue
        elif not isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
            continue
        state = document.state_before(instruction)
        if state.base.family is None and state.shell is None:
            if is_windows is None:
                is_windows = any(it.kept(_speaks_of_windows) for it in document.instructions)
            if is_windows:
                continue
        memo = instruction.unit.memo
        kept = cast("_Kept | None", memo.get(standalone_scripts))
        if kept is None or kept.state is not state or kept.deferred != deferred:
            scripts = tuple(_scripts(instruction.bare, state, deferred))
            if kept is not None and [it.text for it in scripts] == [it.text for it in kept.scripts]:
                # Another state, but nothing that the scripts read: what was made of them holds.
                scripts = kept.scripts
            kept = memo[standalone_scripts] = _Kept(state, deferred, scripts)
        if kept.scripts:
            yield instruction, kept.scripts


def _speaks_of_windows(instruction: ast.Instruction) -> bool:
    return _WINDOWS.search(instruction.unit.text) is not None


class _Kept(NamedTuple):
    state: State
    deferred: frozenset[str]
    scripts: tuple[Standalone, ...]


def _scripts(instruction: ast.Instruction, state: State, deferred: frozenset[str]) -> Iterator[Standalone]:
    is_deferred = isinstance(instruction, ast.Onbuild)
    if isinstance(instruction, ast.Onbuild):
        if instruction.trigger is None:
            return
        instruction = instruction.trigger
    form = _form(instruction)
    if form is None or not _is_script(form):
        return
    shell = _shell(form, state)
    if shell is None:
        return
    dialect, is_sure, stops = shell
    is_run = isinstance(instruction, ast.Run)
    values: dict[str, str | None] = {}
    for name, value in state.environment.items():
        # An ARG holds while its own stage is built.
        if not value.argument or (is_run and not is_deferred):
            values[name] = None if value.argument and value.unset else value.text
    if is_run:
        values.update(dict.fromkeys(PROXY_ARGUMENTS))
    if is_deferred:
        values.update(dict.fromkeys(deferred))
    body = form.text
    if body.startswith("#!"):
        body = "# " + body[2:]
    head = [f"# shellcheck shell={dialect}", *_advice(body)]
    if stops:
        head.append("set -e")
    head += _exports(body, values)
    yield Standalone(head, form, body, is_sure=is_sure, is_run=is_run)


def _form(instruction: ast.Instruction) -> ast.ShellForm | None:
    if isinstance(instruction, ast.Healthcheck):
        kind = instruction.kind
        command = instruction.command if kind is not None and kind.text.upper() == "CMD" else None
    else:
        command = instruction.command if isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint) else None
    return command if isinstance(command, ast.ShellForm) else None


def _is_script(form: ast.ShellForm) -> bool:
    text = form.text.strip()
    if not text or len(text) > _LONGEST or _TEMPLATE.search(text):
        return False
    # A list that is no JSON was meant to be one.
    return not (text.startswith("[") and text.endswith("]"))


def _shell(form: ast.ShellForm, state: State) -> tuple[str, bool, bool] | None:
    """Which dialect a script is written in, whether that is sure, and whether it stops at the first error."""
    # BuildKit writes a here-document that starts with `#!` to a file and runs that, whatever the SHELL.
    if form.heredoc is not None and form.text.startswith("#!"):
        words = form.text[2:].partition("\n")[0].split()
        if words and words[0].rpartition("/")[2] == "env":
            words = [it for it in words[1:] if not it.startswith("-") and "=" not in it]
        if not words:
            return None
    else:
        words = list(state.shell_words)
    program = words[0].replace("\\", "/").rpartition("/")[2]
    stops = any(_SHELL_OPTIONS.fullmatch(it) for it in words[1:]) or "errexit" in words
    if program in _DIALECTS:
        return _DIALECTS[program], True, stops
    if program != "sh":
        return None
    family = state.base.family
    # Without a FROM there is nothing that could be known better.
    return _SH.get(family, "sh") if family is not None else "sh", family in _SH or not state.in_stage, stops


def _advice(body: str) -> Iterator[str]:
    """The script's own directives for all of it, which have to stand above the first command: here, ours."""
    for line in body.split("\n"):
        if line.strip() and not line.lstrip(" \t").startswith("#"):
            return
        if _ADVICE.match(line) and "shell=" not in line and "source" not in line:
            yield line.strip()


def _exports(body: str, values: dict[str, str | None]) -> Iterator[str]:
    """Lines that set the variables that a script names, and those that it may have meant by a name that is not set.

    A value stands in for all values that make no difference to a shell: a number, a word, none, or anything.
    """
    named = dict.fromkeys(_VARIABLE.findall(body))
    unknown = [name for name in named if name not in values]
    near = [nearest(name, [it for it in values if it.isupper() is name.isupper()]) for name in unknown]
    for name in dict.fromkeys((*named, *filter(None, near))):
        if name in values and name not in _NOT_EXPORTED and _NAME.fullmatch(name):
            value = values[name]
            if value is None or not _PLAIN.fullmatch(value):
                yield f"export {name}"
            elif value.isdecimal() or not value:
                yield f"export {name}={value and 1}"
            else:
                yield f"export {name}=word"
