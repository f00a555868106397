"""What stands behind `RUN --mount=`: types, options, and their values by what this RUN calls."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog import instructions as catalog
from dockwright.catalog.images import is_root
from dockwright.catalog.packages import MANAGERS, CacheKind, CacheMount, PackageManager
from dockwright.catalog.shell_words import OF_FAMILIES
from dockwright.ide.dockerfile.completion import secrets
from dockwright.ide.dockerfile.completion.images import Nearby, references
from dockwright.ide.dockerfile.completion.paths import context_paths, stage_paths
from dockwright.ide.dockerfile.completion.place import Arguments, brief, item, listed
from dockwright.ide.dockerfile.completion.stages import sources
from dockwright.ide.dockerfile.completion.values import group_ids, user_ids
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.cache_mounts import mount_flags
from dockwright.semantic.commands import commands_of
from dockwright.semantic.homes import home_of
from dockwright.syntax.dockerfile import ast, lexer

# The types, those that people want most first.
_LIKELY = ("cache", "bind", "secret", "ssh", "tmpfs")
_IN_MEMORY = ("/tmp", "/var/tmp", "/run", "/var/log", "/var/cache")


def mount(arguments: Arguments, start: int, end: int, nearby: Nearby) -> Iterator[Item]:
    """What may stand where the cursor is in the value of a `--mount`, which lies between `start` and `end`."""
    line = arguments.line
    fields = lexer.fields(line.text, start, end)
    here = next((it for it in fields if it.start <= line.at <= it.end), None)
    if here is None:
        return
    options = {key.lower(): value for key, _, value in (it.text.partition("=") for it in fields if it is not here)}
    type = catalog.mount_type(options.get("type", catalog.DEFAULT_MOUNT_TYPE))
    if here.equals < 0 or line.at <= here.equals:
        if len(fields) == 1 and here.equals < 0:
            yield from _whole(arguments, start, end)
        yield from _keys(arguments, here, options, type)
        return
    key = line.text[here.start : here.equals].strip("\"'").lower()
    first = here.equals + 1
    if key == "type":
        yield from _types(arguments, first, here.end)
        return
    option = type.option(key) if type is not None else None
    if option is None or type is None:
        return
    values = f"option:{type.name}:{option.key}"
    if option.key == "from":
        yield from sources(arguments, first, here.end, numbers=False)
        yield from references(arguments, first, here.end, nearby, to_copy=True)
    elif option.key == "source" and (type.name == "bind" or "from" in options):
        source = options.get("from")
        if source is None:
            yield from context_paths(arguments, first, here.end)
        else:
            yield from stage_paths(arguments, source, first, here.end)
    elif option.key == "target" and type.name == "cache":
        yield from _cache_targets(arguments, first, here.end, has_sharing="sharing" in options)
    elif option.key == "target" and type.name == "bind":
        yield from _bind_targets(arguments, first, here.end, options.get("source", options.get("src", "")))
    elif option.key == "target" and type.name == "tmpfs":
        yield from listed(arguments, _IN_MEMORY, first, here.end, values)
    elif type.name == "secret" and option.key in ("id", "target", "env"):
        yield from secrets.values(arguments, option.key, first, here.end, options)
    elif option.key == "id":
        yield from listed(arguments, _ids(arguments, type, option.default), first, here.end, values, option.default)
    elif option.key in ("uid", "gid"):
        numbers = user_ids(arguments) if option.key == "uid" else group_ids(arguments)
        yield from listed(arguments, tuple(numbers), first, here.end, values, option.default)
    elif option.key == "sharing" and any(it.sharing == "locked" for own in _called(arguments) for it in own.caches):
        likely = tuple(sorted(option.values, key=lambda it: it != "locked"))
        yield from listed(arguments, likely, first, here.end, values, option.default)
    else:
        yield from listed(arguments, option.values, first, here.end, values, option.default)


def _types(arguments: Arguments, start: int, end: int) -> Iterator[Item]:
    range = arguments.line.range(start, end)
    for number, name in enumerate(_LIKELY if range is not None else ()):
        assert range is not None, "else there are none"
        yield item(name, ItemKind.VALUE, range, sort=f"1{number}", key=f"mount:{name}")


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
        for number, name in enumerate(_LIKELY):
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
            detail=brief(it.default),
            sort=f"2{number:02}",
            key=f"option:{type.name if type is not None else ''}:{it.key}",
            goes_on=bool(ends),
        )


# --- caches ---


def _whole(arguments: Arguments, start: int, end: int) -> Iterator[Item]:
    """Whole mounts for the caches of the package managers that this very RUN calls."""
    line = arguments.line
    while start < line.at and line.text[start] in "'\"":
        start += 1
    range = line.range(start, end)
    stage = arguments.document.stage_of(arguments.instruction)
    there = _mounted(arguments)
    number = 0
    if range is None or stage is None:
        return
    for manager in _called(arguments):
        known = [it.partition("=")[2] for it in mount_flags(arguments.document, stage, arguments.state, manager)]
        for value in known or _usual_mounts(arguments, manager):
            if not any(f"target={it}," in f"{value}," for it in there):
                number += 1
                yield item(value, ItemKind.VALUE, range, detail=manager.name, sort=f"0{number}", key="mount:cache")


def _usual_mounts(arguments: Arguments, manager: PackageManager) -> Iterator[str]:
    """Mounts for a package manager where caches mostly lie: for an image of which that is not known."""
    home = _home(arguments)
    for cache in manager.caches:
        target = _target(cache, arguments.state.workdir, home)
        if target is not None and cache.kind is not CacheKind.BUILD_OUTPUT:
            yield f"type=cache,target={target}" + (f",sharing={cache.sharing}" if cache.sharing is not None else "")


def _home(arguments: Arguments) -> str | None:
    """Where the user in force is at home; root, where nobody says otherwise."""
    stage = arguments.document.stage_of(arguments.instruction)
    state = arguments.state
    home = home_of(stage, state) if stage is not None else None
    return home.path if home is not None else "/root" if state.user is None or is_root(state.user) else None


def _mounted(arguments: Arguments) -> set[str]:
    """The targets of the other mounts."""
    text = arguments.line.text
    found = set()
    for start, end in arguments.flags:
        if (start, end) != arguments.flag and text.startswith("--mount=", start):
            for field in lexer.fields(text, start + len("--mount="), end):
                key, _, value = field.text.partition("=")
                if key.lower() in ("target", "dst", "destination"):
                    found.add(value)
    return found


def _called(arguments: Arguments) -> list[PackageManager]:
    """The package managers that this very RUN, or what ONBUILD defers, calls."""
    instruction = arguments.instruction
    run = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
    if run is None:
        return []
    operations = [it.operation for it in commands_of(run, arguments.state.shell_language)]
    return list({it.manager.name: it.manager for it in operations if it is not None}.values())


def _cache_targets(arguments: Arguments, start: int, end: int, *, has_sharing: bool) -> Iterator[Item]:
    """Where package managers keep what they download; those that this very RUN calls come first."""
    range = arguments.line.range(start, end)
    if range is None:
        return
    here = dict.fromkeys(it.name for it in _called(arguments))
    state = arguments.state
    place = _home(arguments)
    there = _mounted(arguments)
    number = 0
    for name in (*here, *(it for it in MANAGERS if it not in here)):
        for cache in MANAGERS[name].caches:
            target = _target(cache, state.workdir, place)
            if target is None or target in there:
                continue
            number += 1
            families = OF_FAMILIES.get(name)
            fits = families is None or state.base.family is None or state.base.family in families
            text = target if has_sharing or cache.sharing is None else f"{target},sharing={cache.sharing}"
            yield item(
                target,
                ItemKind.VALUE,
                range,
                text,
                detail=name,
                sort=f"{1 if name in here else 2 if fits else 3}{number:02}",
                key="option:cache:target",
            )


def _target(cache: CacheMount, workdir: str | None, home: str | None) -> str | None:
    """Where a cache lies for whoever is at home in `home`; `None` where only the image knows."""
    if "<WORKDIR>" in cache.target:
        return cache.target.replace("<WORKDIR>", workdir.rstrip("/")) if workdir is not None else None
    if not cache.target.startswith("/root/") or home == "/root":
        return cache.target
    return f"{home}/{cache.home}" if home is not None and cache.home is not None else None


# --- other values ---


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


def _ids(arguments: Arguments, type: catalog.MountType, default: str | None) -> tuple[str, ...]:
    """The ids that other mounts of the type have, and for a key what `docker build --ssh` calls the first one."""
    found = {default: None} if type.name == "ssh" and default is not None else {}
    for run in arguments.document.by_kind.get(ast.Run, ()):
        if not isinstance(run, ast.Run) or "id=" not in run.unit.text:
            continue
        for flag in run.mounts if run.start != arguments.instruction.start else ():
            options = {it.key: it.value.text for it in flag.options if it.value is not None}
            if options.get("type") == type.name and options.get("id"):
                found[options["id"]] = None
    return tuple(found)
