"""The ids of secrets, where they lie, and in which variables."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.credentials import SECRETS
from dockwright.catalog.images import is_root
from dockwright.ide.dockerfile.completion.place import Arguments, item
from dockwright.ide.results import Item, ItemKind
from dockwright.syntax.dockerfile import ast


def values(arguments: Arguments, key: str, start: int, end: int, options: dict[str, str]) -> Iterator[Item]:
    """What may stand behind `id=`, `target=` or `env=` of a secret mount."""
    range = arguments.line.range(start, end)
    if range is None:
        return
    id = options.get("id", "")
    state = arguments.state
    home = "/root" if state.user is None or is_root(state.user) else None
    if key == "env":
        yield item(id.upper().replace("-", "_") or "TOKEN", ItemKind.VARIABLE, range, sort="1", key="option:secret:env")
        return
    if key == "target":
        known = SECRETS.get(id)
        if known is not None and known.place is not None and home is not None:
            yield item(f"{home}/{known.place}", ItemKind.FILE, range, sort="1", key="option:secret:target")
        yield item(f"/run/secrets/{id or 'secret'}", ItemKind.FILE, range, sort="2", key="option:secret:target")
        return
    programs = {it.name for it in arguments.document.commands(arguments.instruction)}
    for number, name in enumerate(_used(arguments)):
        yield item(name, ItemKind.VALUE, range, detail="used in this file", sort=f"1{number:02}")
    is_placed = not options.keys().isdisjoint(("target", "dst", "destination", "env"))
    for number, (name, secret) in enumerate(SECRETS.items()):
        rest = ""
        if not is_placed and secret.variable is not None:
            rest = f",env={secret.variable}"
        elif not is_placed and secret.place is not None and home is not None:
            rest = f",target={home}/{secret.place}"
        fits = not secret.programs.isdisjoint(programs)
        yield item(
            name,
            ItemKind.VALUE,
            range,
            name + rest,
            detail=rest.lstrip(","),
            sort=f"{2 if fits else 3}{number:02}",
            key="option:secret:id",
        )


def _used(arguments: Arguments) -> dict[str, None]:
    """The ids of the other secret mounts of the file."""
    found: dict[str, None] = {}
    for instruction in arguments.document.instructions:
        if not isinstance(instruction, ast.Run) or instruction.start == arguments.instruction.start:
            continue
        for flag in instruction.mounts:
            fields = {it.key: it.value.text for it in flag.options if it.value is not None}
            if fields.get("type") == "secret" and fields.get("id"):
                found[fields["id"]] = None
    return found
