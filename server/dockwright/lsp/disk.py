"""Where the client's files lie for a server that may not see all of its client's disk, or none of it."""

from __future__ import annotations

import os
from collections.abc import Callable

from pygls.uris import to_fs_path

Reach = Callable[[str], bool]
"""Whether the files in a folder can be read; the folder may be made readable just then."""


class Disk:
    """The files that the client and this server have in common: all, where they run on one machine.

    In a browser there are none, and what looks like a path there means something else in the server's own memory.
    """

    def __init__(self, reach: Reach = lambda folder: True) -> None:
        self._reach = reach

    def file(self, uri: str) -> str | None:
        """The path of a file, which need not exist; `None` for one that cannot be reached."""
        path = _path(uri)
        return path if path is not None and self._reach(os.path.dirname(path)) else None

    def folder(self, uri: str) -> str | None:
        """The path of a folder; `None` for one that cannot be reached."""
        path = _path(uri)
        return path if path is not None and self._reach(path) else None


def _path(uri: str) -> str | None:
    path = to_fs_path(uri)
    return os.path.abspath(path) if path else None
