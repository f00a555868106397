"""Modes of files, as chmod, install and mkdir take them.

Source: POSIX.1-2024, chmod; the manual of GNU coreutils 9.5, "File permissions".
"""

from __future__ import annotations

_OTHERS_WRITE = 0o002
_STICKY = 0o1000
_WRITE_OF_GROUP_AND_OTHERS = 0o022


def octal(mode: str) -> int | None:
    """The bits of an octal mode; `None` where it is not one."""
    if not 1 <= len(mode) <= 5 or any(it not in "01234567" for it in mode):
        return None
    return int(mode, 8)


def lets_others_write(mode: str) -> bool:
    """Whether a mode gives everyone the right to write, other than into a directory with the sticky bit."""
    bits = octal(mode)
    if bits is not None:
        return bool(bits & _OTHERS_WRITE) and not bits & _STICKY
    clauses = mode.split(",")
    return any(_gives(it) for it in clauses) and not any("t" in it for it in clauses)


def _gives(clause: str) -> bool:
    who = clause[: len(clause) - len(clause.lstrip("ugoa"))]
    rights = clause[len(who) :]
    # Without `who`, the umask takes the right to write from others again.
    return ("a" in who or "o" in who) and rights[:1] in ("+", "=") and "w" in rights and "-" not in rights


def without_others_write(mode: str) -> str | None:
    """A mode in which only the owner may write, and that says the same otherwise; `None` where it is not understood."""
    bits = octal(mode)
    if bits is not None:
        return f"{bits & ~_WRITE_OF_GROUP_AND_OTHERS:0{len(mode)}o}"
    clauses = [_without_others_write(it) if _gives(it) else it for it in mode.split(",")]
    return None if None in clauses else ",".join(it for it in clauses if it)


def _without_others_write(clause: str) -> str | None:
    who = clause[: len(clause) - len(clause.lstrip("ugoa"))]
    operator, rights = clause[len(who)], clause[len(who) + 1 :]
    if not rights.isalpha() or not set(rights) <= set("rwxXst"):
        # `a+w-x`, or rights copied from someone: `o=u`.
        return None
    users = "ugo" if "a" in who else "".join(it for it in "ugo" if it in who)
    others, others_rights = users.replace("u", ""), rights.replace("w", "")
    owner = f"u{operator}{rights}" if "u" in users else ""
    rest = f"{others}{operator}{others_rights}" if others_rights or operator == "=" else ""
    return ",".join(it for it in (owner, rest) if it) or "u+w"
