"""Findings as SARIF 2.1.0 (OASIS), which code scanning services read; each rule brings its page."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from dockwright import __version__
from dockwright.cli.report import Cure, FileReport, Finding, Place, below_here
from dockwright.lint.manual import address, manual
from dockwright.lint.rule import Rule

_LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}


def render(reports: Iterable[FileReport], rules: Mapping[str, Rule]) -> Iterator[str]:
    """The log, one run; it names only the rules that found something."""
    reports = list(reports)
    used = sorted({finding.code for report in reports for finding in report.findings})
    places = {code: number for number, code in enumerate(used)}
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "dockwright",
                        "version": __version__,
                        "rules": [_rule(rules[code]) for code in used],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(it.path, finding, places) for it in reports for finding in it.findings],
            }
        ],
    }
    yield json.dumps(log, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    markdown = manual(rule)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.page.summary},
        "fullDescription": {"text": " ".join(rule.page.prose.split()) or rule.page.summary},
        "helpUri": address(rule),
        "help": {"text": markdown, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity.name.lower()]},
        "properties": {"tags": [rule.category], "aliases": list(rule.aliases)},
    }


def _result(path: str, finding: Finding, places: Mapping[str, int]) -> dict[str, Any]:
    uri = _uri(path)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(finding.place)}}],
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": message},
                "physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(place)},
            }
            for number, (place, message) in enumerate(finding.related)
        ]
    if finding.cures:
        result["fixes"] = [_fix(uri, cure) for cure in finding.cures]
    return result


def _fix(uri: str, cure: Cure) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(change.place), "insertedContent": {"text": change.text}} for change in cure.changes
    ]
    return {
        "description": {"text": cure.title},
        "artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": replacements}],
    }


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.row,
        "startColumn": place.column,
        "endLine": place.end_row,
        "endColumn": place.end_column,
    }


def _uri(path: str) -> str:
    """A reference relative to the working folder where the file lies below it: services join it to the checkout."""
    relative = below_here(path)
    # A name on the disk is bytes, which need not be a text.
    if relative is None:
        return "file://" + quote(os.fsencode(os.path.abspath(path).replace(os.sep, "/")))
    return quote(os.fsencode(relative))
