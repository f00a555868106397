"""Hovers of flags, of their values, and of the options of `--mount`."""

from __future__ import annotations

from dockwright.catalog import instructions as catalog
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.hover.mounts import of_mode, of_mount
from dockwright.ide.dockerfile.hover.said import holds
from dockwright.ide.markdown import code
from dockwright.ide.results import Markup
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.duration import MILLISECOND, parse_duration

_UNITS = (("hour", 3_600_000 * MILLISECOND), ("minute", 60_000 * MILLISECOND), ("second", 1_000 * MILLISECOND),
          ("millisecond", MILLISECOND), ("microsecond", MILLISECOND // 1_000), ("nanosecond", 1))  # fmt: skip


_INTERVAL = 30_000 * MILLISECOND


def of_flag(document: Document, instruction: ast.Instruction, flag: ast.Flag, offset: int) -> Markup | None:
    """What a flag does, and what its value means where that is more than its text."""
    known = catalog.instruction(instruction.name)
    it = known.flag(flag.name) if known is not None else None
    if it is None:
        return None
    if holds(flag.name_range, offset):
        return Markup(flag.name_range, descriptions.flag(it))
    if flag.value is not None and not flag.value.text:
        # Somebody has typed the `=` and thinks about what comes next.
        return Markup(flag.range, descriptions.flag(it))
    if flag.name == "mount":
        return of_mount(document, instruction, flag, offset)
    # What stands between the name and the value is only the `=`.
    if flag.value is None or not holds(flag.value.range, offset):
        return None
    said = _value(document, instruction, flag)
    text = descriptions.flag(it)
    return Markup(flag.value.range, f"{said}\n\n{text}" if said else text)


def _value(document: Document, instruction: ast.Instruction, flag: ast.Flag) -> str:
    if isinstance(instruction, ast.Healthcheck):
        return _duration(flag.plain or "") if flag.name != "retries" else ""
    text = document.state_before(instruction).expand(flag.plain or "", instruction.escape).text
    if not text:
        return ""
    match flag.name:
        case "chmod":
            return of_mode(text)
        case "chown":
            return _owner(text)
    return ""


def _owner(text: str) -> str:
    user, colon, group = text.partition(":")
    parts = [f"{'user number' if user.isdecimal() else 'user'} {code(user)}"] if user else []
    if colon and group:
        parts.append(f"{'group number' if group.isdecimal() else 'group'} {code(group)}")
    elif user and not colon:
        # Without a group, a number counts for both (moby/buildkit, solver/llbsolver/file, readUser).
        parts.append("the group of the same number" if user.isdecimal() else "the user's own group")
    return f"Owned by {' and '.join(parts)}." if parts else ""


def _duration(text: str) -> str:
    """A duration in words: `1h30m` is 1 hour 30 minutes."""
    read = parse_duration(text)
    if read.nanoseconds is None:
        return read.problem.message if read.problem is not None else ""
    if read.nanoseconds == 0:
        return f"{code(text)}: nothing, so the default holds"
    return f"{code(text)}: {_in_words(read.nanoseconds)}"


def _in_words(nanoseconds: int) -> str:
    rest, words = abs(nanoseconds), []
    for name, length in _UNITS:
        count, rest = divmod(rest, length)
        if count:
            words.append(f"{count} {name}{'' if count == 1 else 's'}")
    return f"{'minus ' if nanoseconds < 0 else ''}{' '.join(words)}"


def of_schedule(instruction: ast.Healthcheck) -> str:
    """How soon a container that fails is called unhealthy; empty where a value cannot be read."""
    interval, retries = instruction.flag("interval"), instruction.flag("retries")
    if instruction.kind is None or instruction.kind.text.upper() != "CMD":
        return ""
    length = parse_duration(interval.plain or "").nanoseconds if interval is not None else _INTERVAL
    count = (retries.plain or "") if retries is not None else "3"
    if length is None or length < 0 or not (count.isascii() and count.isdecimal() and len(count) < 6):
        return ""
    # Zero asks for the default (moby, daemon/health.go).
    length, times = length or _INTERVAL, int(count) or 3
    once = "1 failure" if times == 1 else f"{times} failures in a row"
    return f"Every {_in_words(length)}: unhealthy after {once}, so in {_in_words(length * times)} at the earliest."
