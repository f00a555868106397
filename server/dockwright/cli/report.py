"""What was found in a file, in plain values: made where the file is read, perhaps in another process, then printed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.semantic.document import Document
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.ranges import TextRange

# A finding that spans many lines is shown by its first ones.
_MOST_LINES = 3


class Place(NamedTuple):
    """A range as people count: rows and columns from 1, in code points; the end is just past the last one."""

    row: int
    column: int
    end_row: int
    end_column: int


class Change(NamedTuple):
    """One edit of a fix."""

    place: Place
    text: str


class Cure(NamedTuple):
    """A fix: what it does, whether that is `safe` or `unsafe`, and its edits."""

    title: str
    safety: str
    changes: tuple[Change, ...]


class Finding(NamedTuple):
    """A diagnostic as reporters see it; `excerpt` holds the first lines of its place, `related` other places."""

    code: str
    severity: str
    message: str
    place: Place
    excerpt: tuple[str, ...]
    cures: tuple[Cure, ...]
    related: tuple[tuple[Place, str], ...]


class FileReport(NamedTuple):
    """All findings in one file; `path` is as the user gave it, or as the walk came to it.

    `fails`: one of them is grave enough for the check to fail.
    """

    path: str
    findings: tuple[Finding, ...]
    fails: bool = False


def below_here(path: str) -> str | None:
    """`path` from the working folder, with slashes, as services join it to a checkout; `None` if it lies elsewhere."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # On another drive there is no way from here to there.
        return None
    return None if relative.split(os.sep)[0] == os.pardir else relative.replace(os.sep, "/")


def report_of(
    path: str, document: Document, diagnostics: Sequence[Diagnostic], settings: Settings = DEFAULT
) -> FileReport:
    """The report on a document."""
    findings = tuple(_finding(document.lines, it) for it in diagnostics)
    return FileReport(path, findings, any(settings.fails(it.severity) for it in diagnostics))


def _finding(lines: LineIndex, diagnostic: Diagnostic) -> Finding:
    place = _place(lines, diagnostic.range)
    last = min(place.end_row, place.row + _MOST_LINES - 1)
    return Finding(
        diagnostic.code,
        diagnostic.severity.name.lower(),
        diagnostic.message,
        place,
        tuple(lines.line(row - 1) for row in range(place.row, last + 1)),
        tuple(
            Cure(fix.title, fix.safety.value, tuple(Change(_place(lines, it.range), it.text) for it in fix.edits))
            for fix in diagnostic.fixes
        ),
        tuple((_place(lines, it.range), it.message) for it in diagnostic.related),
    )


def _place(lines: LineIndex, range: TextRange) -> Place:
    start = lines.position(range.start, Unit.UTF32)
    end = lines.position(range.end, Unit.UTF32)
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
