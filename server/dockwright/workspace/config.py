"""Settings out of files: dockwright.toml, [tool.dockwright] in pyproject.toml, or else hadolint's file.

The nearest file of ours in a folder above counts, whole; files are not merged. Only where there is none at all is
.hadolint.yaml looked for, so that a project which comes from hadolint need not write anything.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dockwright.catalog.shellcheck import AUTO, OFF, SELECTED
from dockwright.lint.diagnostic import Severity
from dockwright.lint.schemas import kind_of, misfits
from dockwright.lint.settings import CODE_LENSES, DEFAULT, INLAY_HINTS, NEVER, SETTINGS, Settings
from dockwright.text.spelling import did_you_mean
from dockwright.workspace.files import Exclusion, Problem, read
from dockwright.workspace.layout import LAYOUT_SCHEMA

OWN_NAME = "dockwright.toml"
FILE_NAMES = (OWN_NAME, "pyproject.toml", ".hadolint.yaml", ".hadolint.yml")
"""The names of all files that may hold settings: what an editor watches."""

_SEVERITIES = {severity.name.lower(): severity for severity in Severity}
THRESHOLDS: Mapping[str, Severity | None] = {**_SEVERITIES, NEVER: None}
"""What `fail-on` may be."""

_HADOLINT_SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFORMATION,
    "style": Severity.HINT,
}

# In hadolint a rule may be ignored and still be counted; here what is ignored is not found.
_HADOLINT_THRESHOLDS: Mapping[str, Severity | None] = {
    **_HADOLINT_SEVERITIES,
    "ignore": Severity.HINT,
    "none": None,
}

# hadolint's keys that are options of one of its rules: its id, and the option's name here.
_HADOLINT_OPTIONS = {
    "trustedRegistries": ("DL3026", "trusted-registries"),
    "label-schema": ("DL3049", "label-schema"),
    "strict-labels": ("DL3050", "strict-labels"),
}

# Those that say when hadolint fails, and whether comments count; the others speak of its own command line.
_HADOLINT_OTHERS = ("failure-threshold", "disable-ignore-pragma", "no-fail", "no-color", "verbose", "format", "formats")


@dataclass(frozen=True)
class Configuration:
    """The settings that hold for the files of a folder, and the file they come from: `None` for the defaults.

    `given` pairs each setting that the file gives, by its key here, with the key that gives it there.
    """

    settings: Settings = DEFAULT
    path: str | None = None
    exclude: tuple[str, ...] = ()
    layout: tuple[tuple[str, Any], ...] = ()
    """What the table `format` says: pairs of an option of the formatter and its value."""

    given: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def exclusion(self) -> Exclusion | None:
        """What a walk leaves out; `None` where that is nothing."""
        return Exclusion(os.path.dirname(self.path), self.exclude) if self.path and self.exclude else None


class Configurations:
    """Finds the configuration of each folder; every file is looked for and read once."""

    def __init__(self) -> None:
        self._own: dict[str, Configuration | Problem | None] = {}
        self._hadolint: dict[str, Configuration | Problem | None] = {}

    def of_file(self, path: str) -> Configuration | Problem:
        """What holds for a file, which need not exist."""
        return self.of_folder(os.path.dirname(os.path.abspath(path)))

    def of_folder(self, folder: str) -> Configuration | Problem:
        """What holds for the files of a folder."""
        folder = os.path.abspath(folder)
        return _nearest(folder, self._own, _own_in) or _nearest(folder, self._hadolint, _hadolint_in) or Configuration()


def read_configuration(path: str) -> Configuration | Problem:
    """The configuration in a file that the user named."""
    name = os.path.basename(path)
    if name.endswith((".yaml", ".yml")):
        return _read_hadolint(path)
    return _read_toml(path, ("tool", "dockwright") if name == "pyproject.toml" else ()) or Configuration(path=path)


def today() -> str:
    """The day, as `2026-12-31`, in the time zone in which comments that end at a day are read."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def settings_of(table: Mapping[str, Any]) -> Settings:
    """Settings out of a table as our files and clients write it.

    Raise `ValueError` with a sentence for the user on an unknown key or a value of the wrong type.
    """
    _refuse_unknown(table, tuple(setting.key for setting in SETTINGS))
    severity = tuple(
        (selector, _one_of(f"severity.{selector}", value, _SEVERITIES))
        for selector, value in _table("severity", table.get("severity", {})).items()
    )
    options = tuple(
        (rule, name, _frozen(value))
        for rule, values in _table("rules", table.get("rules", {})).items()
        for name, value in _table(f"rules.{rule}", values).items()
    )
    lists = {key: _strings(key, table.get(key, [])) for key in ("select", "extend-select", "ignore")}
    return Settings(
        lists["select"],
        lists["extend-select"],
        lists["ignore"],
        severity,
        options,
        inline_ignores=_boolean("inline-ignores", table.get("inline-ignores", True)),
        fail_on=_one_of("fail-on", table.get("fail-on", "hint"), THRESHOLDS),
        shellcheck=_shellcheck(table.get("shellcheck", DEFAULT.shellcheck)),
        shown=tuple(_shown(table)),
    )


