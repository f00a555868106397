"""Files on disk: which of them are Dockerfiles, reading them, and writing them so that nothing is lost."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Folders that hold other people's files, whether or not something ignores them.
_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules"})

# What follows `Dockerfile.` when the file is something else: ignore patterns, prose, templates, remains of editors.
_OTHER_KINDS = frozenset(
    "bak dockerignore containerignore md markdown rst txt j2 jinja jinja2 tmpl tpl template erb ejs mustache orig rej"
    " swp".split()
)

DOCKERFILE_PATTERNS = (
    "{Dockerfile,Containerfile,dockerfile,containerfile}",
    "{Dockerfile,Containerfile}{.,-,_}*",
    "*.{dockerfile,containerfile}",
)
"""The names of Dockerfiles as globs of an editor; not quite those of `is_dockerfile_name`, which counts."""


@dataclass(frozen=True)
class Problem:
    """A path that could not be read, written or walked; `message` is a whole sentence without a full stop."""

    path: str
    message: str


def is_dockerfile_name(name: str) -> bool:
    """Whether a file of this name is a Dockerfile by convention.

    `Dockerfile`, `Containerfile`, each with `.x`, `-x` or `_x` behind, and `x.dockerfile`.
    """
    folded = name.casefold()
    if folded.endswith("~") or folded.rpartition(".")[2] in _OTHER_KINDS:
        return False
    if folded.endswith((".dockerfile", ".containerfile")):
        return len(folded) > len(".dockerfile")
    stem = next((it for it in ("Dockerfile", "Containerfile") if name.startswith(it)), None)
    # All lower case is common enough on file systems that do not care, but `dockerfile.go` is a Go file.
    if stem is None:
        return folded in ("dockerfile", "containerfile") and name == folded
    return len(name) == len(stem) or (name[len(stem)] in ".-_" and len(name) > len(stem) + 1)


def find(paths: Iterable[str], exclude: Exclusion | None = None) -> Iterator[str | Problem]:
    """The Dockerfiles under `paths`, each once, in a stable order; a path that is itself a file always counts.

    Folders are walked without following links to folders; what .gitignore ignores is left out.
    A path that does not exist, or a folder without a Dockerfile, is a `Problem`.
    """
    seen: set[str] = set()
    for path in paths:
        if not os.path.isdir(path):
            if not os.path.exists(path):
                yield Problem(path, "no such file or folder")
            elif path not in seen:
                seen.add(path)
                yield path
            continue
        found = False
        for it in _walk(path, _ignored_above(path), exclude):
            found = found or isinstance(it, str)
            if isinstance(it, Problem):
                yield it
            elif it not in seen:
                seen.add(it)
                yield it
        if not found:
            yield Problem(path, "no Dockerfile in this folder")


def read(path: str) -> str | Problem:
    """The text of a file, its byte order mark and line ends as they are; a `Problem` where it is no UTF-8 text."""
    try:
        # A pipe or a device may never end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            return Problem(path, "not a regular file")
        with open(path, "rb") as file:
            return decode(path, file.read())
    except OSError as error:
        return Problem(path, _reason(error))


@dataclass(frozen=True)
class Stamp:
    """What tells one content of a file from another without reading it."""

    changed: int
    size: int
    number: int

    @staticmethod
    def of(path: str) -> Stamp | None:
        """That of a file or folder; `None` where there is none."""
        try:
            found = os.stat(path)
        except (OSError, ValueError):
            return None
        return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


def read_small(path: str, longest: int) -> str | None:
    """The text of a file of at most `longest` bytes; `None` where it is longer or cannot be read."""
    try:
        if os.path.getsize(path) > longest:
            return None
    except OSError:
        return None
    text = read(path)
    return None if isinstance(text, Problem) else text


def decode(path: str, content: bytes) -> str | Problem:
    """The text of `content`; a `Problem` where it is binary or not UTF-8."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in content:
            return Problem(path, "not a text file")
        return Problem(path, f"not UTF-8: byte {error.object[error.start]:#04x} at offset {error.start}")
    return Problem(path, "not a text file") if "\0" in text else text


