"""Which archives a command unpacks, and which files may be some."""

from __future__ import annotations

import re
from typing import NamedTuple

from dockwright.catalog.programs import TAR, UNZIP
from dockwright.semantic.arguments import arguments_of
from dockwright.semantic.commands import Command, CommandWord, names_file
from dockwright.semantic.project import Project

# Go's docker/docker/pkg/archive knows gzip, bzip2, xz and zstd; these are the names that such files go by.
_ARCHIVE = re.compile(r"\.(?:tar(?:\.\w+)?|t[gbxl]z|tbz2?|txz|tzst|gz|bz2|xz|zst|lzma)$", re.IGNORECASE)
# Names, and patterns for such, that are text or folders in any project: no archive is called like that.
_PLAIN = re.compile(
    r"(?:^|/)(?:[\w.*?\[\]-]+\.(?:c|cc|cfg|conf|config|cpp|cs|csproj|css|env|go|gradle|h|html|ini|java|js|json|jsx|kt"
    r"|list|lock|md|mjs|mod|php|pl|properties|ps1|py|rb|repo|rs|sh|sln|sql|sum|swift|toml|ts|tsx|txt|xml|ya?ml)"
    r"|Dockerfile|Gemfile|Makefile|Procfile|LICENSE|\.env|\.(?:docker|git)ignore|\.npmrc|\.\.?)$|/$",
    re.IGNORECASE,
)


def is_archive_name(path: str) -> bool:
    """Whether a file is called as archives are that ADD unpacks."""
    return _ARCHIVE.search(path) is not None


def is_no_archive(path: str, project: Project | None = None) -> bool:
    """Whether a path or a pattern surely names no archive that ADD unpacks, by its name or by what lies there."""
    if _PLAIN.search(path):
        return True
    if project is None or any(it in path for it in "*?[\\"):
        return False
    name = path.removeprefix("./").lstrip("/")
    if not name or project.files(name):
        return True
    # An archive is no text, but for the marks of bzip2 and tar.
    text = project.read(name)
    return text is not None and not text.startswith("BZh") and text[257:262] != "ustar"


class Unpacking(NamedTuple):
    """A call that takes files out of an archive."""

    archives: tuple[CommandWord, ...]
    """The words that name archives; none where one comes through a pipe."""
    from_input: bool
    """Whether the archive comes through a pipe."""
    folder: CommandWord | None
    """Where it is unpacked to; `None` for the working directory."""
    strips: bool
    """Whether it unpacks only parts of the archive, or under other names."""


def unpacking_of(command: Command) -> Unpacking | None:
    """What a command unpacks; `None` where it does not."""
    if command.wraps:
        return None
    if command.name in ("tar", "bsdtar"):
        return _tar(command)
    if command.name in ("unzip", "7z", "7za"):
        return _zip(command)
    return None


def _tar(command: Command) -> Unpacking | None:
    arguments = arguments_of(command, TAR)
    operands = list(arguments.operand_indexes)
    letters = ""
    archives: list[CommandWord] = []
    folder = arguments.flag("-C", "--directory")
    place = arguments.value_word(folder) if folder is not None else None
    values = command.values
    if operands and operands[0] == 1 and (values[1] or "").isalpha():
        # The old style: letters without a dash, whose values are the words behind.
        letters = values[operands.pop(0)] or ""
        for letter in letters:
            if letter in TAR.short and operands:
                word = command.words[operands.pop(0)]
                if letter == "f":
                    archives.append(word)
                elif letter == "C":
                    place = word
    if "x" not in letters and not arguments.has("-x", "--extract", "--get"):
        return None
    named = [arguments.value_word(it) for it in arguments.all_of("-f", "--file")]
    archives += [it for it in named if it is not None]
    files = tuple(it for it in archives if it.value not in ("-", "/dev/stdin"))
    strips = arguments.has("--strip-components", "--strip", "--transform", "--xform", "--wildcards", "-T", "--exclude")
    return Unpacking(files, not files, place, strips or bool(operands))


def _zip(command: Command) -> Unpacking | None:
    arguments = arguments_of(command, UNZIP)
    operands = arguments.operands
    if command.name == "unzip":
        if not operands or arguments.has("-l", "-p", "-t", "-v", "-Z", "-z"):
            return None
        folder = arguments.flag("-d")
        place = arguments.value_word(folder) if folder is not None else None
        return Unpacking(operands[:1], False, place, len(operands) > 1 or arguments.has("-j", "-x"))
    if len(operands) < 2 or operands[0].value not in ("x", "e"):
        return None
    return Unpacking(operands[1:2], False, None, len(operands) > 2)


def consumed(command: Command) -> tuple[CommandWord, ...]:
    """The archives and package files that a command takes things out of."""
    unpacking = unpacking_of(command)
    if unpacking is not None:
        return unpacking.archives
    if command.name == "dpkg" and command.has("-i", "--install"):
        return command.arguments
    if command.name == "rpm":
        first = (command.values[1] or "") if len(command.values) > 1 else ""
        return command.arguments if first.startswith(("-i", "-U", "--install", "--upgrade")) else ()
    operation = command.operation
    if operation is not None and operation.kind == "install" and operation.manager.name in ("apt", "dnf", "yum"):
        return tuple(filter(names_file, operation.operands)) if operation.subcommand.names_packages else ()
    return ()
