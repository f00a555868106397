"""`dockwright check`: report what is found."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator

from dockwright.cli.exit_codes import CLEAN, FAILED, FINDINGS
from dockwright.cli.inputs import (
    Choices,
    Complaints,
    Reader,
    Source,
    internal_error,
    is_coloured,
    names_unknown_rules,
)
from dockwright.cli.report import FileReport, report_of
from dockwright.cli.spread import spread
from dockwright.lint import engine
from dockwright.rules.registry import all_rules
from dockwright.workspace.files import Problem


def check(options: argparse.Namespace) -> int:
    """Run the command; the answer is the exit code."""
    choices = Choices.of(options)
    complaints = Complaints()
    if names_unknown_rules(choices):
        return FAILED
    inspector = Inspector(Reader(choices, options.stdin_filename))
    files = complaints.paths(options.paths, inspector.reader)
    found = 0

    def reports() -> Iterator[FileReport]:
        nonlocal found
        results = spread(inspector, files, options.jobs)
        for result in _with_progress(results, len(files)):
            if isinstance(result, Problem):
                complaints.add(result)
            else:
                found += len(result.findings)
                yield result

    for piece in _rendered(options.output_format, reports()):
        sys.stdout.write(piece)
    if complaints:
        return FAILED
    return FINDINGS if found else CLEAN


class Inspector:
    """Reads a file and reports what the rules find in it; it travels to other processes."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, path: str) -> FileReport | Problem:
        """The report on one file."""
        try:
            source = self.reader.read(path)
            return source if isinstance(source, Problem) else _report(source)
        except Exception as error:
            # The door: a bug that one file brings to light must not cost the others.
            return internal_error(path, error)


def _report(source: Source) -> FileReport:
    document = source.document()
    report = report_of(source.path, document, engine.run(document, all_rules(), source.settings))
    document.forget()
    return report


def _rendered(output_format: str, reports: Iterable[FileReport]) -> Iterator[str]:
    if output_format == "text":
        from dockwright.cli.reporters import text

        if isinstance(sys.stdout, io.TextIOWrapper):
            # A terminal that cannot show a character shows another; it does not stop the report.
            sys.stdout.reconfigure(errors="replace")
        return text.render(reports, is_coloured(sys.stdout))
    rules = {rule.id: rule for rule in all_rules()}
    if output_format == "json":
        from dockwright.cli.reporters import json

        return json.render(reports, rules)
    if output_format == "sarif":
        from dockwright.cli.reporters import sarif

        return sarif.render(reports, rules)
    from dockwright.cli.reporters import github

    return github.render(reports)


def _with_progress(results: Iterator[FileReport | Problem], total: int) -> Iterator[FileReport | Problem]:
    """`results`; while they come in, a terminal that shows nothing else says how far they are."""
    if total < 200 or not is_coloured(sys.stderr) or sys.stdout.isatty():
        yield from results
        return
    for number, result in enumerate(results, start=1):
        if number % 50 == 0:
            print(f"\r{number:,} of {total:,} files", end="", file=sys.stderr, flush=True)
        yield result
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)
