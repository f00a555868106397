"""Writes what follows from the code: the rules' pages, the schema of the settings, and VS Code's settings.

Nobody edits these files by hand; `tests/house/test_generated.py` runs `generate --check`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from dockwright.catalog.shellcheck import AUTO, OFF, SELECTED
from dockwright.catalog.shellcheck import CATEGORY as SHELLCHECK
from dockwright.lint.diagnostic import Severity
from dockwright.lint.manual import default, manual
from dockwright.lint.rule import Rule
from dockwright.lint.settings import ALL, SETTINGS, Setting, options_of
from dockwright.rules.registry import all_rules
from dockwright.workspace.layout import LAYOUT_SCHEMA
from dockwright_dev.places import MANIFEST, ROOT, RULE_PAGES, SETTINGS_SCHEMA

_NOTE = "<!-- Written by `python -m dockwright_dev generate` from the rules themselves: edit their docstrings. -->"
_SCOPE = "resource"
"""The scope of VS Code's settings that are written here: they hold for a file. The client's own have others."""

_SCOPES = {"shellcheck": "machine-overridable"}
"""The scopes of those that name a program: VS Code does not read them from a workspace that is not trusted."""

_ONLY_IN_FILES = frozenset(("exclude", "fail-on"))
"""Settings that mean nothing to an editor: it asks about the files that it has open, and does not end with 1."""


def generate(*, check: bool) -> int:
    """Bring every generated file up to date, or only say which are not; returns the exit code."""
    wanted = generated_files()
    stale = [path for path, text in wanted.items() if not path.is_file() or _read(path) != text]
    # What does not say that it is generated was written by hand.
    pages = [path for path in sorted(RULE_PAGES.glob("*.md")) if _read(path).startswith(_NOTE)]
    left_over = [path for path in pages if path not in wanted]
    if check:
        for path in [*stale, *left_over]:
            print(f"{_name(path)} is out of date: run `python -m dockwright_dev generate`")
        return 1 if stale or left_over else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
        print(f"wrote {_name(path)}")
    for path in left_over:
        path.unlink()
        print(f"removed {_name(path)}")
    return 0


def generated_files() -> dict[Path, str]:
    """Each generated file and what it must hold."""
    rules = sorted(all_rules(), key=lambda rule: (rule.category, rule.id))
    files = {
        RULE_PAGES / f"{category}.md": category_page(category, list(members))
        for category, members in groupby(rules, key=lambda rule: rule.category)
    }
    files[RULE_PAGES / "README.md"] = index_page(rules)
    files[SETTINGS_SCHEMA] = _json(settings_schema(rules))
    if MANIFEST.is_file():
        files[MANIFEST] = _json(manifest(json.loads(_read(MANIFEST)), rules))
    return files


# --- the rules' pages ---


def category_page(category: str, rules: Iterable[Rule]) -> str:
    """The page of one category, a heading for each rule; its anchor is the rule's id."""
    rules = list(rules)
    parts = [_NOTE, f"# {_title(category)}", "\n".join(f"- [{it.id}](#{it.id}): {it.page.summary}" for it in rules)]
    for rule in rules:
        parts += f"## {rule.id}", manual(rule).rstrip("\n")
    return "\n\n".join(parts) + "\n"


def index_page(rules: Iterable[Rule]) -> str:
    """The table of all rules, by category."""
    parts = [
        _NOTE,
        "# Rules",
        "Each rule answers to its id and to its aliases, the names that other linters use. **Fix**: *safe* leaves the"
        " image as it is or makes a file build that did not; *unsafe* may change it and waits to be asked for."
        " [left-out.md](left-out.md) lists what other linters report and no rule here does, and why.",
    ]
    for category, members in groupby(rules, key=lambda rule: rule.category):
        rows = "\n".join(
            f"| [`{rule.id}`]({category}.md#{rule.id}) | {_cell(rule.page.summary)} | {rule.severity.name.lower()} |"
            f" {default(rule)} | {rule.fix.value if rule.fix else ''} | {', '.join(rule.aliases)} |"
            for rule in members
        )
        parts.append(f"## [{_title(category)}]({category}.md)")
        parts.append(
            f"| Rule | Finds | Severity | Default | Fix | Aliases |\n| --- | --- | --- | --- | --- | --- |\n{rows}"
        )
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _title(category: str) -> str:
    return category.replace("-", " ").capitalize()


