"""Flags of an instruction that it does not have yet, and what may stand behind their `=`."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog import instructions as catalog
from dockwright.ide.dockerfile.completion.images import Nearby, references
from dockwright.ide.dockerfile.completion.mounts import mount
from dockwright.ide.dockerfile.completion.paths import context_paths
from dockwright.ide.dockerfile.completion.place import Arguments, brief, item, listed
from dockwright.ide.dockerfile.completion.stages import sources
from dockwright.ide.dockerfile.completion.values import users
from dockwright.ide.results import Item, ItemKind


def flags(arguments: Arguments) -> Iterator[Item]:
    """The flags that may be put in the place of the cursor's word."""
    yield from _names(arguments, *arguments.word)


def in_flag(arguments: Arguments, nearby: Nearby) -> Iterator[Item]:
    """What may stand where the cursor is within a flag: another name, or a value."""
    line = arguments.line
    assert arguments.flag is not None, "asked only there"
    start, end = arguments.flag
    equals = line.text.find("=", start, end)
    if equals < 0 or line.at <= equals:
        yield from _names(arguments, start, end if equals < 0 else equals)
        return
    name = line.text[start + 2 : equals]
    known = arguments.known.flag(name) if arguments.known is not None else None
    if known is None:
        return
    if name == "mount":
        yield from mount(arguments, equals + 1, end, nearby)
    elif name == "from":
        yield from sources(arguments, equals + 1, end)
        yield from references(arguments, equals + 1, end, nearby, to_copy=True)
    elif name == "exclude":
        yield from context_paths(arguments, equals + 1, end)
    elif name == "chown":
        yield from users(arguments, equals + 1, end, with_group=True)
    else:
        typed = line.text[equals + 1 : line.at]
        if arguments.name == "HEALTHCHECK" and name != "retries" and typed.isdecimal():
            units = tuple(f"{typed}{unit}" for unit in ("s", "m", "ms", "h"))
            yield from listed(arguments, units, equals + 1, end, f"flag:{arguments.name}:{name}", known.default)
        values = ("true", "false") if known.kind is catalog.FlagKind.BOOLEAN else known.values
        yield from listed(arguments, values, equals + 1, end, f"flag:{arguments.name}:{name}", known.default)


def _names(arguments: Arguments, start: int, end: int) -> Iterator[Item]:
    line = arguments.line
    known = arguments.known
    range = line.range(start, end)
    if known is None or range is None:
        return
    there = {line.text[a + 2 : b].partition("=")[0] for a, b in arguments.flags if (a, b) != arguments.flag}
    has_value = line.text[end : end + 1] == "="
    # Where nothing is typed, what an instruction is about is likelier than a flag.
    rank = "2" if line.text[start : line.at] or arguments.name == "HEALTHCHECK" else "8"
    for number, it in enumerate(known.flags):
        if it.name in there and not it.repeatable:
            continue
        takes_value = it.takes_value and not has_value
        yield item(
            f"--{it.name}=" if it.takes_value else f"--{it.name}",
            ItemKind.FLAG,
            range,
            f"--{it.name}=" if takes_value else f"--{it.name}",
            detail=brief(it.default),
            sort=f"{rank}{number:02}",
            key=f"flag:{known.name}:{it.name}",
            goes_on=takes_value,
        )
