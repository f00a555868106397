"""Which frontend reads a Dockerfile: BuildKit's own, or another language's.

Without a `# syntax=` directive it is the one that the builder has built in.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dockwright.syntax.dockerfile.frontend import frontend
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from dockwright.syntax.dockerfile.tree import Tree

_VERSION = re.compile(r"(\d{1,3})(?:\.(\d{1,3}))?(?!\d)")
_DOCKERFILES = ("docker/dockerfile", "docker/dockerfile-upstream")


class Frontend(NamedTuple):
    """What a `# syntax=` directive says."""

    is_dockerfile: bool
    """Whether it is BuildKit's own, or a copy of it in another registry."""
    labs: bool | None
    """Whether it is of the labs channel, which has more flags; `None` where that is not known."""


def frontend_of(tree: Tree) -> Frontend:
    """The frontend that a file asks for."""
    named = frontend(tree.text)
    if named is None or not named.value:
        return Frontend(True, False)
    reference = parse_image_reference(named.value)
    if reference is None or not any(f"/{reference.path}".endswith(f"/{it}") for it in _DOCKERFILES):
        return Frontend(False, None)
    if reference.digest is not None or reference.path.endswith("-upstream"):
        return Frontend(True, None)
    tag = reference.tag or "latest"
    return Frontend(True, "labs" in tag or (False if tag[0].isdigit() or tag == "latest" else None))


def knows_heredocs(tree: Tree) -> bool:
    """Whether the frontend that a file asks for surely reads here-documents: since version 1.4, and 1.3 of labs."""
    return _is_at_least(tree, 4, 3)


def knows_checksums(tree: Tree) -> bool:
    """Whether it surely knows `ADD --checksum`: since version 1.6, and 1.5 of labs."""
    return _is_at_least(tree, 6, 5)


def knows_mounts(tree: Tree) -> bool:
    """Whether it surely knows `RUN --mount`: since version 1.2, and in what was called experimental before."""
    return _is_at_least(tree, 2, 1)


def knows_secret_variables(tree: Tree) -> bool:
    """Whether it surely puts a secret into a variable (`--mount=type=secret,env=…`): since version 1.10."""
    return _is_at_least(tree, 10, 10)


def _is_at_least(tree: Tree, minor: int, labs: int) -> bool:
    named = frontend(tree.text)
    if named is None or not named.value:
        return True
    asked = frontend_of(tree)
    reference = parse_image_reference(named.value)
    tag = reference.tag if reference is not None else None
    found = _VERSION.match(tag) if tag is not None else None
    if not asked.is_dockerfile or found is None:
        # What is called experimental was never built again since version 1.2.
        return asked.is_dockerfile and (tag != "experimental" or minor <= _EXPERIMENTAL)
    return (int(found.group(1)), int(found.group(2) or 99)) >= (1, labs if asked.labs else minor)


_EXPERIMENTAL = 2