# --- settings ---


def settings_schema(rules: Iterable[Rule]) -> dict[str, Any]:
    """The JSON Schema of a settings file."""
    properties = _properties(SETTINGS)
    properties["format"] = {**properties["format"], **LAYOUT_SCHEMA}
    options = {rule.id: options_of(rule) for rule in rules}
    properties["rules"] = {
        **properties["rules"],
        "properties": {
            rule: {"type": "object", "properties": _properties(settings), "additionalProperties": False}
            for rule, settings in options.items()
            if settings
        },
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of Dockwright",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def manifest(package: dict[str, Any], rules: Iterable[Rule]) -> dict[str, Any]:
    """VS Code's manifest with the server's settings behind the client's own."""
    contributes = package["contributes"]
    configuration = contributes["configuration"]
    rules = list(rules)
    choices = _choices(rules)
    servers = {
        f"dockwright.{'.'.join(map(camel_case, key.split('.')))}": {
            **{name: value for name, value in fragment.items() if name != "description"},
            **choices.get(key, {}),
            "scope": _SCOPES.get(key, _SCOPE),
            "markdownDescription": fragment["description"],
        }
        for key, fragment in _flat(settings_schema(rules)["properties"])
        if key not in _ONLY_IN_FILES
    }
    own = {
        key: value
        for key, value in configuration["properties"].items()
        if value.get("scope") != _SCOPE and key not in servers
    }
    configuration = {**configuration, "properties": {**own, **servers}}
    return {**package, "contributes": {**contributes, "configuration": configuration}}


def _flat(properties: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The settings as VS Code's page shows them: tables one by one, where their keys are known, others as they are."""
    for key, fragment in properties.items():
        if fragment.get("additionalProperties") is False:
            yield from ((f"{key}.{name}", it) for name, it in fragment["properties"].items())
        else:
            yield key, fragment


def _choices(rules: Sequence[Rule]) -> dict[str, dict[str, Any]]:
    """What an editor completes beyond what the schema of a settings file says: the rules, each with what it finds."""
    names = {rule.id: rule.page.summary for rule in rules}
    names |= {it: f"All rules about {it.replace('-', ' ')}." for it in sorted({rule.category for rule in rules})}
    # With these two every name that a rule has is allowed, and a misspelt one is seen: other aliases have more letters.
    names |= {it: f"Alias of {rule.id}." for rule in rules for it in rule.aliases if re.fullmatch("[a-z-]+", it)}
    names |= {ALL: "All rules.", SHELLCHECK: "All that ShellCheck finds."}
    choice = {"enum": list(names), "markdownEnumDescriptions": list(names.values())}
    selectors = {"items": {"type": "string", "anyOf": [choice, {"pattern": "[^a-z-]"}]}, "uniqueItems": True}
    severities = [it.name.lower() for it in Severity]
    return {
        "select": selectors,
        "extend-select": selectors,
        "ignore": selectors,
        "severity": {
            "properties": {
                name: {"type": "string", "enum": severities, "description": words} for name, words in names.items()
            },
            "patternProperties": {"[^a-z-]": {"enum": severities}},
            "additionalProperties": False,
        },
        "shellcheck": {"examples": [AUTO, SELECTED, OFF]},
    }


def camel_case(key: str) -> str:
    """A setting's key as VS Code writes keys: `extend-select` is `extendSelect`."""
    first, *others = key.split("-")
    return first + "".join(word.capitalize() for word in others)


def _properties(settings: Iterable[Setting]) -> dict[str, dict[str, Any]]:
    return {it.key: {"description": it.description, **_plain(it.schema)} for it in settings}


def _plain(schema: Mapping[str, Any]) -> dict[str, Any]:
    return dict(schema)


# --- files ---


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
