"""Findings as workflow commands, which GitHub shows as annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dockwright.cli.report import FileReport, Finding

_COMMANDS = {"error": "error", "warning": "warning", "information": "notice", "hint": "notice"}


def render(reports: Iterable[FileReport]) -> Iterator[str]:
    """One command a finding."""
    for report in reports:
        for finding in report.findings:
            yield _command(report.path, finding)


def _command(path: str, finding: Finding) -> str:
    place = finding.place
    properties = {"title": f"dockwright ({finding.code})", "file": path, "line": place.row}
    if place.row == place.end_row:
        # Columns mean something only within one line; an annotation's end counts itself in.
        properties |= {"col": place.column, "endLine": place.row, "endColumn": max(place.end_column - 1, place.column)}
    else:
        properties |= {"endLine": place.end_row if place.end_column > 1 else place.end_row - 1}
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_escaped(finding.message)}\n"


def _escaped(text: str, more: str = "") -> str:
    # The three, and in properties two more, that the runner decodes (actions/toolkit, core/src/command.ts).
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
