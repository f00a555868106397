"""Which npm a stage has, as far as its base image or the repository of its packages tells."""

from __future__ import annotations

from dockwright.semantic.configured import NODE, configured_by
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_CODENAMES = {"argon": 4, "boron": 6, "carbon": 8, "dubnium": 10, "erbium": 12, "fermium": 14, "gallium": 16}


def node_major(instruction: ast.Instruction, state: State) -> int | None:
    """The major version of Node in an instruction; `None` where that is not known.

    It is known below the official image, and where the packages of NodeSource are installed there or above.
    """
    known, reference = state.base.known, state.base.reference
    if known is None or reference is None or known.repository != "node" or reference.tag is None:
        configured = state.configured | configured_by(instruction)
        return max((int(it.removeprefix(NODE)) for it in configured if it.startswith(NODE)), default=None)
    first, _, rest = reference.tag.partition("-")
    if first == "lts":
        first = rest.partition("-")[0]
    if first in _CODENAMES:
        return _CODENAMES[first]
    major = first.partition(".")[0]
    return int(major) if major.isdecimal() and len(major) < 4 else None
