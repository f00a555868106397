"""Which programs base images surely do not have.

Source: the Dockerfiles behind Docker's official images (2026-08). The full variants of `node`, `python`, `ruby` and
`golang` are built on `buildpack-deps`, which has both curl and wget; Alpine has a wget of BusyBox's.
"""

from __future__ import annotations

from dockwright.catalog.images import Family, family_of, normal_repository

_WITHOUT_ANY = frozenset({Family.DISTROLESS, Family.SCRATCH})
_PLAIN = frozenset({"debian", "ubuntu"})
# Whose slim and Alpine variants keep neither what the full ones have nor what built them.
_LANGUAGES = frozenset({"golang", "node", "python", "ruby"})


def lacks(repository: str, tag: str | None, program: str) -> bool:
    """Whether an image is known to be without `curl` or `wget`; false for other programs, and where nobody knows."""
    if program not in ("curl", "wget"):
        return False
    name, family = normal_repository(repository), family_of(repository, tag)
    if family in _WITHOUT_ANY:
        return "debug" not in (tag or "")
    if name in _PLAIN:
        return True
    if program == "curl" and (name in ("alpine", "busybox") or (name in _LANGUAGES and family is Family.ALPINE)):
        return True
    return name in _LANGUAGES and "slim" in (tag or "").split("-")
