"""Where the files of a COPY come to lie, for instructions below that change them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from dockwright.semantic.chains import without
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State, kept
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete, insert

_FOR_ATTRIBUTES = frozenset({"chgrp", "chmod", "chown", "ls", "setcap", "stat"})


class Landing(NamedTuple):
    """A COPY, and what it may have made."""

    copy: ast.Copy
    destination: str
    """The absolute path that it names."""
    files: tuple[str, ...]
    """Where its source may lie if that is a file; none for several sources or for what is known to be a directory."""


class Changing(NamedTuple):
    """A RUN right below COPYs."""

    run: ast.Run
    state: State
    landings: tuple[Landing, ...]
    """The COPYs directly above it, the next one first."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Its commands."""
        return commands_of(self.run, self.state.shell_language)

    def called(self, name: str) -> list[Command]:
        """Its commands of one name."""
        bare = commands_of(self.run.bare, self.state.shell_language)
        return [it.at(self.run.base) for it in bare if it.name == name]

    def path_of(self, word: str | None) -> str | None:
        """The absolute path that a word of a command names."""
        if word is None or not word or any(it in word for it in "*?[{~"):
            return None
        return absolute(word, self.state)

    def changes_content(self, path: str) -> bool:
        """Whether a command of it, other than for owners and modes, names a path or what lies below."""
        for command in commands_of(self.run.bare, self.state.shell_language):
            if command.name in _FOR_ATTRIBUTES:
                continue
            for value in command.values[1:]:
                named = self.path_of(value)
                if named is not None and (named == path or named.startswith(f"{path}/")):
                    return True
        return False

    def only(self, command: Command, document: Document) -> bool:
        """Whether the RUN is nothing but that command, and nothing stands between it and the line above."""
        above = self.landings[0].copy
        # Blank lines and comments are no part of a stage: they are to be read where they stand.
        if (
            document.text[above.full_range.end : self.run.start]
            or self.run.flags
            or self.run.heredocs
            or self.run.comments
        ):
            return False
        return len(self.commands) == 1 and not command.redirections and command.separator_after is None


def changing_runs(stage: Stage) -> tuple[Changing, ...]:
    """The RUNs of a stage that stand right below one or more COPYs."""
    found = stage.answers.get(changing_runs)
    if found is None:
        found = stage.answers[changing_runs] = tuple(_changing_runs(stage))
    return cast("tuple[Changing, ...]", found)


def _changing_runs(stage: Stage) -> Iterator[Changing]:
    copies: list[ast.Copy] = []
    for instruction in stage.instructions if ast.Copy in stage.kinds else ():
        if isinstance(instruction, ast.Copy):
            copies.append(instruction)
        elif copies:
            if isinstance(instruction, ast.Run) and isinstance(instruction.command, ast.ShellForm):
                landings = _landings(stage, copies)
                state = stage.state_before(instruction)
                if landings and not state.is_windows:
                    yield Changing(instruction, state, landings)
            copies = []


def _landings(stage: Stage, copies: Sequence[ast.Copy]) -> tuple[Landing, ...]:
    """Where COPYs that follow each other put their files, the last one first."""
    found: list[Landing] = []
    for copy in reversed(copies):
        landing = _kept_landing(copy, stage.state_before(copy))
        if landing is None:
            # Nobody knows what this one puts where.
            break
        found.append(landing)
    return tuple(found)


def moved_to_flag(
    changing: Changing, landing: Landing, flag: str, command: Command, document: Document
) -> tuple[Edit, ...] | None:
    """The edits that give a COPY a flag and take a command out of the RUN, or the RUN where it runs nothing else.

    `None` where the command is bound up with others.
    """
    given = insert(landing.copy.keyword.range.end, f" {flag}")
    if changing.only(command, document):
        return given, delete(changing.run.full_range)
    taken = without(changing.run, changing.state, (command,)) if not command.redirections else None
    return (given, *taken) if taken is not None else None


def _kept_landing(copy: ast.Copy, state: State) -> Landing | None:
    """The landing of a COPY; kept on it, as each edit of its stage asks."""
    landing = kept(copy.unit.memo, _kept_landing, state, lambda it: _landing(copy.bare, it))
    return landing._replace(copy=copy) if landing is not None else None


def _landing(copy: ast.Copy, state: State) -> Landing | None:
    destination = copy.destination
    written = state.path_of(destination, copy.escape) if destination is not None else None
    if written is None or not written:
        return None
    path = absolute(written, state)
    if path is None:
        return None
    return Landing(copy, path, tuple(_files(copy, written, path, state)))


def _files(copy: ast.Copy, written: str, path: str, state: State) -> Iterator[str]:
    if len(copy.sources) != 1:
        return
    heredoc = copy.heredoc_of(copy.sources[0])
    source = heredoc.name if heredoc is not None else state.path_of(copy.sources[0], copy.escape)
    if not source or source.endswith(("/", ".")) or any(it in source for it in "*?["):
        return
    if not written.endswith(("/", ".")):
        yield path
    # A destination that is a directory already may be written without a slash at its end.
    yield posixpath.join(path, posixpath.basename(source))


def absolute(path: str, state: State) -> str | None:
    """A path as seen from the WORKDIR; `None` where that is not known."""
    if not path.startswith("/"):
        if state.workdir is None:
            return None
        path = posixpath.join(state.workdir, path)
    return posixpath.normpath(path).replace("//", "/")
