"""What a document may ask about other files; who can answer stands above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from dockwright.semantic.ignore import IgnoreFile


class Amount(NamedTuple):
    """How much a path of the build context holds: as many files at least where not all are `counted`."""

    files: int
    bytes: int
    counted: bool = True


class Project(Protocol):
    """The files around a Dockerfile; paths are relative to its build context, with `/` and without a leading one.

    Every answer may be `None`: nobody knows, as for a text without a file or an unreadable folder.
    """

    def exists(self, path: str) -> bool | None:
        """Whether there is such a file or folder that the build context contains (`.dockerignore` applied)."""
        ...

    def read(self, path: str) -> str | None:
        """The text of a small file of the build context."""
        ...

    def files(self, folder: str) -> Sequence[str] | None:
        """The names in a folder of the build context, folders with a `/` at the end; `""` is the context itself."""
        ...

    def amount(self, path: str) -> Amount | None:
        """How much a file or folder holds, without what `.dockerignore` leaves out; `""` is the context itself."""
        ...

    def ignore_file(self) -> IgnoreFile | None:
        """The `.dockerignore` that counts for the Dockerfile; without patterns where there is none."""
        ...


class NoProject:
    """The project of a text that lies nowhere: it knows nothing."""

    def exists(self, path: str) -> bool | None:
        """Nobody knows."""
        return None

    def read(self, path: str) -> str | None:
        """Nobody knows."""
        return None

    def files(self, folder: str) -> Sequence[str] | None:
        """Nobody knows."""
        return None

    def amount(self, path: str) -> Amount | None:
        """Nobody knows."""
        return None

    def ignore_file(self) -> IgnoreFile | None:
        """Nobody knows."""
        return None
