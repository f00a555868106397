"""Which npm a stage has, as far as its base image tells."""

from __future__ import annotations

from dockwright.semantic.state import State

_CODENAMES = {"argon": 4, "boron": 6, "carbon": 8, "dubnium": 10, "erbium": 12, "fermium": 14, "gallium": 16}


def node_major(state: State) -> int | None:
    """The major version of Node in a stage that builds on the official image; `None` where that is not known."""
    known, reference = state.base.known, state.base.reference
    if known is None or reference is None or known.repository != "node" or reference.tag is None:
        return None
    first, _, rest = reference.tag.partition("-")
    if first == "lts":
        first = rest.partition("-")[0]
    if first in _CODENAMES:
        return _CODENAMES[first]
    major = first.partition(".")[0]
    return int(major) if major.isdecimal() and len(major) < 4 else None
