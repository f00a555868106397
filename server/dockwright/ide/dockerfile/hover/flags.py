"""Hovers of flags, of their values, and of the options of `--mount`."""

from __future__ import annotations

from dockwright.catalog import instructions as catalog
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.hover.said import holds
from dockwright.ide.markdown import code
from dockwright.ide.results import Markup
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.duration import MILLISECOND, parse_duration

_UNITS = (("hour", 3_600_000 * MILLISECOND), ("minute", 60_000 * MILLISECOND), ("second", 1_000 * MILLISECOND),
          ("millisecond", MILLISECOND), ("microsecond", MILLISECOND // 1_000), ("nanosecond", 1))  # fmt: skip


def of_flag(instruction: ast.Instruction, flag: ast.Flag, offset: int) -> Markup | None:
    """What a flag does, and what its value means where that is more than its text."""
    known = catalog.instruction(instruction.name)
    it = known.flag(flag.name) if known is not None else None
    if it is None:
        return None
    if holds(flag.name_range, offset):
        return Markup(flag.name_range, descriptions.flag(it))
    if flag.name == "mount":
        for option in flag.options:
            if holds(option.range, offset):
                return _mount_option(flag, option, offset)
        return None
    # What stands between the name and the value is only the `=`.
    if flag.value is None or not holds(flag.value.range, offset):
        return None
    said = _value(instruction, flag)
    text = descriptions.flag(it)
    return Markup(flag.value.range, f"{said}\n\n{text}" if said else text)


def _value(instruction: ast.Instruction, flag: ast.Flag) -> str:
    if isinstance(instruction, ast.Healthcheck) and flag.name != "retries":
        return _duration(flag.plain or "")
    return ""


def _duration(text: str) -> str:
    """A duration in words: `1h30m` is 1 hour 30 minutes."""
    read = parse_duration(text)
    if read.nanoseconds is None:
        return read.problem.message if read.problem is not None else ""
    if read.nanoseconds == 0:
        return f"{code(text)}: nothing, so the default holds"
    rest, words = abs(read.nanoseconds), []
    for name, length in _UNITS:
        count, rest = divmod(rest, length)
        if count:
            words.append(f"{count} {name}{'' if count == 1 else 's'}")
    return f"{code(text)}: {'minus ' if read.nanoseconds < 0 else ''}{' '.join(words)}"


def _mount_option(flag: ast.Flag, option: ast.MountOption, offset: int) -> Markup | None:
    named = flag.option("type")
    type = catalog.mount_type(named.plain or "" if named is not None else catalog.DEFAULT_MOUNT_TYPE)
    value = option.value
    in_value = value is not None and holds(value.range, offset)
    range = value.range if in_value and value is not None else option.key_range
    if not in_value and not holds(option.key_range, offset):
        return None
    if option.key == "type":
        mount = catalog.instruction("RUN")
        about = mount.flag("mount") if mount is not None else None
        if type is not None:
            return Markup(range, descriptions.mount_type(type))
        return Markup(range, descriptions.flag(about)) if about is not None else None
    known = type.option(option.key) if type is not None else None
    if type is None:
        return None
    if known is None:
        means = "means nothing" if type.accepts(option.key) else "is not allowed"
        return Markup(range, f"{code(option.key)} {means} for a {code(type.name)} mount.")
    return Markup(range, descriptions.mount_option(known, type))
