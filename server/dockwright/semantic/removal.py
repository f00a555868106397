"""Which directories a command empties, as far as its words tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from dockwright.semantic.commands import Command, CommandWord

_MOST_ALTERNATIVES = 64
_LONGEST = 1000
"""No path with alternatives is longer; what is one, is looked at as it stands."""
REMOVING = frozenset({"find", "rm", "rmdir", "unlink"})
"""Commands that may empty a directory."""


def emptied(command: Command, directories: Iterable[str]) -> CommandWord | None:
    """The word by which a command empties one of `directories`, given for root's home; `None` where it does not.

    `rm -rf` of the directory, of all in it or of one above counts, and `find` with `-delete` or `rm` there.
    """
    paths = removed_paths(command)
    if not paths:
        return None
    wanted = tuple(directories)
    for index, path in paths:
        if any(it == path or it.startswith(f"{path}/") for it in wanted):
            return command.arguments[index]
    return None


def removed_paths(command: Command) -> list[tuple[int, str]]:
    """What a command removes: each absolute path with the index of its argument. Kept, as many rules ask.

    The home of every user is root's, and `/*` at the end is left out.
    """
    if command.name not in REMOVING:
        return []
    kept = command.bare.__dict__
    found = cast("list[tuple[int, str]] | None", kept.get("removed"))
    if found is None:
        found = kept["removed"] = list(_read_paths(command.bare))
    return found


def _read_paths(command: Command) -> Iterator[tuple[int, str]]:
    name = command.name
    if name == "find":
        if not command.has("-delete", "rm", "unlink"):
            return
    elif name not in REMOVING:
        return
    for index, word in enumerate(command.arguments):
        for path in _paths(word):
            yield index, path


def _paths(word: CommandWord) -> Iterator[str]:
    text = word.text if word.value is None else word.value
    text = text.replace('"', "")
    if text.startswith("-"):
        return
    for path in _alternatives(text):
        for home in ("~", "$HOME", "${HOME}"):
            if path == home or path.startswith(f"{home}/"):
                path = f"/root{path[len(home) :]}"
        if path.startswith("/home/"):
            path = "/root/" + path[len("/home/") :].partition("/")[2]
        folder, _, last = path.rstrip("/").rpartition("/")
        # `lists/*`, but also `lists/*_*`; `lists/partial/*` leaves the lists. Of apk's cache the index is all there is.
        empties = last.startswith("*") or last in (".[!.]*", "APKINDEX*", "APKINDEX.*")
        path = folder if empties else path.rstrip("/")
        if path.startswith("/"):
            yield path.replace("//", "/")


def _alternatives(text: str) -> list[str]:
    """The words that braces make of one: `/var/{cache,log}` gives two."""
    found = [text]
    if len(text) > _LONGEST:
        return found
    for _ in range(_MOST_ALTERNATIVES):
        index = next((index for index, it in enumerate(found) if _braces(it) is not None), None)
        if index is None or len(found) > _MOST_ALTERNATIVES:
            break
        opened, closed = _braces(found[index]) or (0, 0)
        it = found[index]
        parts = it[opened + 1 : closed].split(",")
        found[index : index + 1] = [it[:opened] + part + it[closed + 1 :] for part in parts]
    return found


def _braces(text: str) -> tuple[int, int] | None:
    """The innermost braces that hold alternatives."""
    closed = text.find("}")
    while closed >= 0:
        opened = text.rfind("{", 0, closed)
        if opened >= 0 and "," in text[opened:closed] and text[opened - 1 : opened] != "$":
            return opened, closed
        closed = text.find("}", closed + 1)
    return None
