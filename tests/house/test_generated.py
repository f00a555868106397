"""What is generated is what the generator would write now."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from dockwright.lint.schemas import misfits
from dockwright.lint.settings import SETTINGS
from dockwright.rules.registry import all_rules
from dockwright.workspace.config import settings_of
from dockwright_dev.generate import camel_case, generate, settings_schema
from dockwright_dev.places import MANIFEST

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def test_nothing_generated_is_out_of_date(capsys: pytest.CaptureFixture[str]):
    assert generate(check=True) == 0, capsys.readouterr().out


SCHEMA = settings_schema(all_rules())


@pytest.mark.parametrize(
    "text",
    [
        "",
        'select = ["ALL"]\nignore = ["style", "DL3008"]\nexclude = ["vendor/"]\n',
        'fail-on = "never"\ninline-ignores = false\n[severity]\nmissing-user = "error"\n',
        '[rules.instruction-casing]\nstyle = "upper"\n[rules.missing-labels]\nlabel-schema = { a = "text" }\n',
        "[rules.line-too-long-for-builder]\nmost-bytes = 1000\n",
    ],
)
def test_settings_that_are_read_fit_the_schema(text: str):
    table = tomllib.loads(text)
    assert list(misfits("", SCHEMA, table)) == []
    assert settings_of(table).problems(all_rules()) == []


@pytest.mark.parametrize(
    "text",
    [
        "selct = []",
        'select = "ALL"',
        'fail-on = "info"',
        'severity = { a = "fatal" }',
        '[rules.instruction-casing]\nstyle = "uper"\n',
        '[rules.instruction-casing]\nstile = "upper"\n',
        '[rules.missing-labels]\nlabel-schema = { a = "txt" }\n',
    ],
)
def test_settings_that_are_refused_do_not(text: str):
    table = tomllib.loads(text)
    assert list(misfits("", SCHEMA, table))
    with suppress(ValueError):
        assert settings_of(table).problems(all_rules())


def test_every_default_fits_its_own_schema():
    def fragments(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for it in schema.get("properties", {}).values():
            yield it
            yield from fragments(it)

    found = [it for it in fragments(SCHEMA) if "default" in it]
    assert len(found) > len(SETTINGS)
    assert [it for it in found if any(misfits("", it, it["default"]))] == []
    assert all(it["description"] for it in found)


def test_an_editor_completes_every_name_of_a_rule_and_sees_a_misspelt_one():
    properties = json.loads(MANIFEST.read_text(encoding="utf-8"))["contributes"]["configuration"]["properties"]
    choice, others = properties["dockwright.ignore"]["items"]["anyOf"]
    severities = properties["dockwright.severity"]
    assert choice["enum"] == list(severities["properties"])
    assert len(choice["enum"]) == len(choice["markdownEnumDescriptions"])
    assert list(severities["patternProperties"]) == [others["pattern"]]

    def is_allowed(name: str) -> bool:
        return name in choice["enum"] or re.search(others["pattern"], name) is not None

    for rule in all_rules():
        assert {rule.id, rule.category} <= set(choice["enum"])
        assert all(map(is_allowed, rule.names))
    assert all(map(is_allowed, ("ALL", "shellcheck", "SC2086", "DL3007")))
    assert not is_allowed("missing-usr")


def test_keys_are_written_as_vs_code_writes_them():
    assert camel_case("extend-select") == "extendSelect"
    assert camel_case("select") == "select"
