"""Which program reads a command in shell form, and how it takes failures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dockwright.catalog.images import SHELL_OF_ITS_OWN, Family
from dockwright.semantic.commands import commands_of
from dockwright.semantic.configured import OTHER_SH
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

Interpreter = Literal["bash", "busybox", "dash"]

_BY_NAME: dict[str, Interpreter] = {"ash": "busybox", "bash": "bash", "busybox": "busybox", "dash": "dash"}
_SH_OF: dict[Family, Interpreter] = {
    Family.ALPINE: "busybox",
    Family.AMAZON: "bash",
    Family.ARCH: "bash",
    Family.AZURE: "bash",
    Family.BUSYBOX: "busybox",
    Family.DEBIAN: "dash",
    Family.FEDORA: "bash",
    Family.PHOTON: "bash",
    Family.RED_HAT: "bash",
    Family.SUSE: "bash",
    Family.UBUNTU: "dash",
    Family.WOLFI: "busybox",
}


def interpreter(state: State) -> Interpreter | None:
    """The program that runs a command in shell form; `None` where it is not known, or is none of these."""
    if state.shell is None and may_inherit_shell(state):
        return None
    return program_of(state.shell_words[0], state)


def program_of(path: str, state: State) -> Interpreter | None:
    """The program that a shell's name or path stands for; `None` where it is not known, or is none of these."""
    if state.is_windows:
        return None
    name = path.rpartition("/")[2]
    if name != "sh":
        return _BY_NAME.get(name)
    family = state.base.family
    if family is None or OTHER_SH in state.configured:
        return None
    return _SH_OF.get(family)


def may_inherit_shell(state: State) -> bool:
    """Whether the base image is known to have a SHELL of its own, which is in force until the file gives another."""
    known = state.base.known
    return known is not None and known.repository.startswith(SHELL_OF_ITS_OWN)


def shell_has(state: State, letter: str, name: str) -> bool:
    """Whether the words of SHELL switch an option on, by its letter or its name: `-e`, `-o errexit`."""
    return switches_on(state.shell_words[1:], letter, name)


def script_has(run: ast.Run, state: State, letter: str, name: str) -> bool:
    """Whether a RUN itself switches an option on: by `set` somewhere in it, or in the `#!` of its here-document."""
    if "set" not in run.unit.text and "#!" not in run.unit.text:
        return False
    return run.kept(_script_has, state.shell_language, letter, name)


def _script_has(run: ast.Run, language: str | None, letter: str, name: str) -> bool:
    form = run.command
    if isinstance(form, ast.ShellForm) and form.text.startswith("#!"):
        words = form.text[2:].partition("\n")[0].split()
        if switches_on(words, letter, name):
            return True
    return any(
        command.name == "set" and switches_on([it or "" for it in command.values[1:]], letter, name)
        for command in commands_of(run, language)
    )


def switches_on(words: Sequence[str], letter: str, name: str) -> bool:
    """Whether words behind a shell's name, or behind `set`, switch an option on, by its letter or its name."""
    for word in words:
        if word == name:
            return True
        if letter and word[:1] == "-" and word[:2] != "--" and word[1:].isalpha() and letter in word:
            return True
    return False
