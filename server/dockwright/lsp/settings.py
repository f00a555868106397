"""Which settings hold for a text: those of its project's file, and the editor's on top."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dockwright.formatter.options import Options
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, SETTINGS, Settings
from dockwright.lsp.folders import Folders
from dockwright.lsp.from_lsp import Json
from dockwright.workspace.config import Configuration, Configurations, layout_of, settings_of, today
from dockwright.workspace.files import Problem
from dockwright.workspace.layout import EditorConfigs, options_from

WORKSPACE_DIAGNOSTICS = "workspace-diagnostics"
"""The editor's own setting: whether Dockerfiles that are not open are looked at as well."""

# `exclude` speaks of walks over folders: a text that is open is meant to be looked at. Nor does an editor end with 1.
_KEYS = frozenset(setting.key for setting in SETTINGS) - {"exclude", "fail-on"}


class SessionSettings:
    """The settings of one session; `complain` gets a sentence for each file, value or name that makes no sense.

    The editor's are given for all its folders together, and may be given for single ones anew. `tables`, as those for
    `take`, hold until the editor is asked; that for all folders also wherever it then has nothing to say. `rules` are
    those that settings may speak of.
    """

    def __init__(
        self,
        tables: Mapping[str | None, Json],
        folders: Folders,
        rules: Sequence[Rule],
        complain: Callable[[str], None],
    ) -> None:
        self._complain = complain
        self._rules = rules
        self._folders = folders
        self._first = _ours(tables.get(None))
        self._tables: dict[str | None, dict[str, Json]] = {}
        self._editors: dict[str | None, Settings] = {}
        self._layouts: dict[str | None, tuple[tuple[str, Json], ...]] = {}
        self._by_path: dict[str | None, Settings] = {}
        self._checked: dict[str, Settings] = {}
        self._today = today()
        self._configurations = Configurations()
        self.take(tables)

    def take(self, tables: Mapping[str | None, Json]) -> bool:
        """Take the editor's settings by the URIs of its folders, `None` for all others; whether that changes any."""
        common = tables.get(None)
        taken: dict[str | None, dict[str, Json]] = {None: _ours(common) if isinstance(common, dict) else self._first}
        taken |= {uri: _ours(it) for uri, it in tables.items() if uri is not None and isinstance(it, dict)}
        if taken == self._tables:
            return False
        self._tables = taken
        read = {uri: self._read(table) for uri, table in taken.items()}
        self._editors = {uri: settings for uri, (settings, _) in read.items()}
        self._layouts = {uri: layout for uri, (_, layout) in read.items()}
        self._by_path.clear()
        return True

    def files_changed(self) -> None:
        """Read the files again when they are next needed."""
        self._configurations = Configurations()
        self._by_path.clear()

    def folders_changed(self) -> None:
        """Find out again which folder a text belongs to."""
        self._by_path.clear()

    def copy(self) -> SessionSettings:
        """The same settings for another thread, with files still to be read; what is wrong with them was said."""
        folders = Folders((it.uri for it in self._folders), self._folders.disk)
        copied = SessionSettings({}, folders, self._rules, lambda _: None)
        copied._first, copied._tables, copied._editors = self._first, dict(self._tables), dict(self._editors)
        return copied

    def of(self, path: str | None) -> Settings:
        """The settings for the text at `path`; one that lies in no folder has the editor's."""
        if (now := today()) != self._today:
            # A comment may silence until a day.
            self._today = now
            self._by_path.clear()
        settings = self._by_path.get(path)
        if settings is None:
            found = self._of_file(path) if path is not None else self._editors[None]
            settings = self._by_path[path] = replace(found, today=now)
        return settings

    def layout(self, path: str | None, given: Iterable[tuple[str, Json]]) -> Options:
        """The layout of the text at `path`; `given` is what the editor says of every text."""
        found = None if path is None else self._configurations.of_file(path)
        if isinstance(found, Problem):
            self._complain(f"{found.path}: {found.message}")
        files = found.layout if isinstance(found, Configuration) else ()
        # Read anew each time: no client tells us when an .editorconfig changes, and few ask for a layout.
        return options_from(self._layouts[self._key_of(path)], files, EditorConfigs().pairs(path), otherwise=given)

    def shellcheck(self, path: str | None) -> str:
        """Which ShellCheck is wanted for the text at `path`: its project may decline, the editor may name another."""
        return self.of(path).shellcheck

    def looks_at_closed_files(self, folder: str | None) -> bool:
        """Whether the Dockerfiles of the folder with that URI are looked at that are not open."""
        table = self._tables.get(folder, self._tables[None])
        return table.get(WORKSPACE_DIAGNOSTICS, self._tables[None].get(WORKSPACE_DIAGNOSTICS)) is True

    def _read(self, table: dict[str, Json]) -> tuple[Settings, tuple[tuple[str, Json], ...]]:
        try:
            ours = {key: it for key, it in table.items() if key != WORKSPACE_DIAGNOSTICS}
            found, layout = settings_of(ours), layout_of(ours)
            if not isinstance(table.get(WORKSPACE_DIAGNOSTICS, False), bool):
                raise ValueError(f"{WORKSPACE_DIAGNOSTICS} must be true or false")
            self._check("settings of the editor", found)
        except ValueError as error:
            self._complain(f"settings of the editor: {error}")
            return DEFAULT, ()
        return found, layout

    def _key_of(self, path: str | None) -> str | None:
        """Under which name the editor's settings for a text are known."""
        folder = self._folders.of(path)
        return folder.uri if folder is not None and folder.uri in self._tables else None

    def _of_file(self, path: str) -> Settings:
        editors = self._editors[self._key_of(path)]
        found = self._configurations.of_file(path)
        if isinstance(found, Problem):
            self._complain(f"{found.path}: {found.message}")
            return editors
        if found.path is not None:
            self._check(found.path, found.settings)
        return found.settings.under(editors)

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
    ours = {key: it for key, it in _named(table).items() if key in _KEYS | {WORKSPACE_DIAGNOSTICS}}
    if isinstance(ours.get("format"), dict):
        ours["format"] = _named(ours["format"])
    return ours


def _named(table: dict[str, Json]) -> dict[str, Json]:
    named = {re.sub(r"(?<=[a-z])[A-Z]", lambda it: f"-{it[0].lower()}", str(key)): it for key, it in table.items()}
    # An editor that knows a setting but has no value for it sends null.
    return {key: it for key, it in named.items() if it is not None}
