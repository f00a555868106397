"""Where BuildKit refuses a Dockerfile there is an error at one of its lines, and none where it accepts it.

The cases are BuildKit's own integration Dockerfiles.
"""

from __future__ import annotations

from typing import Any

import pytest

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.checks import loud
from tests.support.shared import shared_cases

CASES = shared_cases("conformance/buildkit_corpus.json")

# `RUN ["echo", "hello"]this is invalid`: BuildKit hands it to a shell, where it fails; we say so before.
FAILS_LATER = {"corpus/testInvalidJSONCommands/290"}


def errors(text: str) -> list[tuple[int, Diagnostic]]:
    """The errors in a Dockerfile, each with its line, counted from 1."""
    document = Document.parse(text)
    with loud():
        found = engine.run(document, all_rules())
    return [(document.lines.line_of(it.range.start) + 1, it) for it in found if it.severity is Severity.ERROR]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_error_stands_where_buildkit_stops_and_nowhere_else(case: dict[str, Any]):
    lines = [line for line, _ in errors(case["dockerfile"])]
    refused = case["expect"]["error"] or case["parse_error"]
    spans = case["expect"]["error_lines"] or []
    if not refused:
        assert bool(lines) == (case["id"] in FAILS_LATER)
    elif spans:
        assert any(first <= line <= last for line in lines for first, last in spans)
    else:
        assert lines


def test_there_is_an_error_for_each_error_of_the_instructions():
    cases = [it for it in shared_cases("conformance/buildkit_instructions.json") if it["kind"] == "error"]
    silent = [it["dockerfile"] for it in cases if not errors(f"FROM scratch\n{it['dockerfile']}\n")]
    assert cases
    assert silent == []


def test_there_is_an_error_where_the_conversion_fails():
    cases = [it for it in shared_cases("conformance/buildkit_llb_errors.json") if it.get("dockerfile")]
    wrong = []
    for case in cases:
        observed = case["observed"]
        lines = [line for line, _ in errors(case["dockerfile"])]
        spans = observed.get("error_lines")
        if not observed.get("error"):
            fits = not lines
        else:
            fits = any(first <= line <= last for line in lines for first, last in spans) if spans else bool(lines)
        if not fits:
            wrong.append((case["id"], lines))
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("COPY --form=a --chmod=9 b /c", {"unknown-flag", "chmod-flag-invalid"}),
        ("COPY a", {"copy-missing-destination"}),
        ("HEALTHCHECK --interval=5 --retries=x curl", {"invalid-duration", "healthcheck-invalid"}),
        ("ENV A=1 B", {"key-value-missing-equals"}),
        ('LABEL a="b', {"unterminated-quote"}),
        ("EXPOSE 99999", {"invalid-port"}),
        ("SHELL sh -c", {"shell-not-json"}),
    ],
)
def test_every_error_of_a_file_is_found(line: str, codes: set[str]):
    found = errors(f"FROM scratch\nWORKDIR\n{line}\nFOO\n")
    assert {it.code for at, it in found if at == 3} == codes
    assert {it.code for at, it in found if at != 3} == {"missing-arguments", "unknown-instruction"}
