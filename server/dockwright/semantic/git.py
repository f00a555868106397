"""What a call of git does: its sub-command, and the flags in front of it and behind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dockwright.catalog.programs import GIT, GIT_CLONE
from dockwright.semantic.arguments import Arguments, arguments_of
from dockwright.semantic.commands import Command, CommandWord

# `ssh://…`, `git+ssh://…`, and `user@host:path` as scp has it.
_SSH = re.compile(r"(?:git\+)?ssh://|[\w.-]+@[\w.-]+:(?!//)", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?|git|ssh|git\+ssh)://|[\w.-]+@[\w.-]+:", re.IGNORECASE)


class GitCall(NamedTuple):
    """A call of git."""

    command: Command
    subcommand: str
    settings: Arguments
    """What stands in front of the sub-command: `-c name=value`, `-C folder`."""
    arguments: Arguments
    """What stands behind it."""

    @property
    def repository(self) -> CommandWord | None:
        """The repository that a clone names."""
        operands = self.arguments.operands
        return operands[0] if self.subcommand == "clone" and operands else None


def git_call_of(command: Command) -> GitCall | None:
    """The call of git that a command is; `None` where it is none, or its sub-command is not known."""
    if command.name != "git" or command.wraps:
        return None
    settings = arguments_of(command, GIT)
    if not settings.operand_indexes:
        return None
    first = settings.operand_indexes[0]
    subcommand = command.values[first]
    if subcommand is None:
        return None
    return GitCall(command, subcommand, settings, arguments_of(command, GIT_CLONE, first + 1))


def git_calls_of(commands: Iterable[Command]) -> list[GitCall]:
    """The calls of git among commands."""
    return [found for it in commands if (found := git_call_of(it)) is not None]


def is_over_ssh(address: str) -> bool:
    """Whether git reaches a repository by SSH."""
    return _SSH.match(address) is not None


def is_remote(address: str) -> bool:
    """Whether a repository lies on another machine, as far as its address tells."""
    return _REMOTE.match(address) is not None
