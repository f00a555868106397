"""Hovers of the options of `--mount`: what each is for, and what its value comes to here."""

from __future__ import annotations

import posixpath
import re
from typing import cast

from dockwright.catalog import instructions as catalog
from dockwright.catalog.modes import octal
from dockwright.catalog.packages import MANAGERS
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.hover.said import holds
from dockwright.ide.dockerfile.hover.sources import of_path
from dockwright.ide.markdown import code
from dockwright.ide.results import Markup
from dockwright.semantic.document import Document
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_SIZE = re.compile(r"(?P<number>[0-9]{1,15}(?:\.[0-9]{1,9})?) ?(?P<unit>[kmgtp]?)i?b?", re.IGNORECASE)
_SHARING = {
    "shared": "Several builds may write at once.",
    "private": "A build that finds the cache in use gets a new one.",
    "locked": "A build that finds the cache in use waits until the other is done with it.",
}


def of_mount(document: Document, instruction: ast.Instruction, flag: ast.Flag, offset: int) -> Markup | None:
    """What an option of a mount does, or what its value comes to."""
    option = next((it for it in flag.options if holds(it.range, offset)), None)
    if option is None:
        return None
    named = flag.option("type")
    type = catalog.mount_type(named.plain or "" if named is not None else catalog.DEFAULT_MOUNT_TYPE)
    value = option.value
    in_value = value is not None and holds(value.range, offset)
    range = value.range if in_value and value is not None else option.key_range
    if value is not None and not value.text:
        range = option.range
    elif not in_value and not holds(option.key_range, offset):
        return None
    if type is None:
        # What the options mean depends on a type that there is not.
        about = catalog.instruction("RUN")
        mount = about.flag("mount") if about is not None else None
        return Markup(range, descriptions.flag(mount)) if mount is not None else None
    if option.key == "type":
        return Markup(range, descriptions.mount_type(type))
    known = type.option(option.key)
    if known is None:
        means = "means nothing" if type.accepts(option.key) else "is not allowed"
        return Markup(range, f"{code(option.key)} {means} for a {code(type.name)} mount.")
    text = descriptions.mount_option(known, type)
    state = document.state_before(instruction)
    found = state.value_of(cast(ast.Word, value)) if in_value else None
    said = _value(document, state, flag, type.name, known.key, found) if found else ""
    return Markup(range, f"{said}\n\n{text}" if said else text)


def _value(document: Document, state: State, flag: ast.Flag, type: str, key: str, value: str) -> str:
    """What a value means beyond its text; empty where that is all."""
    match key:
        case "target":
            return _target(state, type, value)
        case "source" if type == "bind" or flag.option("from") is not None:
            if flag.option("from") is None:
                return of_path(document, value)
            return f"{code(posixpath.normpath(f'/{value}'))}, counted from the root of what `from` names."
        case "sharing":
            return _SHARING.get(value, "")
        case "id" if type == "secret":
            return f"Handed over by `docker build --secret id={value},src=…`, or by `env=…` instead of `src`."
        case "id" if type == "ssh":
            return f"Handed over by `docker build --ssh {value}`."
        case "env":
            return f"The command finds the secret in {code(f'${value}')}."
        case "mode":
            return of_mode(value)
        case "size":
            return _size(value)
    return ""


def _target(state: State, type: str, value: str) -> str:
    if state.is_windows:
        return ""
    if not value.startswith("/"):
        if state.workdir is None:
            return f"{code(value)} below the base image's working directory."
        return f"Mounted at {code(posixpath.normpath(posixpath.join(state.workdir, value)))}."
    if type != "cache":
        return ""
    path = posixpath.normpath(value)
    users = [it.name for it in MANAGERS.values() if any(cache.target == path for cache in it.caches)]
    return f"Where {' and '.join(code(it) for it in users[:3])} keeps what it fetches." if users else ""


def of_mode(value: str) -> str:
    """An octal mode as `ls` shows it; empty for any other."""
    bits = octal(value)
    if bits is None or bits > 0o7777:
        return ""
    letters = [it if bits >> (8 - place) & 1 else "-" for place, it in enumerate("rwxrwxrwx")]
    for place, bit, letter in ((2, 0o4000, "s"), (5, 0o2000, "s"), (8, 0o1000, "t")):
        if bits & bit:
            letters[place] = letter if letters[place] == "x" else letter.upper()
    return f"{code(value)}: {code(''.join(letters))}"


def _size(value: str) -> str:
    found = _SIZE.fullmatch(value)
    if found is None:
        return ""
    power = " kmgtp".index(found["unit"].lower()) if found["unit"] else 0
    return f"{code(value)}: {int(float(found['number']) * 1024**power):,} bytes"
