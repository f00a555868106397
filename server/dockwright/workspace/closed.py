"""Dockerfiles that lie on the disk and are open nowhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dockwright.workspace.config import Configuration, Configurations
from dockwright.workspace.files import Exclusion, find

MOST_FILES = 1000
LONGEST_FILE = 1_000_000
"""In bytes: nobody writes a longer Dockerfile, and what a program wrote is looked at when it is opened."""


def closed_dockerfiles(folder: str, configurations: Configurations, step: Callable[[], None]) -> Iterator[str]:
    """The Dockerfiles in a folder, as `dockwright check` finds them; `step` is called often, and may end the walk."""
    configuration = configurations.of_folder(folder)
    exclusion = configuration.exclusion if isinstance(configuration, Configuration) else None
    yield from (it for it in find([folder], _Walk(exclusion, step)) if isinstance(it, str))


class _Walk(Exclusion):
    """Leaves out what another exclusion does; that it is asked about every folder makes it a place to stop at."""

    def __init__(self, exclusion: Exclusion | None, step: Callable[[], None]) -> None:
        super().__init__(os.curdir, ())
        self._exclusion = exclusion
        self._step = step

    def covers(self, path: str, is_folder: bool) -> bool:
        """Whether `path` is left out."""
        self._step()
        return self._exclusion is not None and self._exclusion.covers(path, is_folder)


@dataclass(frozen=True)
class Stamp:
    """What tells one content of a file from another without reading it."""

    changed: int
    size: int
    number: int

    @staticmethod
    def of(path: str) -> Stamp | None:
        """That of a file; `None` where there is none."""
        try:
            found = os.stat(path)
        except OSError:
            return None
        return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
