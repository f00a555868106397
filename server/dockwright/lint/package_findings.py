"""Findings that the rules on several package managers have in common, each about one RUN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety
from dockwright.semantic.chains import appended, removed
from dockwright.semantic.commands import Command, CommandWord, PackageOperation, commands_of
from dockwright.semantic.failures import stops_the_build
from dockwright.semantic.installing import (
    flag_behind,
    installs,
    last_filled,
    may_ship,
    site_of,
    switched_off_in_rpm,
    unpinned,
    unpinned_message,
    upgrades,
    without_words,
)
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


def upgraded(run: ast.Run, state: State, names: Iterable[str], *managers: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each upgrade of all that is installed; `names` are the sub-commands meant."""
    site = site_of(run, state)
    for operation in upgrades(site, names, *managers) if site is not None else ():
        edits = removed(run, state, operation.command)
        fixes = (Fix("Remove the upgrade", edits, Safety.UNSAFE),) if edits is not None else ()
        name = f"{operation.program} {operation.subcommand.words[0]}"
        message = f"`{name}` makes the image depend on the day of its build"
        yield Diagnostic(operation.subcommand_words[0].range, message, fixes)


def asks_in_vain(operation: PackageOperation, state: State, edit: Edit | None = None, message: str = "") -> Diagnostic:
    """The diagnostic where an operation waits for an answer that nobody gives.

    The fix gives it `-y`, or what `edit` inserts. It is safe where the build fails for want of an answer.
    """
    words = operation.subcommand_words
    where = TextRange(words[0].range.start, words[-1].range.end)
    name = f"`{operation.program} {' '.join(operation.subcommand.words)}`"
    said = f"{name} {message or 'asks before it goes on, and no one answers'}"
    edit = edit or flag_behind(operation, "-y")
    flag = edit.text.strip(', "')
    safety = Safety.SAFE if stops_the_build(operation.command, state) else Safety.UNSAFE
    return Diagnostic(where, said, (Fix(f"Add {flag}", (edit,), safety),))


def installed_unpinned(run: ast.Run, state: State, *managers: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each installation, at its first package without a version."""
    site = site_of(run, state)
    for operation in site.by(*managers) if site is not None else ():
        packages = unpinned(operation)
        if packages:
            yield Diagnostic(packages[0].word.range, unpinned_message(packages))


def switched_off(run: ast.Run, state: State, key: str, harm: str, *flags: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each place that switches a setting of yum or dnf off, by `--setopt`, a flag or a file.

    `harm` says what follows from that.
    """
    for command in commands_of(run, state.shell_language):
        for first, last in switched_off_in_rpm(command, key, *flags):
            if last is not None:
                edit = without_words(command, first, last)
                fixes = (Fix("Remove the flag", (edit,), Safety.UNSAFE),) if edit is not None else ()
                yield Diagnostic(last.range, f"`{last.value}` {harm}", fixes)
                continue
            edits = removed(run, state, command) if _says_nothing_else(command, first) else None
            fixes = (Fix("Delete the command", edits, Safety.UNSAFE),) if edits is not None else ()
            yield Diagnostic(first.range, f"`{key}` switched off {harm}", fixes)


def _says_nothing_else(command: Command, word: CommandWord) -> bool:
    """Whether `echo` writes one setting, or `sed` replaces one."""
    text = (word.value or ";").replace("\\n", "\n").rstrip("\n")
    if "\n" in text or ";" in text or command.has("-e"):
        return False
    return command.name == "sed" or len(command.arguments) == 1


def cache_left(run: ast.Run, state: State, manager: str, cleaning: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a RUN leaves the manager's cache filled, at the last command that fills it.

    `cleaning` is what comes behind the program's name to empty it.
    """
    site = site_of(run, state)
    operation = last_filled(site, manager) if site is not None and may_ship(run, state) else None
    if site is None or operation is None:
        return
    command = f"{operation.program} {cleaning}"
    # A RUN that does no more than fill it does so for the next ones.
    edit = appended(run, state, command) if any(map(installs, site.by(manager))) else None
    fixes = (Fix(f"Append {command}", (edit,), Safety.UNSAFE),) if edit is not None else ()
    yield Diagnostic(
        operation.subcommand_words[-1].range, f"`{operation.program}` leaves its cache in the image", fixes
    )
