"""Which settings hold for an open text: those of its project's file, and the editor's on top."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dockwright.formatter.options import Options
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, SETTINGS, Settings
from dockwright.lsp.from_lsp import Json
from dockwright.workspace.config import Configuration, Configurations, layout_of, settings_of, today
from dockwright.workspace.files import Problem
from dockwright.workspace.layout import EditorConfigs, options_from

# `exclude` speaks of walks over folders: a text that is open is meant to be looked at. Nor does an editor end with 1.
_KEYS = frozenset(setting.key for setting in SETTINGS) - {"exclude", "fail-on"}


class SessionSettings:
    """The settings of one session; `complain` gets a sentence for each file, value or name that makes no sense.

    `rules` are those that settings may speak of.
    """

    def __init__(self, table: Json, rules: Sequence[Rule], complain: Callable[[str], None]) -> None:
        self._complain = complain
        self._rules = rules
        self._table: Json = None
        self._editors = DEFAULT
        self._editors_layout: tuple[tuple[str, Json], ...] = ()
        self._configurations = Configurations()
        self._by_path: dict[str | None, Settings] = {}
        self._checked: dict[str, Settings] = {}
        self._today = today()
        self.take(table)

    def take(self, table: Json) -> bool:
        """Take the editor's settings; whether that changes anything."""
        if table == self._table:
            return False
        self._table = table
        try:
            ours = _ours(table)
            self._editors, self._editors_layout = settings_of(ours), layout_of(ours)
            self._check("settings of the editor", self._editors)
        except ValueError as error:
            self._complain(f"settings of the editor: {error}")
            self._editors, self._editors_layout = DEFAULT, ()
        self._by_path.clear()
        return True

    def files_changed(self) -> None:
        """Read the files again when they are next needed."""
        self._configurations = Configurations()
        self._by_path.clear()

    def of(self, path: str | None) -> Settings:
        """The settings for the text at `path`; one that lies in no folder has the editor's."""
        if (now := today()) != self._today:
            # A comment may silence until a day.
            self._today = now
            self._by_path.clear()
        settings = self._by_path.get(path)
        if settings is None:
            found = self._of_file(path) if path is not None else self._editors
            settings = self._by_path[path] = replace(found, today=now)
        return settings

    def layout(self, path: str | None, given: Iterable[tuple[str, Json]]) -> Options:
        """The layout of the text at `path`; `given` is what the editor says of every text."""
        found = None if path is None else self._configurations.of_file(path)
        if isinstance(found, Problem):
            self._complain(f"{found.path}: {found.message}")
        files = found.layout if isinstance(found, Configuration) else ()
        # Read anew each time: no client tells us when an .editorconfig changes, and few ask for a layout.
        return options_from(self._editors_layout, files, EditorConfigs().pairs(path), given)

    def shellcheck(self, path: str | None) -> str:
        """Which ShellCheck is wanted for the text at `path`: its project may decline, the editor may name another."""
        return self.of(path).shellcheck

    def _of_file(self, path: str) -> Settings:
        found = self._configurations.of_file(path)
        if isinstance(found, Problem):
            self._complain(f"{found.path}: {found.message}")
            return self._editors
        if found.path is not None:
            self._check(found.path, found.settings)
        return found.settings.under(self._editors)

    def _check(self, source: str, settings: Settings) -> None:
        # A file's settings hold for many texts; what is wrong with them is said once.
        if self._checked.get(source) != settings:
            self._checked[source] = settings
            for problem in settings.problems(self._rules):
                self._complain(f"{source}: {problem}")


def _ours(table: Json) -> dict[str, Json]:
    """The editor's settings by their keys in our files: it writes `extendSelect`, and keeps its own beside."""
    if not isinstance(table, dict):
        return {}
    ours = {key: it for key, it in _named(table).items() if key in _KEYS}
    if isinstance(ours.get("format"), dict):
        ours["format"] = _named(ours["format"])
    return ours


def _named(table: dict[str, Json]) -> dict[str, Json]:
    named = {re.sub(r"(?<=[a-z])[A-Z]", lambda it: f"-{it[0].lower()}", str(key)): it for key, it in table.items()}
    # An editor that knows a setting but has no value for it sends null.
    return {key: it for key, it in named.items() if it is not None}
