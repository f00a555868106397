"""Whether a file that a RUN made is gone at its end, as far as its commands tell."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from dockwright.semantic.chains import appended
from dockwright.semantic.commands import Command, CommandWord
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_TAKING_AWAY = frozenset(("rm", "unlink", "mv", "find", "shred", "rmdir"))
_MOVING_ABOUT = frozenset(("cd", "popd", "pushd"))
_KEPT_OUT = ("cache", "tmpfs", "bind")


def text_of(word: CommandWord) -> str:
    """A word without its quotes; its expansions stand as they are, without braces: `$DIR/a`."""
    text = word.value if word.value is not None else word.text.replace('"', "").replace("'", "")
    return text.replace("${", "$").replace("}", "")


def may_be_gone(path: str, commands: Iterable[Command], start: int) -> bool:
    """Whether one of the commands from the offset `start` on takes `path` away, or may; `path` is as of `text_of`."""
    name = path.rstrip("/").rpartition("/")[2]
    moved = False
    for command in commands:
        if command.name == "trap":
            return True
        if command.range.start < start:
            continue
        moved |= command.name in _MOVING_ABOUT
        if command.name not in _TAKING_AWAY:
            continue
        if command.name == "find":
            if command.has("-delete", "rm", "-exec"):
                return True
            continue
        texts = [text_of(it) for it in command.arguments]
        recursive = any(it.startswith("-") and ("r" in it or "R" in it) for it in texts)
        if recursive and moved and not path.startswith("/"):
            return True
        for text in texts:
            if not text.startswith("-") and _takes(text, path, name, recursive):
                return True
    return False


def _takes(text: str, path: str, name: str, recursive: bool) -> bool:
    plain = text.rstrip("/")
    last = plain.rpartition("/")[2]
    if plain in (path, ".", "..", "") or last == name or (recursive and path.startswith(f"{plain}/")):
        return True
    if "$" in text and (last.startswith("$") or "$(" in text):
        # What a variable holds may be just this.
        return True
    if any(it in last for it in "*?[{"):
        return "{" in last or fnmatchcase(name, last) or "$" in name
    return False


def is_kept_out(run: ast.Run) -> bool:
    """Whether a mount of the RUN may hold what it writes, so that it comes into no layer."""
    kinds = [it.option("type") for it in run.mounts]
    return any(kind is None or kind.plain in _KEPT_OUT for kind in kinds)


def removal_appended(run: ast.Run, state: State, commands: Iterable[Command], word: str, start: int) -> Edit | None:
    """The edit that puts `rm` of a file behind the last command of a chain.

    `None` where the file's path, as `word` of a command at `start`, may mean another one there.
    """
    moves = any(it.name in _MOVING_ABOUT and it.range.start >= start for it in commands)
    if moves and not word.lstrip('"').startswith(("/", "$")):
        return None
    return appended(run, state, f"rm {word}")
