"""What a build does to packages: every operation of its RUNs, and what bears on one from outside its own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from dockwright.catalog.packages import Action
from dockwright.semantic.commands import Command, CommandWord, PackageOperation, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert

_FLAG_NAMES = ("arg", "flag", "opt", "param", "quiet", "yes")
"""What the name of a variable has in it that holds flags rather than packages."""

_CONFIGURATION = "apt.conf"


def runs(document: Document) -> Iterator[ast.Run]:
    """The RUNs of a document in order, those that an ONBUILD defers included."""
    for instruction in document.instructions:
        if isinstance(instruction, ast.Run):
            yield instruction
        elif isinstance(instruction, ast.Onbuild) and isinstance(instruction.trigger, ast.Run):
            yield instruction.trigger


def operations(document: Document, *managers: str) -> Iterator[tuple[ast.Run, PackageOperation]]:
    """What the RUNs of a document do to packages by one of `managers`, in order."""
    for run in runs(document):
        for operation in operations_of(document, run):
            if operation.manager.name in managers:
                yield run, operation


def operations_of(document: Document, run: ast.Run) -> tuple[PackageOperation, ...]:
    """What a RUN does to packages. Kept on it, as most have nothing and many rules ask."""
    language = document.state_before(run).shell_language
    memo = run.unit.memo
    key = (operations_of, run.bare.range.start, language)
    kept = cast("tuple[Command, ...] | None", memo.get(key))
    if kept is None:
        kept = memo[key] = tuple(it for it in commands_of(run.bare, language) if it.operation is not None)
    placed = (it.at(run.base).operation for it in kept)
    return tuple(it for it in placed if it is not None)


def ships(document: Document, run: ast.Run) -> bool:
    """Whether what a RUN writes may come into an image: its stage does, or it waits for a build from the stage."""
    stage = document.stage_of(run)
    return stage is None or stage.ships or run.is_trigger


def may_get_flags(operation: PackageOperation, state: State) -> bool:
    """Whether a variable among its words may hold a flag, as far as its value or else its name tells."""
    for word in operation.command.arguments:
        if word.value is not None or not word.may_split or word.text[:1] != "$" or word.text[:2] == "$(":
            continue
        if not word.variables or any(_may_hold_flags(it, state) for it in word.variables):
            return True
    return False


def _may_hold_flags(name: str, state: State) -> bool:
    if not name.isidentifier():
        # `$@` and `$1` are whatever a function is called with.
        return True
    value = state.environment.get(name)
    if value is not None and value.text is not None:
        return any(it.startswith("-") for it in value.text.split())
    return any(it in name.lower() for it in _FLAG_NAMES)


def flag_behind(operation: PackageOperation, flag: str) -> Edit:
    """The edit that gives an operation a flag, right behind its sub-command."""
    return argument_behind(operation.command, operation.subcommand_words[-1], flag)


def argument_behind(command: Command, word: CommandWord, text: str) -> Edit:
    """The edit that puts `text`, one plain word, behind `word` of a command."""
    return insert(word.range.end, f', "{text}"' if is_exec_form(command) else f" {text}")


def replaced(command: Command, word: CommandWord, text: str) -> Edit:
    """The edit that makes `text`, one plain word, of `word` of a command."""
    return Edit(word.range, f'"{text}"' if is_exec_form(command) else text)


def is_exec_form(command: Command) -> bool:
    """Whether the words of a command are the strings of an exec form."""
    instruction = command.instruction
    form = getattr(instruction, "command", None)
    return isinstance(form, ast.ExecForm) and "script" not in command.nestings


def is_mounted(run: ast.Run, state: State, directories: Iterable[str]) -> bool:
    """Whether one of `directories` is, or may be, on a mount whose files stay out of the layer."""
    for mount in run.mounts:
        kind = mount.option("type")
        if kind is None or kind.plain not in ("cache", "tmpfs"):
            continue
        target = mount.option("target", "dst", "destination")
        if target is None or target.value is None:
            continue
        path = state.value_of(target.value)
        if path is None:
            return True
        path = path.rstrip("/")
        if any(it == path or it.startswith(f"{path}/") for it in directories):
            return True
    return False


def is_apt_configured(document: Document, run: ast.Run, option: str) -> bool:
    """Whether the stage may have set an option of apt, such as "assume-yes", in a file before or in a RUN."""
    stage = document.stage_of(run)
    for it in stage.lineage if stage is not None else ():
        for instruction in it.instructions:
            if instruction.start > run.start:
                break
            if _configures_apt(instruction, option):
                return True
    return False


def _configures_apt(instruction: ast.Instruction, option: str) -> bool:
    if not isinstance(instruction, ast.Run | ast.Transfer) or _CONFIGURATION not in instruction.unit.text:
        return False
    # What a copied file says is not known; a here-document's body is.
    copied = isinstance(instruction, ast.Transfer) and not instruction.heredocs
    return copied or option in instruction.unit.text.lower()


def installs(operation: PackageOperation) -> bool:
    """Whether it brings packages in, so that it needs an index of them."""
    return operation.action in (Action.INSTALL, Action.INSTALL_LOCKED, Action.UPGRADE)
