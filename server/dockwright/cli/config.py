"""`dockwright config`: the settings that hold for a file, and where each of them comes from."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from dockwright.cli.exit_codes import CLEAN, FAILED
from dockwright.cli.inputs import Choices, Complaints, Reader, checked_names, names_unknown_rules
from dockwright.formatter.format import settled
from dockwright.lint.schemas import thawed
from dockwright.lint.settings import NEVER, SETTINGS, Settings, options_of
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.workspace.config import Configuration
from dockwright.workspace.files import Problem, read
from dockwright.workspace.layout import LAYOUT_SETTINGS, EditorConfigs, options_from

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def config(options: argparse.Namespace) -> int:
    """Run the command; the answer is the exit code."""
    choices = Choices.of(options)
    if names_unknown_rules(choices):
        return FAILED
    path: str = options.path
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    configuration = checked_names(Reader(choices, None).configuration(folder))
    if isinstance(configuration, Problem):
        Complaints().add(configuration)
        return FAILED
    settings = choices.over(configuration.settings)
    values = list(_values(path, configuration, choices, settings))
    if options.output_format == "json":
        print(json.dumps(_as_json(path, configuration, settings, values), indent=2))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(path, configuration, settings, values))
    return CLEAN


class Origin(NamedTuple):
    """Where a value comes from: `default`, `file` or `command line`, and of a file its path and the key in it.

    Or `continued lines`: those of the Dockerfile itself are indented so.
    """

    kind: str
    file: str | None = None
    key: str | None = None


class Value(NamedTuple):
    """A setting in force; `key` is the way to it through the tables of a settings file."""

    key: tuple[str, ...]
    value: Any
    origins: tuple[Origin, ...]


def _values(path: str, configuration: Configuration, choices: Choices, settings: Settings) -> Iterator[Value]:
    given: dict[str, list[Origin]] = {}
    for key, there in configuration.given:
        given.setdefault(key, []).append(Origin("file", configuration.path, there))
    for key, is_chosen in (
        ("select", choices.select is not None),
        ("ignore", bool(choices.ignore)),
        ("fail-on", choices.fail_on is not None),
        ("inline-ignores", not choices.inline_ignores),
    ):
        if is_chosen:
            # What is ignored on the command line comes on top, all else replaces.
            kept = given.get(key, []) if key == "ignore" else []
            given[key] = [*kept, Origin("command line")]
    if choices.select is not None:
        given.pop("extend-select", None)

    def value(*key: str, value: Any) -> Value:
        return Value(key, value, tuple(given.get(".".join(key), ())) or (Origin("default"),))

    plain = {
        "select": list(settings.select),
        "extend-select": list(settings.extend_select),
        "ignore": list(settings.ignore),
        "exclude": list(configuration.exclude),
        "shellcheck": settings.shellcheck,
        "inline-ignores": settings.inline_ignores,
        "fail-on": NEVER if settings.fail_on is None else settings.fail_on.name.lower(),
    }
    for setting in SETTINGS:
        if setting.key in plain:
            yield value(setting.key, value=plain[setting.key])
    for selector, severity in settings.severity:
        yield value("severity", selector, value=severity.name.lower())
    for kind, is_shown in dict(settings.shown).items():
        yield value(*kind.split("."), value=is_shown)
    yield from _layout(configuration, path)
    schemas = {it.key: it.schema for rule in all_rules() for it in options_of(rule)}
    for rule, name, chosen in settings.options:
        yield value("rules", rule, name, value=thawed(schemas.get(name, {}), chosen))


def _layout(configuration: Configuration, path: str) -> Iterator[Value]:
    """The settings of the layout; what no settings file says may come from an .editorconfig."""
    # In a folder a file of the usual name stands for all.
    name = os.path.join(path, "Dockerfile") if os.path.isdir(path) else path
    nearby = EditorConfigs().of_file(name)
    options = options_from(configuration.layout, ((option, it.value) for option, it in nearby.items()))
    chosen = dict(configuration.layout)
    text = read(path) if os.path.isfile(path) else None
    in_force = settled(Document.parse(text), options) if isinstance(text, str) else options
    for key in (it.key for it in LAYOUT_SETTINGS):
        option = key.replace("-", "_")
        origin = Origin("default")
        if option in chosen:
            origin = Origin("file", configuration.path, f"format.{key}")
        elif option in nearby:
            origin = Origin("file", nearby[option].file, nearby[option].key)
        elif getattr(in_force, option) != getattr(options, option):
            origin = Origin("continued lines")
        yield Value(("format", key), getattr(in_force, option), (origin,))


def _as_json(path: str, configuration: Configuration, settings: Settings, values: list[Value]) -> dict[str, Any]:
    return {
        "path": path,
        "file": configuration.path,
        "settings": {
            ".".join(it.key): {
                "value": it.value,
                "origins": [
                    {name: part for name, part in origin._asdict().items() if part is not None} for origin in it.origins
                ],
            }
            for it in values
        },
        "rules": {rule.id: settings.severity_of(rule).name.lower() for rule in settings.selected(all_rules())},
    }


def _as_text(path: str, configuration: Configuration, settings: Settings, values: list[Value]) -> Iterator[str]:
    """The settings as our file writes them, each with its origin behind it."""
    yield f"# for {path}, from {configuration.path or 'no file'}"
    table: tuple[str, ...] = ()
    written = [(it, f"{_toml_key(it.key[-1])} = {_toml(it.value)}") for it in values]
    width = max(len(line) for _, line in written)
    for it, line in written:
        if it.key[:-1] != table:
            table = it.key[:-1]
            yield ""
            yield f"[{'.'.join(map(_toml_key, table))}]"
        yield f"{line:{width}}  # {', '.join(map(_said, it.origins))}"
    yield ""
    yield f"# {len(settings.selected(all_rules()))} of {len(all_rules())} rules run"


def _said(origin: Origin) -> str:
    return f"{os.path.basename(origin.file)}: {origin.key}" if origin.file else origin.kind


def _toml_key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else json.dumps(key)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_toml_key(key)} = {_toml(it)}' for key, it in value.items())} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
