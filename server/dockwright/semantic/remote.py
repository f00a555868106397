"""Sources of ADD that are not in the build context: URLs and Git repositories.

Facts: moby/buildkit, frontend/dockerfile/dfgitutil/git_ref.go, util/gitutil/git_url.go and
frontend/dockerfile/dockerfile2llb/convert_copy.go.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

_SCHEME = re.compile(r"([a-zA-Z0-9]+)://")
# `user@host:path`, as scp and git have it.
_SCP = re.compile(r"[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:")


class Kind(Enum):
    """Where a source comes from."""

    LOCAL = "local"
    URL = "URL"
    GIT = "Git repository"


class Option(NamedTuple):
    """A `key=value` in the query of a Git source; `value` is `None` without an `=`, offsets count in the source."""

    key: str
    value: str | None
    start: int
    end: int


def kind_of(source: str, is_git: bool = False) -> Kind:
    """What BuildKit takes a source for; `is_git` says that a flag calls it a repository."""
    if source.startswith(("./", "../", "github.com/")):
        return Kind.LOCAL
    match = _SCHEME.match(source)
    if match is None:
        return Kind.GIT if _SCP.match(source) else Kind.LOCAL
    scheme = match.group(1).lower()
    if scheme in ("ssh", "git"):
        return Kind.GIT
    if scheme not in ("http", "https"):
        return Kind.LOCAL
    path = re.split("[?#]", source[match.end() :], maxsplit=1)[0]
    if is_git or ("/" in path and path.endswith(".git")):
        return Kind.GIT
    # Only the two lower-case schemes are fetched (isHTTPSource).
    return Kind.URL if source.startswith(("http://", "https://")) else Kind.LOCAL


def git_options(source: str) -> tuple[Option, ...]:
    """The options in the query of a Git source, as written."""
    head = source.partition("#")[0]
    place = head.find("?") + 1
    if not place:
        return ()
    found: list[Option] = []
    for piece in head[place:].split("&"):
        if piece:
            key, equals, value = piece.partition("=")
            found.append(Option(key, value if equals else None, place, place + len(piece)))
        place += len(piece) + 1
    return tuple(found)


def git_fragment(source: str) -> tuple[str, str]:
    """The reference and the directory that a Git source names behind `#`; empty where it names none."""
    reference, _, directory = source.partition("#")[2].partition(":")
    return reference, directory
