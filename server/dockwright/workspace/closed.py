"""Dockerfiles that lie on the disk and are open nowhere."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator

from dockwright.workspace.config import Configuration, Configurations
from dockwright.workspace.files import Exclusion, find

MOST_FILES = 1000
LONGEST_FILE = 1_000_000
"""In bytes: nobody writes a longer Dockerfile, and what a program wrote is looked at when it is opened."""


class Enough(Exception):
    """Raised by the step of a walk to end it with what was found by then."""


class Walk:
    """The Dockerfiles in a folder, as `dockwright check` finds them, looked for while they are iterated over."""

    def __init__(self, folder: str, step: Callable[[], None], most: int, done: Callable[[Walk], None]) -> None:
        self._folder = folder
        self._step = step
        self._done = done
        self._is_done = False
        self.most = most
        self.paths: list[str] = []
        """Those that were found so far."""

        self.is_all = False
        """Whether these are all there are."""

    def __iter__(self) -> Iterator[str]:
        if self._is_done:
            yield from self.paths
            return
        configuration = Configurations().of_folder(self._folder)
        exclusion = configuration.exclusion if isinstance(configuration, Configuration) else None
        try:
            for path in find([self._folder], _Asking(exclusion, self._step)):
                if isinstance(path, str):
                    if len(self.paths) == self.most:
                        raise Enough
                    self.paths.append(os.path.abspath(path))
                    yield self.paths[-1]
            self.is_all = True
        except Enough:
            pass
        self._is_done = True
        self._done(self)


class ClosedDockerfiles:
    """The Dockerfiles of a workspace. Who asks for them soon after somebody else is told the same, without a walk.

    May be asked from several threads, none of which waits for another.
    """

    def __init__(self, holds: Callable[[], float] = lambda: 0.0) -> None:
        self._holds = holds
        self._changes = 0
        self._kept: dict[str, tuple[int, float, float, Walk]] = {}

    def changed(self) -> None:
        """Note that there may be others by now, or settings that leave others out."""
        self._changes += 1

    def look(self, folder: str, step: Callable[[], None], most: int = MOST_FILES, seconds: float = math.inf) -> Walk:
        """A walk through a folder. `step` is called often, and may end it by raising `Enough`.

        Who would look further than somebody else did who did not come to the end, for more files or `seconds`, does.
        """
        began, changes = time.monotonic(), self._changes
        kept = self._kept.get(folder)
        if kept is not None and kept[0] == changes and began - kept[1] < self._holds():
            took, walk = kept[2:]
            if walk.is_all or (walk.most >= most and (len(walk.paths) == walk.most or took >= seconds)):
                return walk

        def done(walk: Walk) -> None:
            self._kept[folder] = changes, began, time.monotonic() - began, walk

        return Walk(folder, step, most, done)


class _Asking(Exclusion):
    """Leaves out what another exclusion does; that it is asked about every folder makes it a place to stop at."""

    def __init__(self, exclusion: Exclusion | None, step: Callable[[], None]) -> None:
        super().__init__(os.curdir, ())
        self._exclusion = exclusion
        self._step = step

    def covers(self, path: str, is_folder: bool) -> bool:
        """Whether `path` is left out."""
        self._step()
        return self._exclusion is not None and self._exclusion.covers(path, is_folder)
