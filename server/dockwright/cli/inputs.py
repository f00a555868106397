"""What a command works on: the files that were named, the settings of each, and the rules."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.workspace.config import THRESHOLDS, Configuration, Configurations, read_configuration, today
from dockwright.workspace.context import FolderContext
from dockwright.workspace.files import Exclusion, Problem, decode, find, read

_log = logging.getLogger(__name__)

STANDARD_INPUT = "-"

# Nobody writes such a file by hand; a log or a dump that is named by mistake shall not cost minutes.
LONGEST_TEXT = 5_000_000


@dataclass(frozen=True)
class Choices:
    """What the command line says about settings; lists are `None` where it says nothing."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    config: str | None = None
    fail_on: str | None = None
    inline_ignores: bool = True
    also: tuple[str, ...] = ()
    """Ids of rules that run besides those selected."""

    @staticmethod
    def of(options: argparse.Namespace) -> Choices:
        """The choices among parsed options."""
        select = options.select
        return Choices(
            None if select is None else tuple(it for names in select for it in names),
            tuple(it for names in options.ignore or () for it in names),
            options.config,
            options.fail_on,
            options.inline_ignores,
        )

    def over(self, settings: Settings) -> Settings:
        """`settings` with these choices: a selection replaces the file's, an ignored rule comes on top."""
        if self.select is not None:
            settings = replace(settings, select=self.select, extend_select=())
        if self.also:
            settings = replace(settings, extend_select=settings.extend_select + self.also)
        if self.fail_on is not None:
            settings = replace(settings, fail_on=THRESHOLDS[self.fail_on])
        inline_ignores = settings.inline_ignores and self.inline_ignores
        return replace(settings, ignore=settings.ignore + self.ignore, inline_ignores=inline_ignores, today=today())


@dataclass(frozen=True)
class Source:
    """A Dockerfile to work on: as it is called, its text, and its settings."""

    path: str
    text: str
    settings: Settings
    layout: tuple[tuple[str, Any], ...] = ()
    """What its settings file says of the layout."""

    def document(self) -> Document:
        """What the text means; what comes in on standard input may lie anywhere."""
        path = os.path.abspath(self.path)
        return Document.parse(self.text, path, FolderContext(path) if os.path.isfile(path) else None)


class Reader:
    """Reads files with their settings; every settings file is read once.

    Standard input goes by the name `stdin_name`, or `-`; a reader travels to other processes empty.
    """

    def __init__(self, choices: Choices, stdin_name: str | None) -> None:
        self._choices = choices
        self._stdin_name = stdin_name or STANDARD_INPUT
        self._configurations = Configurations()
        self._checked: dict[int, tuple[Configuration | Problem, Configuration | Problem]] = {}

    def __reduce__(self) -> tuple[type[Reader], tuple[Choices, str]]:
        return Reader, (self._choices, self._stdin_name)

    def read(self, path: str) -> Source | Problem:
        """The file at `path`; what comes in on standard input for `-`."""
        if path == STANDARD_INPUT:
            return self._source(self._stdin_name, decode(self._stdin_name, sys.stdin.buffer.read()))
        return self._source(path, read(path))

    def configuration(self, folder: str) -> Configuration | Problem:
        """The configuration for the files of a folder."""
        if self._choices.config is not None:
            return read_configuration(self._choices.config)
        return self._configurations.of_folder(folder)

    def _source(self, path: str, text: str | Problem) -> Source | Problem:
        if isinstance(text, Problem):
            return text
        if len(text) > LONGEST_TEXT:
            return Problem(path, f"too long: {len(text):,} characters, at most {LONGEST_TEXT:,}")
        found = self._configuration(os.path.dirname(os.path.abspath(path)))
        return found if isinstance(found, Problem) else Source(path, text, found.settings, found.layout)

    def _configuration(self, folder: str) -> Configuration | Problem:
        """The configuration for the files of a folder, with the choices on top, and nothing wrong in it."""
        if self._choices.config is not None:
            key = 0
            configuration = self._checked[0][0] if 0 in self._checked else self.configuration(folder)
        else:
            configuration = self.configuration(folder)
            key = id(configuration)
        if key not in self._checked:
            # The configuration is kept beside: as long as it lives no other has its id.
            self._checked[key] = configuration, self._check(configuration)
        return self._checked[key][1]

    def _check(self, configuration: Configuration | Problem) -> Configuration | Problem:
        checked = checked_names(configuration)
        if isinstance(checked, Problem):
            return checked
        return replace(checked, settings=self._choices.over(checked.settings))


def checked_names(configuration: Configuration | Problem) -> Configuration | Problem:
    """The configuration, or what is wrong with the names and values of rules in it."""
    if isinstance(configuration, Problem):
        return configuration
    problems = configuration.settings.problems(all_rules())
    return Problem(configuration.path or "settings", "; ".join(problems)) if problems else configuration


def _found(named: Iterable[str], reader: Reader, *, force_exclude: bool) -> Iterator[str | Problem]:
    """The files to work on, each once; `-` for standard input."""

    @cache
    def exclusion(folder: str) -> Exclusion | None:
        configuration = reader.configuration(folder)
        return configuration.exclusion if isinstance(configuration, Configuration) else None

    def is_excluded(path: str) -> bool:
        """Whether a walk from this folder would leave the file out, or one from the file's own."""
        exclusions = map(exclusion, (os.curdir, os.path.dirname(path) or os.curdir))
        return any(it is not None and it.covers(path, is_folder=False) for it in exclusions)

    for name in named:
        if name == STANDARD_INPUT:
            yield name
        elif os.path.isdir(name):
            yield from find([name], exclusion(name))
        elif not force_exclude or not is_excluded(name):
            yield from find([name])


def names_unknown_rules(choices: Choices) -> bool:
    """Whether the command line names rules that there are not; which ones is said on standard error."""
    problems = Settings(select=choices.select or (), ignore=choices.ignore).problems(all_rules())
    for problem in problems:
        print(f"dockwright: {problem}", file=sys.stderr)
    return bool(problems)


def internal_error(path: str, error: Exception) -> Problem:
    """What to say of a file that we failed on ourselves; the whole story goes to the log."""
    _log.error("internal error on %s", path, exc_info=error)
    return Problem(path, f"internal error: {type(error).__name__}: {error}")


class Complaints:
    """Says on standard error what could not be done, each thing once."""

    def __init__(self) -> None:
        self._said: set[Problem] = set()

    def __bool__(self) -> bool:
        return bool(self._said)

    def add(self, problem: Problem) -> None:
        """Say it, unless it was said."""
        if problem not in self._said:
            self._said.add(problem)
            print(f"dockwright: {problem.path}: {problem.message}", file=sys.stderr, flush=True)

    def paths(self, named: Iterable[str], reader: Reader, *, force_exclude: bool) -> list[str]:
        """The files to work on, each once, `-` for standard input; of what is none, it is said why.

        `force_exclude`: what the settings exclude is left out also where it is named.
        """
        files: list[str] = []
        for path in _found(named, reader, force_exclude=force_exclude):
            if isinstance(path, Problem):
                self.add(path)
            else:
                files.append(path)
        return files


def is_coloured(stream: object) -> bool:
    """Whether colours make sense there: it is a terminal, and nobody declined (no-color.org)."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
