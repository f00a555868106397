"""Lists of packages in commands: in which the order does not matter, and what the alphabetical one is."""

from __future__ import annotations

from dockwright.semantic.commands import CommandWord, Package, PackageOperation


def list_of(operation: PackageOperation) -> list[CommandWord]:
    """The words that name packages, where they stand in one row and mean the same in any order; else none."""
    words = [it.word for it in operation.packages]
    if len(words) < 2 or not all(_is_plain(it) for it in operation.packages):
        return []
    starts = [it.range.start for it in operation.command.words]
    first = starts.index(words[0].range.start)
    if starts[first : first + len(words)] != [it.range.start for it in words]:
        return []
    start, end = words[0].range.start, words[-1].range.end
    return [] if any(start < it.range.start < end for it in operation.command.instruction.comments) else words


def _is_plain(package: Package) -> bool:
    # To apt a hyphen at the end means: remove.
    value = package.word.value
    return value is not None and value[:1].isalnum() and not value.endswith("-") and not package.is_file


def sort_key(word: CommandWord) -> tuple[str, str]:
    """By what packages are in alphabetical order, whatever their case."""
    value = word.value or ""
    return value.lower(), value
