"""Findings as a JSON array, one object a line: what scripts and other editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dockwright.cli.report import Cure, FileReport, Place
from dockwright.lint.rule import Rule


def render(reports: Iterable[FileReport], rules: Mapping[str, Rule]) -> Iterator[str]:
    """The array; rows and columns count from 1, in code points. `fix` is the preferred fix, or null."""
    separator = "[\n"
    for report in reports:
        for finding in report.findings:
            yield (
                separator
                + "  "
                + json.dumps(
                    {
                        "code": finding.code,
                        "aliases": list(rules[finding.code].aliases),
                        "severity": finding.severity,
                        "message": finding.message,
                        "filename": report.path,
                        **_locations(finding.place),
                        "fix": _fix(finding.cures[0]) if finding.cures else None,
                        "related": [{"message": message, **_locations(place)} for place, message in finding.related],
                    }
                )
            )
            separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _fix(cure: Cure) -> dict[str, Any]:
    edits = [{"content": change.text, **_locations(change.place)} for change in cure.changes]
    return {"title": cure.title, "safety": cure.safety, "edits": edits}


def _locations(place: Place) -> dict[str, Any]:
    return {
        "location": {"row": place.row, "column": place.column},
        "end_location": {"row": place.end_row, "column": place.end_column},
    }
