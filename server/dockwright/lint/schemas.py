"""Values held against a JSON Schema, as far as settings use it: types, choices, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dockwright.text.spelling import did_you_mean

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "array": (list, tuple),
    # Settings hold a table as pairs, so that they can be compared and remembered.
    "object": (dict, tuple),
}
_WORDS = {"string": "a string", "boolean": "true or false", "integer": "a whole number", "array": "a list"}


def misfits(key: str, schema: Mapping[str, Any], value: Any) -> Iterator[str]:
    """What is wrong with the value of a setting, a sentence each; nothing where it fits."""
    choices = schema.get("enum")
    if choices is not None:
        if value not in choices:
            listed = ", ".join(map(str, choices))
            yield f"{key} must be one of {listed}, not {value!r}{did_you_mean(str(value), choices)}"
        return
    kind = schema.get("type")
    if kind is not None and not _is(kind, value):
        yield f"{key} must be {_WORDS.get(kind, 'a table')}, not {kind_of(value)}"
    elif kind == "integer":
        least, most = schema.get("minimum", value), schema.get("maximum", value)
        if not least <= value <= most:
            expected = f"from {least} to {most}" if "maximum" in schema else f"at least {least}"
            yield f"{key} must be {expected}, not {value}"
    elif kind == "array":
        for it in value:
            if any(misfits(key, schema.get("items", {}), it)):
                yield f"{key} must be a list of {schema['items'].get('type', 'one kind')}s, not {kind_of(value)}"
                return
    elif kind == "object":
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for name, it in value.items() if isinstance(value, dict) else value:
            fragment = known.get(name, others)
            if fragment is False:
                yield f"unknown setting {name!r} of {key}{did_you_mean(name, known)}"
            elif isinstance(fragment, Mapping):
                yield from misfits(f"{key}.{name}" if key else name, fragment, it)


def _is(kind: str, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, _KINDS[kind]):
        return kind == "boolean" and isinstance(value, bool)
    if kind == "object" and isinstance(value, tuple):
        return all(isinstance(it, tuple) and len(it) == 2 and isinstance(it[0], str) for it in value)
    return True


def kind_of(value: Any) -> str:
    """What a value is called in a settings file."""
    names = {str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "nothing" if value is None else "a list" if isinstance(value, tuple) else "that")


def thawed(schema: Mapping[str, Any], value: Any) -> Any:
    """A value as a settings file writes it, out of one that fits and is held with tuples."""
    if not isinstance(value, tuple):
        return value
    if schema.get("type") == "object":
        return {name: thawed({}, it) for name, it in value}
    return [thawed({}, it) for it in value]
