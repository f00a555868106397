"""Arguments that can be told from the file and the catalog: signals, users, shells, known directories."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.signals import USUAL
from dockwright.ide.dockerfile.completion.place import Arguments, item
from dockwright.ide.results import Item, ItemKind
from dockwright.syntax.dockerfile import ast

_WITH_DIRECTORY = frozenset(("COPY", "ADD", "WORKDIR"))


def values(arguments: Arguments) -> Iterator[Item]:
    """What may be put in the place of the cursor's word."""
    range = arguments.line.range(*arguments.word)
    first = arguments.index == 0
    if range is None:
        return
    if arguments.name == "HEALTHCHECK" and first:
        lower = arguments.instruction.keyword.text.islower()
        for number, word in enumerate(("CMD", "NONE")):
            text = word.lower() if lower else word
            more = " " if word == "CMD" and not arguments.line.text[arguments.word[1] :] else ""
            yield item(text, ItemKind.VALUE, range, f"{text}{more}", sort=f"1{number}", key="instruction:HEALTHCHECK")
    elif arguments.name == "STOPSIGNAL" and first:
        for number, signal in enumerate(USUAL):
            yield item(signal, ItemKind.VALUE, range, sort=f"1{number:02}")
    elif arguments.name == "USER" and first:
        yield from users(arguments, *arguments.word)
    elif first == (arguments.name == "WORKDIR") and arguments.name in _WITH_DIRECTORY and not arguments.is_exec_form:
        yield from _directories(arguments)


def users(arguments: Arguments, start: int, end: int, *, with_group: bool = False) -> Iterator[Item]:
    """The users that the file or its base image is known to have."""
    range = arguments.line.range(start, end)
    if range is None:
        return
    state = arguments.state
    known = state.base.known
    found: dict[str, str] = {}
    if known is not None and known.unprivileged_user is not None:
        found[known.unprivileged_user] = "of the base image"
    for instruction in arguments.document.instructions:
        if isinstance(instruction, ast.User) and instruction.start < arguments.instruction.start:
            user = instruction.user
            if user is not None and user.value and " " not in user.value:
                found.setdefault(user.value, "used above")
    found.setdefault("root", "")
    for number, (name, detail) in enumerate(found.items()):
        text = f"{name}:{name}" if with_group and ":" not in name else name
        yield item(text, ItemKind.VALUE, range, detail=detail, sort=f"1{number:02}")


def _directories(arguments: Arguments) -> Iterator[Item]:
    """The working directories that the stage has had, the present one first."""
    range = arguments.line.range(*arguments.word)
    stage = arguments.document.stage_of(arguments.instruction)
    if range is None or stage is None:
        return
    found = [arguments.state.workdir]
    for it in (*(instruction for part in stage.lineage for instruction in reversed(part.instructions)),):
        if isinstance(it, ast.Workdir) and it.start < arguments.instruction.start:
            found.append(arguments.document.state_after(it).workdir)
    for number, path in enumerate(dict.fromkeys(it for it in found if it is not None and it != "/")):
        yield item(f"{path}/", ItemKind.FOLDER, range, sort=f"1{number:02}")
