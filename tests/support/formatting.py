"""What a layout must leave as it is: what BuildKit's own parser reads."""

from __future__ import annotations

import re

import dockerfile

# What separates commands may have blanks on either side, or none.
_SEPARATOR = re.compile(r" ?([;&|]+) ?")


def as_buildkit_reads(text: str) -> object:
    """The instructions as BuildKit's parser has them, blanks made one, and none around separators.

    `None` where it refuses the file.
    """
    try:
        found = dockerfile.parse_string(text)
    except (ValueError, dockerfile.GoParseError):
        return None
    return [(it.cmd.lower(), (it.sub_cmd or "").lower(), it.json, it.flags, _values(it)) for it in found]


def _values(command: dockerfile.Command) -> list[str]:
    values = [" ".join(value.split()) for value in command.value]
    if not command.json and command.cmd.lower() in ("run", "cmd", "entrypoint", "healthcheck", "onbuild"):
        values = [_SEPARATOR.sub(r"\1", value) for value in values]
    # Words that are keywords: the AS between a base image and its name, the NONE or CMD of a health check.
    if command.cmd.lower() == "from":
        values[1:2] = [it.upper() for it in values[1:2]]
    elif command.cmd.lower() == "healthcheck":
        values[:1] = [it.upper() for it in values[:1]]
    elif command.cmd.lower() == "onbuild":
        values[:2] = [it.upper() for it in values[:2]]
    return values