def write(path: str, text: str) -> Problem | None:
    """Replace a file's text at once: a reader sees the old or the new one, also after a crash.

    A link stays a link and its target is replaced; the permissions stay.
    """
    import tempfile  # Only a fix writes.

    target = os.path.realpath(path)
    temporary = None
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)
        if not os.access(target, os.W_OK):
            # A new file in its place would be allowed by the folder, but the user has protected this one.
            return Problem(path, "not writable")
        # In the same folder: only within one file system is replacing a single step.
        descriptor, temporary = tempfile.mkstemp(prefix=f".{os.path.basename(target)}.", dir=os.path.dirname(target))
        with open(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        return Problem(path, _reason(error))
    return None


class Exclusion:
    """Patterns of a settings file, in the language of .gitignore, relative to its folder."""

    def __init__(self, folder: str, patterns: Iterable[str]) -> None:
        self._ignored = _Ignored(os.path.abspath(folder), tuple(patterns))

    def covers(self, path: str, is_folder: bool) -> bool:
        """Whether `path` is left out."""
        return self._ignored.decide(os.path.abspath(path), is_folder) is True


class _Ignored:
    """The patterns of one .gitignore; they are compiled when a path is first asked about."""

    def __init__(self, folder: str, lines: tuple[str, ...]) -> None:
        self._prefix = folder.rstrip(os.sep) + os.sep
        self._lines = lines
        self._patterns: GitIgnoreSpec | None = None

    def decide(self, path: str, is_folder: bool) -> bool | None:
        """Whether `path`, absolute, is ignored; `None` where no pattern speaks of it."""
        if not path.startswith(self._prefix) or not self._lines:
            return None
        if self._patterns is None:
            from pathspec import GitIgnoreSpec

            try:
                self._patterns = GitIgnoreSpec.from_lines(self._lines)
            except (ValueError, re.error):
                # git skips a pattern that makes no sense; the library refuses the whole file.
                self._patterns = GitIgnoreSpec.from_lines(line for line in self._lines if _compiles(line))
        relative = path[len(self._prefix) :].replace(os.sep, "/")
        return self._patterns.check_file(f"{relative}/" if is_folder else relative).include


def _compiles(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True


def _walk(folder: str, above: tuple[_Ignored, ...], exclude: Exclusion | None) -> Iterator[str | Problem]:
    # A list rather than recursion: folders may be nested deeper than Python's stack.
    waiting = [(folder, above)]
    while waiting:
        here, ignored = waiting.pop()
        try:
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(here, _reason(error))
            continue
        if any(entry.name == ".git" for entry in entries):
            ignored = ()  # A repository of its own: what holds outside does not speak of it.
        if any(entry.name == ".gitignore" for entry in entries):
            ignored = (*ignored, *_gitignore(here))
        folders = []
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name in _SKIPPED or not (is_folder or is_dockerfile_name(entry.name)):
                continue
            # `entry.path` keeps "." in front; a user who said "." wants to read "Dockerfile".
            path = entry.name if here == os.curdir else entry.path
            if _is_ignored(path, is_folder, ignored) or (exclude is not None and exclude.covers(path, is_folder)):
                continue
            if is_folder:
                folders.append((path, ignored))
            elif not os.path.isdir(path):
                yield path
        waiting += reversed(folders)


def _is_ignored(path: str, is_folder: bool, ignored: tuple[_Ignored, ...]) -> bool:
    if not ignored:
        return False
    path = os.path.abspath(path)
    # The nearest .gitignore that speaks of a path decides (gitignore(5)).
    return next((it for it in (file.decide(path, is_folder) for file in reversed(ignored)) if it is not None), False)


def _ignored_above(folder: str) -> tuple[_Ignored, ...]:
    """The .gitignore files that hold in `folder` from outside it: those from its repository's root down to it.

    None where they ignore the folder itself: its user named it.
    """
    folder = os.path.abspath(folder)
    if os.path.exists(os.path.join(folder, ".git")):
        return ()
    files: list[_Ignored] = []
    parent = folder
    while (above := os.path.dirname(parent)) != parent:
        parent = above
        files = [*_gitignore(parent), *files]
        if os.path.exists(os.path.join(parent, ".git")):
            inside = folder
            while inside != parent:
                if _is_ignored(inside, True, tuple(files)):
                    return ()
                inside = os.path.dirname(inside)
            return tuple(files)
    return ()  # Outside a repository .gitignore files above mean nothing.


def _gitignore(folder: str) -> list[_Ignored]:
    text = read(os.path.join(folder, ".gitignore"))
    return [_Ignored(os.path.abspath(folder), tuple(text.split("\n")))] if isinstance(text, str) else []


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