_SHOWN = {"inlay-hints": INLAY_HINTS, "code-lenses": CODE_LENSES}


def _shown(table: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    for key, schema in _SHOWN.items():
        for problem in misfits(key, schema, table.get(key, {})):
            raise ValueError(problem)
        for kind, value in table.get(key, {}).items():
            yield f"{key}.{kind}", value


def layout_of(table: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """What the table `format` in `table` says: pairs of an option of the formatter and its value.

    Raise `ValueError` as `settings_of` does.
    """
    given = table.get("format", {})
    for problem in misfits("format", LAYOUT_SCHEMA, given):
        raise ValueError(problem)
    return tuple((name.replace("-", "_"), value) for name, value in given.items())


def _given(table: Mapping[str, Any]) -> Iterator[str]:
    """The settings that a table gives, those of its tables one by one."""
    for key, value in table.items():
        if key == "severity":
            yield from (f"severity.{selector}" for selector in value)
        elif key in ("format", *_SHOWN):
            yield from (f"{key}.{name}" for name in value)
        elif key == "rules":
            yield from (f"rules.{rule}.{name}" for rule, values in value.items() for name in values)
        else:
            yield key


def _shellcheck(value: Any) -> str:
    if isinstance(value, str) and (value in (AUTO, OFF, SELECTED) or os.path.isabs(value)):
        return value
    raise ValueError(f"shellcheck must be {AUTO}, {SELECTED}, {OFF} or an absolute path, not {value!r}")


def _refuse_programs(settings: Settings) -> Settings:
    """`settings` of a project; raise `ValueError` where they name a program: who sends a project must not choose it."""
    if settings.shellcheck in (AUTO, OFF, SELECTED):
        return settings
    raise ValueError(
        f"shellcheck: a project can say {AUTO}, {SELECTED} or {OFF}; a program is named by the editor's settings or "
        "--shellcheck"
    )


def _nearest(
    folder: str,
    known: dict[str, Configuration | Problem | None],
    look: Callable[[str], Configuration | Problem | None],
) -> Configuration | Problem | None:
    """What `look` finds in `folder` or the nearest folder above it."""
    passed = []
    while folder not in known:
        passed.append(folder)
        here = look(folder)
        above = os.path.dirname(folder)
        if here is not None or above == folder:
            known[folder] = here
            break
        folder = above
    for it in passed:
        known[it] = known[folder]
    return known[folder]


def _own_in(folder: str) -> Configuration | Problem | None:
    path = os.path.join(folder, OWN_NAME)
    if os.path.isfile(path):
        return _read_toml(path, ())
    path = os.path.join(folder, "pyproject.toml")
    return _read_toml(path, ("tool", "dockwright")) if os.path.isfile(path) else None


def _hadolint_in(folder: str) -> Configuration | Problem | None:
    for name in (".hadolint.yaml", ".hadolint.yml"):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return _read_hadolint(path)
    return None


def _read_toml(path: str, place: tuple[str, ...]) -> Configuration | Problem | None:
    """The configuration in the table at `place`; `None` where the file has no such table."""
    text = read(path)
    if isinstance(text, Problem):
        return text
    if place and place[-1] not in text:
        return None  # Most projects' pyproject.toml does not speak of us; that is known without a parser.
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table: Any = tomllib.loads(text.removeprefix("\ufeff"))
        for key in place:
            table = table.get(key) if isinstance(table, dict) else None
        if table is None:
            return None
        table = _table(".".join(place) or "the file", table)
        exclude = _strings("exclude", table.get("exclude", []))
        return Configuration(
            _refuse_programs(settings_of(table)),
            path,
            exclude,
            layout_of(table),
            tuple((it, it) for it in _given(table)),
        )
    except ValueError as error:  # TOMLDecodeError is one as well.
        return Problem(path, str(error))


def _read_hadolint(path: str) -> Configuration | Problem:
    text = read(path)
    if isinstance(text, Problem):
        return text
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        table = YAML(typ="safe", pure=True).load(text)
        table = _table("the file", {} if table is None else table)
        return Configuration(_hadolint_settings(table), path, given=tuple(_hadolint_given(table)))
    except YAMLError as error:
        return Problem(path, " ".join(str(error).split()))
    except (ValueError, RecursionError) as error:
        return Problem(path, str(error))


def _hadolint_settings(table: Mapping[str, Any]) -> Settings:
    _refuse_unknown(table, ("ignored", "override", *_HADOLINT_OPTIONS, *_HADOLINT_OTHERS))
    override = _table("override", table.get("override") or {})
    _refuse_unknown(override, tuple(_HADOLINT_SEVERITIES))
    severity = tuple(
        (rule, _HADOLINT_SEVERITIES[name])
        for name, rules in override.items()
        for rule in _strings(f"override.{name}", rules or [])
    )
    options = tuple(_hadolint_options(table))
    return Settings(
        # In hadolint a rule that is off comes on when it is given a severity, or the labels that it asks for.
        extend_select=tuple(dict.fromkeys((*(rule for rule, _ in severity), *(rule for rule, _, _ in options)))),
        ignore=_strings("ignored", table.get("ignored") or []),
        severity=severity,
        options=options,
        inline_ignores=not _boolean("disable-ignore-pragma", table.get("disable-ignore-pragma") or False),
        fail_on=_hadolint_threshold(table),
    )


def _hadolint_threshold(table: Mapping[str, Any]) -> Severity | None:
    if _boolean("no-fail", table.get("no-fail") or False):
        return None
    # Without a threshold hadolint fails for whatever it finds.
    return _one_of("failure-threshold", table.get("failure-threshold") or "style", _HADOLINT_THRESHOLDS)


def _hadolint_given(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The settings that hadolint's file gives, each with its key there."""
    for key, value in table.items():
        if value is None:
            continue
        if key == "ignored":
            yield "ignore", key
        elif key == "override":
            for name, rules in value.items():
                yield from ((f"severity.{rule}", f"override.{name}") for rule in rules or ())
            yield "extend-select", key
        elif key in _HADOLINT_OPTIONS:
            rule, option = _HADOLINT_OPTIONS[key]
            yield f"rules.{rule}.{option}", key
            yield "extend-select", key
        elif key in ("failure-threshold", "no-fail"):
            yield "fail-on", key
        elif key == "disable-ignore-pragma":
            yield "inline-ignores", key


def _hadolint_options(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for key, (rule, option) in _HADOLINT_OPTIONS.items():
        value = table.get(key)
        if value is not None:
            yield rule, option, _frozen([value] if isinstance(value, str) else value)


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise ValueError(f"unknown setting {key!r}{did_you_mean(str(key), known)}")


def _table(key: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{key} must be a table, not {kind_of(value)}")
    return value


def _strings(key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(it, str) for it in value):
        return tuple(value)
    raise ValueError(f"{key} must be a list of strings, not {kind_of(value)}")


def _boolean(key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{key} must be true or false, not {kind_of(value)}")


Choice = TypeVar("Choice")


def _one_of(key: str, value: Any, choices: Mapping[str, Choice]) -> Choice:
    if isinstance(value, str) and value in choices:
        return choices[value]
    raise ValueError(f"{key} must be one of {', '.join(choices)}, not {value!r}{did_you_mean(str(value), choices)}")


def _frozen(value: Any) -> Any:
    """`value` with tuples for its lists and tables, so that settings can be compared and remembered."""
    if isinstance(value, list):
        return tuple(_frozen(it) for it in value)
    if isinstance(value, dict):
        return tuple((key, _frozen(it)) for key, it in value.items())
    return value
