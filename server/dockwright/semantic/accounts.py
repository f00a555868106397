"""The users that a stage makes, and the groups that it puts them into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.catalog.accounts import DROPPING_PRIVILEGES, FLAGS_WITH_VALUE, MAKING_USERS
from dockwright.catalog.images import Family, is_root
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.privileges import steps_down, steps_down_itself
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_GROUPING = MAKING_USERS | {"usermod", "addgroup"}
_MAKING_GROUPS = ("addgroup", "adduser", "groupadd")
# Where `adduser` is another name of `useradd`.
_ONE_COMMAND = frozenset({Family.RED_HAT, Family.FEDORA, Family.AMAZON, Family.SUSE, Family.ARCH, Family.PHOTON})


class Account(NamedTuple):
    """A user that a command makes; `uid` is "" where it is given one that is not known, `None` where none is."""

    name: str
    uid: str | None
    word: CommandWord
    command: Command
    uid_flag: str | None
    """The flag that would give it a number here; `None` where it is not known which program the command is."""


class Words(NamedTuple):
    """The words of a command: each flag's value ("" where it is not known or there is none), and the operands."""

    flags: dict[str, str]
    operands: list[CommandWord]

    def value(self, *names: str) -> str | None:
        """The value of the first flag given of `names`."""
        return next((self.flags[it] for it in names if it in self.flags), None)


def accounts_made(stage: Stage) -> Iterator[Account]:
    """The users that the RUNs of a stage make, in order; those of stages that it builds on are not among them."""
    for run in stage.all_of(ast.Run):
        text = run.unit.text
        if "useradd" in text or "adduser" in text:
            yield from _made_by(run, stage.state_before(run))


def _made_by(run: ast.Run, state: State) -> Iterator[Account]:
    for command in commands_of(run, state.shell_language):
        if command.name not in MAKING_USERS or command.wraps:
            continue
        words = words_of(command)
        if len(words.operands) != 1 or not words.operands[0].value:
            continue
        # Debian's `adduser --group` makes a group, unless `--system` says that it makes both.
        if "--group" in words.flags and "--system" not in words.flags:
            continue
        if "-D" in words.flags and command.name == "useradd":
            continue
        word = words.operands[0]
        uid = words.value("-u", "--uid")
        yield Account(word.value or "", uid, word, command, _uid_flag(command, state))


def groups_made(stage: Stage) -> Iterator[tuple[str, str | None, int]]:
    """The groups that the RUNs of a stage make: `(name, number, where)`; the number may not be known.

    The group that a user gets of its own is not among them.
    """
    for run in stage.all_of(ast.Run):
        if not any(it in run.unit.text for it in _MAKING_GROUPS):
            continue
        for command in commands_of(run, stage.state_before(run).shell_language):
            words = words_of(command) if command.name in _MAKING_GROUPS and not command.wraps else None
            if words is None or len(words.operands) != 1 or not words.operands[0].value:
                continue
            if command.name != "adduser" or ("--group" in words.flags and "--system" not in words.flags):
                word = words.operands[0]
                yield word.value or "", words.value("-g", "--gid") or None, word.range.start


def _uid_flag(command: Command, state: State) -> str | None:
    family = state.base.family
    if command.name == "useradd" or family in _ONE_COMMAND or family in (Family.ALPINE, Family.BUSYBOX, Family.WOLFI):
        return "-u"
    return "--uid" if family in (Family.DEBIAN, Family.UBUNTU) else None


def memberships(stage: Stage) -> Iterator[tuple[str, str]]:
    """Which users the RUNs of a stage put into which further groups, as far as the words tell: `(user, group)`."""
    for run in stage.all_of(ast.Run):
        for command in commands_of(run, stage.state_before(run).shell_language):
            if command.name not in _GROUPING or command.wraps:
                continue
            words = words_of(command)
            operands = [it.value for it in words.operands]
            if command.name in ("adduser", "addgroup") and len(operands) == 2 and operands[0] and operands[1]:
                yield operands[0], operands[1]
            elif command.name in ("usermod", "useradd") and len(operands) == 1 and operands[0]:
                for group in (words.value("-G", "--groups") or "").split(","):
                    if group:
                        yield operands[0], group


def words_of(command: Command) -> Words:
    """The flags and operands of a command that deals with users."""
    taking = FLAGS_WITH_VALUE.get(command.name or "", frozenset())
    flags: dict[str, str] = {}
    operands: list[CommandWord] = []
    waiting: str | None = None
    for word in command.arguments:
        text = word.value if word.value is not None else word.text
        if waiting is not None:
            flags[waiting] = word.value or ""
            waiting = None
        elif text.startswith("--") and len(text) > 2:
            name, equals, value = text.partition("=")
            flags[name] = value if equals and word.value is not None else ""
            waiting = name if name in taking and not equals else None
        elif text.startswith("-") and len(text) > 1 and text != "--":
            for index, letter in enumerate(text[1:], 1):
                name = f"-{letter}"
                flags[name] = ""
                if name in taking:
                    rest = text[index + 1 :]
                    flags[name] = rest if word.value is not None else ""
                    waiting = None if rest else name
                    break
        elif text != "--":
            operands.append(word)
    return Words(flags, operands)


def user_name(user: str | None) -> str:
    """The part of a USER's or `--chown`'s value that names the user; empty where it is not known."""
    return (user or "").partition(":")[0]


def is_number(user: str) -> bool:
    """Whether it is a number rather than a name."""
    return user.isascii() and user.isdigit()


def selects_a_user(stage: Stage) -> bool:
    """Whether a USER of the stage, or of those that it builds on, names, or may name, another user than root."""
    for it in stage.lineage:
        for instruction in it.all_of(ast.User):
            if instruction.user is not None:
                user = it.state_before(instruction).value_of(instruction.user)
                if user is None or not is_root(user):
                    return True
    return False


def unused_account(stage: Stage) -> Account | None:
    """The one user that the last stage makes, where it ends as root and nothing but RUNs speaks of that user.

    `None` too where it makes several, where a program that gives root away is in sight, or a script that may do so.
    """
    state = stage.final_state
    if not stage.is_last or not is_root(state.user) or state.is_windows:
        return None
    made = list(accounts_made(stage))
    if len(made) != 1 or selects_a_user(stage) or steps_down(stage) or _hands_over(stage):
        return None
    (account,) = made
    if "/etc/subuid" in account.command.instruction.unit.text:
        # A user that stands for others, as the Docker daemon's `dockremap`.
        return None
    spoken_of = (it.unit.text for it in stage.instructions if not isinstance(it, ast.Run))
    return None if any(account.name in it for it in spoken_of) else account


def _hands_over(stage: Stage) -> bool:
    """Whether what the container starts may itself go on as another user: a script, a server, or what the base has."""
    state = stage.final_state
    known = state.base.known
    if state.entrypoint is None and (state.command is None or (known is not None and steps_down_itself(known))):
        return True
    starts = [it for own in stage.lineage for it in own.instructions if isinstance(it, ast.Cmd | ast.Entrypoint)]
    return any(_may_hand_over(it, state) for it in starts)


def _may_hand_over(start: ast.Cmd | ast.Entrypoint, state: State) -> bool:
    commands = commands_of(start, state.shell_language)
    if not commands:
        return True
    for command in commands:
        for word in command.words[:2]:
            value = word.value
            if value is None or value.endswith(".sh") or "entrypoint" in value or "init" in value:
                return True
        if command.name in DROPPING_PRIVILEGES:
            return True
    return False
