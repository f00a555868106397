"""Flags of an instruction that it does not have yet, and what may stand behind their `=`."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog import instructions as catalog
from dockwright.catalog.images import is_root
from dockwright.catalog.packages import MANAGERS, CacheMount
from dockwright.ide.dockerfile.completion import secrets
from dockwright.ide.dockerfile.completion.images import Nearby, references
from dockwright.ide.dockerfile.completion.paths import context_paths, stage_paths
from dockwright.ide.dockerfile.completion.place import Arguments, item
from dockwright.ide.dockerfile.completion.stages import sources
from dockwright.ide.dockerfile.completion.values import users
from dockwright.ide.results import Item, ItemKind
from dockwright.syntax.dockerfile import lexer


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
        yield from _mount(arguments, equals + 1, end, nearby)
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
            yield from _values(arguments, units, equals + 1, end, f"flag:{arguments.name}:{name}", known.default)
        values = ("true", "false") if known.kind is catalog.FlagKind.BOOLEAN else known.values
        yield from _values(arguments, values, equals + 1, end, f"flag:{arguments.name}:{name}", known.default)


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
            detail=_brief(it.default),
            sort=f"{rank}{number:02}",
            key=f"flag:{known.name}:{it.name}",
            goes_on=takes_value,
        )


def _values(
    arguments: Arguments, values: tuple[str, ...], start: int, end: int, key: str, default: str | None = None
) -> Iterator[Item]:
    range = arguments.line.range(start, end)
    for number, value in enumerate(values if range is not None else ()):
        assert range is not None, "else there are no values"
        detail = "default" if value == default else ""
        yield item(value, ItemKind.VALUE, range, detail=detail, sort=f"1{number:02}", key=key)


def _brief(default: str | None) -> str:
    """A default as it can stand beside a name; longer ones are told with the rest."""
    return default if default is not None and " " not in default else ""


# --- mounts ---


def _mount(arguments: Arguments, start: int, end: int, nearby: Nearby) -> Iterator[Item]:
    line = arguments.line
    fields = lexer.fields(line.text, start, end)
    here = next((it for it in fields if it.start <= line.at <= it.end), None)
    if here is None:
        return
    options = {key.lower(): value for key, _, value in (it.text.partition("=") for it in fields if it is not here)}
    type = catalog.mount_type(options.get("type", catalog.DEFAULT_MOUNT_TYPE))
    if here.equals < 0 or line.at <= here.equals:
        yield from _keys(arguments, here, options, type)
        return
    key = line.text[here.start : here.equals].strip("'\"").lower()
    first = here.equals + 1
    if key == "type":
        for number, name in enumerate(catalog.MOUNT_TYPES):
            range = line.range(first, here.end)
            if range is not None:
                yield item(name, ItemKind.VALUE, range, sort=f"1{number}", key=f"mount:{name}")
        return
    option = type.option(key) if type is not None else None
    if type is None or option is None:
        return
    if option.key == "from":
        yield from sources(arguments, first, here.end, numbers=False)
        yield from references(arguments, first, here.end, nearby, to_copy=True)
    elif option.key == "source" and type.name == "bind":
        source = options.get("from")
        if source is None:
            yield from context_paths(arguments, first, here.end)
        else:
            yield from stage_paths(arguments, source, first, here.end)
    elif option.key == "target" and type.name == "cache":
        yield from _cache_targets(arguments, first, here.end, has_sharing="sharing" in options)
    elif option.key == "target" and type.name == "bind":
        yield from _bind_targets(arguments, first, here.end, options.get("source", options.get("src", "")))
    elif type.name == "secret" and option.key in ("id", "target", "env"):
        yield from secrets.values(arguments, option.key, first, here.end, options)
    else:
        yield from _values(
            arguments, option.values, first, here.end, f"option:{type.name}:{option.key}", option.default
        )


def _keys(
    arguments: Arguments, field: lexer.Field, options: dict[str, str], type: catalog.MountType | None
) -> Iterator[Item]:
    line = arguments.line
    start = field.start
    while start < line.at and line.text[start] in "'\"":
        start += 1
    range = line.range(start, field.end if field.equals < 0 else field.equals)
    if range is None:
        return
    has_value = field.equals >= 0
    if "type" not in options:
        for number, name in enumerate(catalog.MOUNT_TYPES):
            text = "type" if has_value else f"type={name}"
            yield item(text, ItemKind.VALUE, range, sort=f"1{number}", key=f"mount:{name}")
    # Without a type it is a bind mount; but who has not named one yet is about to.
    for number, it in enumerate(type.options if type is not None and ("type" in options or options) else ()):
        if any(name in options for name in it.names):
            continue
        ends = "" if it.boolean or has_value else "="
        yield item(
            f"{it.key}{'' if it.boolean else '='}",
            ItemKind.FLAG,
            range,
            f"{it.key}{ends}",
            detail=_brief(it.default),
            sort=f"2{number:02}",
            key=f"option:{type.name if type is not None else ''}:{it.key}",
            goes_on=bool(ends),
        )


def _cache_targets(arguments: Arguments, start: int, end: int, *, has_sharing: bool) -> Iterator[Item]:
    """Where package managers keep what they download; those that this very RUN calls come first."""
    range = arguments.line.range(start, end)
    if range is None:
        return
    operations = [it.operation for it in arguments.document.commands(arguments.instruction)]
    here = dict.fromkeys(it.manager.name for it in operations if it is not None)
    state = arguments.state
    for_root = state.user is None or is_root(state.user)
    number = 0
    for name in (*here, *(it for it in MANAGERS if it not in here)):
        for cache in MANAGERS[name].caches:
            target = _target(cache, state.workdir)
            # A home is that of the user root; where another's lies, only the image knows.
            if target is None or (target.startswith("/root/") and not for_root):
                continue
            number += 1
            text = target if has_sharing or cache.sharing is None else f"{target},sharing={cache.sharing}"
            yield item(
                target,
                ItemKind.VALUE,
                range,
                text,
                detail=name,
                sort=f"{'1' if name in here else '2'}{number:02}",
                key="option:cache:target",
            )


def _bind_targets(arguments: Arguments, start: int, end: int, source: str) -> Iterator[Item]:
    """Where the source is to be seen: under its own name where the command runs."""
    range = arguments.line.range(start, end)
    name = source.rstrip("/").rpartition("/")[2]
    targets = [source] if source and not source.startswith(("/", ".")) else []
    if arguments.state.workdir is not None:
        targets.append(f"{arguments.state.workdir.rstrip('/')}/{name}".rstrip("/") or "/")
    for number, target in enumerate(dict.fromkeys((*targets, "."))):
        if range is not None:
            yield item(target, ItemKind.FOLDER, range, sort=f"1{number}", key="option:bind:target")


def _target(cache: CacheMount, workdir: str | None) -> str | None:
    if "<WORKDIR>" not in cache.target:
        return cache.target
    return cache.target.replace("<WORKDIR>", workdir.rstrip("/")) if workdir is not None else None
