"""As whom else than root a container of a stage may run, and what that takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.catalog.accounts import HAVING_ADDUSER, HAVING_USERADD, NUMBER_IS_ENOUGH
from dockwright.catalog.images import Family, KnownImage, is_root
from dockwright.semantic.accounts import Account, accounts_made, is_number
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert

_FIRST_UID = 10001
"""Above what distributions and most people give away by themselves."""
_NAMES = ("app", "service", "runner", "worker")
_MOST_USERS = 3

_SYSTEM = re.compile(r"/(?:bin|boot|dev|etc|lib\w*|proc|run|sbin|sys|usr)(?:/|$)")
_NUMBER = re.compile(r"(?<!\d)\d{5}(?!\d)", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+(?::[A-Za-z0-9_.-]+)?")


class OtherUser(NamedTuple):
    """A user that a container may run as."""

    user: str
    """As USER takes it."""
    making: str | None = None
    """The command that makes it first; `None` where the image has it, or needs none to have it."""
    known_below: int = 0
    """Where the file begins to know its name: below the RUN that makes it."""

    def lines(self, keyword: str, newline: str) -> str:
        """The instructions that switch to it; their keywords are written as `keyword` is."""
        lines = [f"USER {self.user}"]
        if self.making is not None:
            lines.insert(0, f"RUN {self.making}")
        if keyword.islower():
            lines = [it[:4].lower() + it[4:] for it in lines]
        return newline.join(lines)


def other_users(stage: Stage) -> tuple[OtherUser, ...]:
    """The users that a container of `stage`, which is root at its end, may run as, the likeliest first.

    Those that the file makes; else the one that the base image brings; else one that is made for it. None where the
    base image is not known, or no USER can be named there.
    """
    state = stage.final_state
    if state.is_windows:
        return ()
    made = [it for own in stage.lineage for it in accounts_made(own)]
    if made:
        return tuple(_of_the_file(stage, made))
    known = state.base.known
    if known is None:
        return (OtherUser(str(_FIRST_UID)),) if state.base.is_scratch else ()
    brought = known.unprivileged_user
    if brought is not None and brought != "nobody":
        return (OtherUser(brought),)
    uid = _free_number(stage)
    making = _making(state, known, uid, _free_name(stage))
    if making is not None:
        return (OtherUser(str(uid), making),)
    # A number needs no account, and where `useradd` is missing there is nothing else.
    needs_none = known.family in NUMBER_IS_ENOUGH or state.base.is_scratch or _is_small(known)
    return (OtherUser(str(uid)),) if needs_none else ()


def _of_the_file(stage: Stage, made: list[Account]) -> Iterator[OtherUser]:
    names: set[str] = set()
    own = {it.unit for it in stage.instructions}
    for account in made:
        if account.name in names or is_root(account.name) or _PLAIN.fullmatch(account.name) is None:
            continue
        names.add(account.name)
        instruction = account.command.instruction
        yield OtherUser(account.name, None, instruction.start if instruction.unit in own else 0)
        if len(names) == _MOST_USERS:
            return


def _making(state: State, known: KnownImage, uid: int, name: str) -> str | None:
    """The command that makes a user in that image; `None` where it has none that we know of."""
    if not known.has_shell or state.shell_language not in ("sh", "bash"):
        return None
    if known.family in HAVING_ADDUSER:
        return f"addgroup -S -g {uid} {name} && adduser -S -D -H -u {uid} -G {name} {name}"
    if known.family in HAVING_USERADD and not _is_small(known):
        return f"useradd --system --no-create-home --uid {uid} {name}"
    return None


def _free_number(stage: Stage) -> int:
    texts = [it.unit.text for own in stage.lineage for it in own.instructions]
    first = str(_FIRST_UID)
    if not any(first in it for it in texts):
        return _FIRST_UID
    taken = {int(number) for it in texts for number in _NUMBER.findall(it)}
    return next(it for it in range(_FIRST_UID, _FIRST_UID + len(taken) + 1) if it not in taken)


def _free_name(stage: Stage) -> str:
    """A name that no group has that the file makes."""
    runs = [it.unit.text for own in stage.lineage for it in own.all_of(ast.Run) if "group" in it.unit.text]
    return next((it for it in _NAMES if not any(re.search(rf"\b{it}\b", x) for x in runs)), "unprivileged")


def _is_small(known: KnownImage) -> bool:
    """Whether it is one of Red Hat's or Fedora's images without `useradd`; Oracle's small ones have it."""
    if known.family is Family.FEDORA:
        return known.repository.endswith("-minimal")
    is_whole = "dnf" in (known.package_managers or ()) or known.repository in ("oraclelinux", "openjdk")
    return known.family is Family.RED_HAT and not is_whole


def owned_by(stage: Stage, other: OtherUser) -> tuple[list[Edit], list[Edit]]:
    """The edits that give a user what COPY and ADD bring into a stage, but for the system's own directories.

    First those for what nobody but its owner can read, then those for all the rest.
    """
    needed: list[Edit] = []
    rest: list[Edit] = []
    for transfer in stage.instructions:
        if isinstance(transfer, ast.Transfer) and _can_be_given(transfer, stage, other):
            edit = insert(transfer.keyword.range.end, f" --chown={other.user}")
            (needed if _is_closed(transfer) else rest).append(edit)
    return needed, rest


def _can_be_given(transfer: ast.Transfer, stage: Stage, other: OtherUser) -> bool:
    destination = transfer.destination
    if destination is None or transfer.flag("chown") is not None:
        return False
    if not is_number(other.user) and transfer.start < other.known_below:
        # Its name means nothing yet.
        return False
    if isinstance(destination, ast.Word) and destination.value is not None:
        path = destination.value
    else:
        path = stage.state_before(transfer).path_of(destination, transfer.escape) or ""
    return bool(path) and _SYSTEM.match(path) is None


def _is_closed(transfer: ast.Transfer) -> bool:
    """Whether a flag takes all rights from everyone but the owner and the group, as `--chmod=600` does."""
    flag = transfer.flag("chmod")
    mode = flag.plain if flag is not None else None
    return mode is not None and mode.isdigit() and len(mode) >= 3 and mode.endswith("0")
