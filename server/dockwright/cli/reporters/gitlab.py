"""Findings as GitLab's Code Quality report, which merge requests show: a JSON array, one object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from dockwright.cli.report import FileReport, Finding, below_here

# GitLab has a fifth, `blocker`; whether a finding blocks is said by the exit code.
_SEVERITIES = {"error": "critical", "warning": "major", "information": "minor", "hint": "info"}


def render(reports: Iterable[FileReport]) -> Iterator[str]:
    """The array; GitLab knows a file by its path from the top of the checkout, where the job runs."""
    separator = "[\n"
    for report in reports:
        path = below_here(report.path) or report.path
        seen: Counter[str] = Counter()
        for finding in report.findings:
            content = "\0".join((path, finding.code, finding.message, *finding.excerpt))
            seen[content] += 1
            issue = {
                "description": finding.message,
                "check_name": finding.code,
                # By it a finding is known again in another commit, so it may not depend on the line's number.
                "fingerprint": sha256(f"{content}\0{seen[content]}".encode("utf-8", "surrogateescape")).hexdigest(),
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": path, "lines": _lines(finding)},
            }
            yield f"{separator}  {json.dumps(issue)}"
            separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _lines(finding: Finding) -> dict[str, int]:
    place = finding.place
    # A range that ends at the start of a line holds nothing of that line.
    last = place.end_row if place.end_column > 1 else place.end_row - 1
    return {"begin": place.row, "end": max(last, place.row)}
