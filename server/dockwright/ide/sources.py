"""The files of the build context that instructions name, each with the place of its name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from dockwright.semantic.document import Document
from dockwright.semantic.remote import Kind, kind_of
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_WILDCARDS = frozenset("*?[")

# These sites show a repository under the path that Git has for it.
_BY_SSH = re.compile(
    r"(?:ssh://)?[\w-]+@(?P<host>github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)[:/](?P<path>[\w./~-]+)",
    re.IGNORECASE,
)


def named_sources(document: Document, instruction: ast.Instruction) -> Iterator[tuple[TextRange, str]]:
    """What a COPY, an ADD or a bind mount takes from outside the build: paths of the build context, and addresses."""
    if isinstance(instruction, ast.Copy):
        if instruction.flag("from") is None:
            yield from _paths(document, instruction)
    elif isinstance(instruction, ast.Add):
        yield from _paths(document, instruction)
    elif isinstance(instruction, ast.Run) and "--mount" in instruction.unit.text:
        yield from _mounted(instruction)


def is_address(source: str) -> bool:
    """Whether a source is fetched from the web."""
    return source.lower().startswith(("http://", "https://"))


def address_of(source: str) -> str | None:
    """Where the web has what a source of an ADD names; `None` for a file, and for a repository behind SSH alone."""
    bare = source.partition("#")[0]
    if is_address(source):
        return bare
    by_ssh = _BY_SSH.fullmatch(bare)
    return f"https://{by_ssh['host'].lower()}/{by_ssh['path']}" if by_ssh is not None else None


def file_of_context(document: Document, source: str) -> str | None:
    """The file of the build context that a source is, if there is one; an editor has no view of folders."""
    if not _WILDCARDS.isdisjoint(source) or "\\" in source or "\0" in source or not source.strip("/."):
        return None
    place = posixpath.normpath(source.lstrip("/"))
    if place.startswith("../") or place in (".", ".."):
        return None
    return place if document.project.exists(place) is True and not document.project.files(place) else None


def _paths(document: Document, instruction: ast.Transfer) -> Iterator[tuple[TextRange, str]]:
    state = document.state_before(instruction)
    for path in instruction.sources if instruction.destination is not None else ():
        if isinstance(path, ast.Word) and instruction.heredoc_of(path) is not None:
            continue
        text = state.path_of(path, instruction.escape)
        if text is None:
            continue
        kind = kind_of(text) if isinstance(instruction, ast.Add) else Kind.LOCAL
        if kind is not Kind.URL or is_address(text):
            yield _inside(document, path), text


def _mounted(instruction: ast.Run) -> Iterator[tuple[TextRange, str]]:
    for flag in instruction.mounts:
        kind, source = flag.option("type"), flag.option("source", "src")
        if flag.option("from") is not None or (kind is not None and kind.plain != "bind"):
            continue
        if source is not None and source.value is not None and source.value.value:
            yield source.value.range, source.value.value


def _inside(document: Document, path: ast.Word | ast.Element) -> TextRange:
    """Where a path stands, without quotes around it."""
    whole = path.range
    written = whole.slice(document.text)
    quoted = len(written) > 1 and written[0] == written[-1] and written[0] in "\"'"
    return TextRange(whole.start + 1, whole.end - 1) if quoted else whole
