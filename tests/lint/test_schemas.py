"""Values are held against a schema; what does not fit is named by its key."""

from __future__ import annotations

from typing import Any

import pytest

from dockwright.lint.schemas import misfits, thawed

LIST = {"type": "array", "items": {"type": "string"}}
TABLE = {"type": "object", "additionalProperties": {"enum": ["text", "url"]}}
CLOSED = {"type": "object", "properties": {"known": {"type": "integer"}}, "additionalProperties": False}


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        (LIST, ("a", "b"), []),
        (LIST, [], []),
        (LIST, "a", ["key must be a list, not a string"]),
        (LIST, ("a", 1), ["key must be a list of strings, not a list"]),
        ({"type": "boolean"}, True, []),
        ({"type": "boolean"}, 1, ["key must be true or false, not a number"]),
        ({"type": "integer"}, 1, []),
        ({"type": "integer", "minimum": 1, "maximum": 1}, 1, []),
        ({"type": "integer", "minimum": 1}, 0, ["key must be at least 1, not 0"]),
        ({"type": "integer", "minimum": 1, "maximum": 9}, 10, ["key must be from 1 to 9, not 10"]),
        ({"type": "integer"}, True, ["key must be a whole number, not a boolean"]),
        ({"enum": ["upper", "lower"]}, "uper", ["key must be one of upper, lower, not 'uper'; did you mean 'upper'?"]),
        ({"enum": ["upper"]}, True, ["key must be one of upper, not True"]),
        (TABLE, (("a", "text"),), []),
        (TABLE, {"a": "text"}, []),
        (TABLE, (), []),
        (TABLE, ("a",), ["key must be a table, not a list"]),
        (TABLE, {"a": "txt"}, ["key.a must be one of text, url, not 'txt'; did you mean 'text'?"]),
        (CLOSED, {"known": 1}, []),
        (CLOSED, {"knwn": 1}, ["unknown setting 'knwn' of key; did you mean 'known'?"]),
        ({}, object(), []),
    ],
)
def test_misfits(schema: dict[str, Any], value: Any, expected: list[str]):
    assert list(misfits("key", schema, value)) == expected


def test_what_was_a_table_is_one_again():
    assert thawed(TABLE, (("a", "text"),)) == {"a": "text"}
    assert thawed(LIST, ("a",)) == ["a"]
    assert thawed({}, 3) == 3
