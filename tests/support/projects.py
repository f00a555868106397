"""Small projects with a Dockerfile each, from the texts in tests/builds/projects.

A project begins with `=== name: verdict`, a file with `--- path`, or `--- path (CRLF)` for one with such line ends.
`--- path := command` is a file that the command writes in the image with the project's package manager. `{registry}`
is the address of the registry that is asked for packages.

The verdict is about installing before the sources are copied: `safe`, done unasked, the image stays the same; `asked`,
the image stays the same, but that cannot be known; `asked, other`, the image would be another; `refused`, not offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[1] / "builds" / "projects"

_HEAD = re.compile(r"--- (?P<path>\S+)(?P<crlf> \(CRLF\))?(?: := (?P<command>.+))?")


class Written(NamedTuple):
    """A file that a command writes."""

    path: str
    command: str
    is_crlf: bool


@dataclass(frozen=True)
class Project:
    """A build context; `naive` is how someone might order its Dockerfile who does not see what is in the way."""

    manager: str
    name: str
    verdict: str
    dockerfile: str
    naive: str
    files: dict[str, str]
    written: tuple[Written, ...]


def projects() -> Iterator[Project]:
    """All of them, by package manager."""
    for source in sorted(FOLDER.glob("*.txt")):
        for text in re.split(r"^=== ", source.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            yield _project(source.stem, text)


def _project(manager: str, text: str) -> Project:
    title, _, rest = text.partition("\n")
    name, _, verdict = title.rpartition(": ")
    files: dict[str, str] = {}
    written = []
    for part in re.split(r"^(?=--- )", rest, flags=re.MULTILINE)[1:]:
        head, _, content = part.partition("\n")
        found = _HEAD.fullmatch(head)
        assert found is not None, (source_of(manager), head)
        if found["command"]:
            written.append(Written(found["path"], found["command"], bool(found["crlf"])))
            continue
        content = content.rstrip("\n") + "\n" if content.strip() else ""
        files[found["path"]] = content.replace("\n", "\r\n") if found["crlf"] else content
    dockerfile, naive = files.pop("Dockerfile"), files.pop("Dockerfile.naive", "")
    return Project(manager, name, verdict, dockerfile, naive, files, tuple(written))


def source_of(manager: str) -> Path:
    """Where the projects of a package manager are written down."""
    return FOLDER / f"{manager}.txt"
