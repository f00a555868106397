"""The disk for a client that does not say what changes there: it is looked at when something happens in the editor."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator

from dockwright.workspace.config import FILE_NAMES
from dockwright.workspace.files import Stamp

# Who changes a file elsewhere needs longer to come back; each keystroke asks, and a disk may be slow.
_SECONDS = 2.0

_Stamps = tuple[Stamp | None, ...]


class Unwatched:
    """What the settings files above some texts were like when they were looked at last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked = float("-inf")
        self._stamps: dict[str, _Stamps] = {}

    def note(self, path: str) -> None:
        """Look at the files above a text that was opened: from now on they are known."""
        for folder in _folders_above(path):
            if folder not in self._stamps:
                self._stamps[folder] = _stamps(folder)

    def is_due(self) -> bool:
        """Whether it is time to look again; if so, the time begins anew."""
        now = self._clock()
        if now - self._looked < _SECONDS:
            return False
        self._looked = now
        return True

    def have_settings_changed(self, paths: Iterable[str]) -> bool:
        """Whether a settings file above one of the texts is another than it was, or has come or gone."""
        folders = dict.fromkeys(folder for path in paths for folder in _folders_above(path))
        found = {folder: _stamps(folder) for folder in folders}
        changed = any(self._stamps.get(folder, stamps) != stamps for folder, stamps in found.items())
        self._stamps = found
        return changed


def _folders_above(path: str) -> Iterator[str]:
    folder, last = os.path.dirname(path), path
    while folder != last:
        yield folder
        folder, last = os.path.dirname(folder), folder


def _stamps(folder: str) -> _Stamps:
    return tuple(Stamp.of(os.path.join(folder, name)) for name in FILE_NAMES)
