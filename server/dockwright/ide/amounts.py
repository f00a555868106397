"""How much of the build context a path brings, in words."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from dockwright.semantic import ignore
from dockwright.semantic.project import Amount, Project

_MOST_FOLDERS = 8
_MOST_FILES = 400
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def context_path(path: str) -> str:
    """A source as the build context has it: counted from its root, above which nothing leads; `""` is the root."""
    return posixpath.normpath(f"/{path}").lstrip("/")


def has_wildcard(path: str) -> bool:
    """Whether a source is a pattern rather than a name."""
    return any(it in path for it in "*?[")


def matches_of(project: Project, path: str) -> list[tuple[str, Amount]] | None:
    """What a pattern in the last part of a path stands for, and how much that is; `None` where that is not known.

    To walk through a folder takes a while: of many matches only the first folders and files are measured, and the last
    amount then says that more is to come.
    """
    folder, _, pattern = path.rpartition("/")
    if has_wildcard(folder) or "**" in pattern:
        return None
    names, patterns = project.files(folder), ignore.compile_patterns([path]).patterns
    if names is None or len(patterns) != 1:
        return None
    found: list[tuple[str, Amount]] = []
    folders = 0
    for name in names:
        place = posixpath.join(folder, name.rstrip("/"))
        if not patterns[0].matches(place):
            continue
        folders += name.endswith("/")
        if folders > _MOST_FOLDERS or len(found) >= _MOST_FILES or (found and not found[-1][1].counted):
            found.append((place, Amount(0, 0, counted=False)))
            break
        amount = project.amount(place)
        if amount is not None and amount.files:
            found.append((place, amount))
    return found


def amount_of(project: Project, path: str) -> Amount | None:
    """How much a path or pattern of the build context holds; `None` where nothing is there, or nobody knows."""
    if not has_wildcard(path):
        return project.amount(path)
    found = matches_of(project, path)
    return total_of(amount for _, amount in found) if found else None


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
