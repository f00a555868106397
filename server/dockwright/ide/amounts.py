"""How much of the build context a path brings, in words."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from dockwright.semantic import ignore
from dockwright.semantic.project import Amount, Project

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def context_path(path: str) -> str:
    """A source as the build context has it: counted from its root, above which nothing leads; `""` is the root."""
    return posixpath.normpath(f"/{path}").lstrip("/")


def has_wildcard(path: str) -> bool:
    """Whether a source is a pattern rather than a name."""
    return any(it in path for it in "*?[")


def matches_of(project: Project, path: str) -> list[str] | None:
    """What a pattern in the last part of a path stands for; `None` where that is not known."""
    folder, _, pattern = path.rpartition("/")
    if has_wildcard(folder) or "**" in pattern:
        return None
    names, patterns = project.files(folder), ignore.compile_patterns([path]).patterns
    if names is None or len(patterns) != 1:
        return None
    places = (posixpath.join(folder, it.rstrip("/")) for it in names)
    return [it for it in places if patterns[0].matches(it)]


def amount_of(project: Project, path: str) -> Amount | None:
    """How much a path or pattern of the build context holds; `None` where nothing is there, or nobody knows."""
    if not has_wildcard(path):
        return project.amount(path)
    found = [project.amount(it) for it in matches_of(project, path) or ()]
    return total_of(it for it in found if it is not None) if found else None


def total_of(amounts: Iterable[Amount]) -> Amount:
    """Several amounts together."""
    files = size = 0
    counted = True
    for it in amounts:
        files, size, counted = files + it.files, size + it.bytes, counted and it.counted
    return Amount(files, size, counted)


def size_of(it: Amount) -> str:
    """An amount as a number of files and their size."""
    if not it.counted:
        # Each count gets a little further or less far: what is shown shall not change with it.
        least = int(str(it.files)[0]) * 10 ** (len(str(it.files)) - 1)
        return f"more than {least:,} files" if least else "many files"
    size, unit = float(it.bytes), 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    shown = f"{size:.0f}" if unit == 0 or size >= 10 else f"{size:.1f}"
    return f"{it.files:,} file{'' if it.files == 1 else 's'}, {shown} {_UNITS[unit] if it.bytes != 1 else 'byte'}"
