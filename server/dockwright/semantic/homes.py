"""Where the user of an instruction is at home, and which numbers it has."""

from __future__ import annotations

from typing import NamedTuple

from dockwright.catalog.accounts import IMAGE_USERS, ROOT_IMAGES
from dockwright.catalog.images import Family, is_root, normal_repository
from dockwright.semantic.accounts import Account, accounts_made, is_number, user_name, words_of
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State


class Home(NamedTuple):
    """What is known of a user."""

    path: str | None
    """The home; `None` where nobody knows."""
    uid: str | None
    """Its number; `None` where it is not known."""
    gid: str | None
    """The number of its group; `None` where it is not known."""


_ROOT = Home("/root", "0", "0")


def home_of(stage: Stage, state: State) -> Home | None:
    """What is known of the user in force where `state` holds, in a stage; `None` where not even who it is."""
    if state.is_windows:
        return None
    reference = state.base.reference
    if state.user is None and (
        state.user_unit is not None or reference is None or normal_repository(reference.name) not in ROOT_IMAGES
    ):
        return None
    found = _of_other(stage, state) if state.user is not None and not is_root(state.user) else _ROOT
    variable = state.environment.get("HOME")
    if variable is not None and not variable.unset:
        text = variable.text
        found = found._replace(path=text.rstrip("/") if text is not None and text.startswith("/") else None)
    return found


def _of_other(stage: Stage, state: State) -> Home:
    name, _, group = (state.user or "").partition(":")
    named = _known(stage, state, name)
    uid = name if is_number(name) else named.uid
    gid = group if is_number(group) else (named.gid if not group else None)
    return Home(named.path, uid, gid)


def _known(stage: Stage, state: State, name: str) -> Home:
    for account in _accounts(stage):
        if name in (account.name, account.uid):
            return _of_account(account, state)
    reference = state.base.reference
    known = IMAGE_USERS.get(normal_repository(reference.name)) if reference is not None else None
    if known is not None and user_name(name) in (known.name, known.uid):
        return Home(known.home, known.uid, known.gid)
    return Home(None, None, None)


def _accounts(stage: Stage) -> tuple[Account, ...]:
    """The users that a stage and those that it builds on make, the latest first. Kept on the stage."""
    found = stage.answers.get(_accounts)
    if not isinstance(found, tuple):
        found = tuple(account for it in stage.lineage for account in reversed(list(accounts_made(it))))
        stage.answers[_accounts] = found
    return found


def account_of(stage: Stage, name: str) -> Account | None:
    """Where a stage, or one that it builds on, makes a user, by name or number."""
    return next((it for it in _accounts(stage) if name and name in (it.name, it.uid)), None)


def _of_account(account: Account, state: State) -> Home:
    words = words_of(account.command)
    path = words.value("-d", "--home-dir", "--home", "-h")
    if path is None and not _is_debians_system_user(account, words.flags, state):
        base = words.value("-b", "--base-dir")
        path = f"{base or '/home'}/{account.name}"
    if account.command.name == "adduser" and "-d" in words.flags and words.value("--home", "-h") is None:
        path = None
    group = words.value("-g", "--gid")
    return Home(
        path if path and path.startswith("/") else None,
        account.uid if account.uid and is_number(account.uid) else None,
        group if group is not None and is_number(group) else None,
    )


def _is_debians_system_user(account: Account, flags: dict[str, str], state: State) -> bool:
    """Whether it may be one whose home is a directory that there is not."""
    if account.command.name != "adduser":
        return False
    return "--system" in flags or ("-S" not in flags and "-D" not in flags and state.base.family is Family.BUSYBOX)
