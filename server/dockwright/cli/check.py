"""`dockwright check`: report what is found."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from dockwright.catalog.shellcheck import AUTO, OFF, SELECTED
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
from dockwright.cli.progress import with_progress
from dockwright.cli.report import FileReport, report_of
from dockwright.cli.spread import processes_for, processors, spread_batches
from dockwright.lint import engine
from dockwright.lint.rule import Rule
from dockwright.lint.shellcheck import Known, code_of, is_wanted, merged, rule_of, script_texts
from dockwright.lint.shellcheck import diagnostics as shellcheck_diagnostics
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.workspace.files import Problem
from dockwright.workspace.shellcheck import ShellCheck, find_shellcheck


def check(options: argparse.Namespace) -> int:
    """Run the command; the answer is the exit code."""
    choices = Choices.of(options)
    complaints = Complaints()
    if names_unknown_rules(choices):
        return FAILED
    reader = Reader(choices, options.stdin_filename)
    files = complaints.paths(options.paths, reader, force_exclude=options.force_exclude)
    wish = _wish(options.shellcheck)
    inspector = Inspector(reader, _program(wish, options.paths), wish, _at_once(len(files), options.jobs))
    fails = False

    def reports() -> Iterator[FileReport]:
        nonlocal fails
        results = spread_batches(inspector, files, options.jobs)
        said: set[Notice] = set()
        for result in with_progress(results, len(files), prints=True):
            if isinstance(result, Problem):
                complaints.add(result)
            elif isinstance(result, Notice):
                if result not in said:
                    said.add(result)
                    print(f"dockwright: {result.words}", file=sys.stderr, flush=True)
            else:
                fails = fails or result.fails
                yield result

    for piece in _rendered(options.output_format, reports()):
        sys.stdout.write(piece)
    if complaints:
        return FAILED
    return FINDINGS if fails else CLEAN


class Notice(NamedTuple):
    """What a user is told beside the findings; everything that was to be done was done."""

    words: str


Result = FileReport | Problem | Notice


class Inspector:
    """Reads files and reports what the rules, and perhaps ShellCheck, find in them; it travels to other processes.

    `program` is that ShellCheck; `wish`, where there is one, counts more than what the files' settings say of it.
    """

    def __init__(self, reader: Reader, program: str | None, wish: str | None, at_once: int) -> None:
        self.reader = reader
        self._program = program
        self._wish = wish
        self._at_once = at_once

    def __call__(self, paths: Sequence[str]) -> Iterator[Result]:
        """The reports on some files, in their order."""
        if self._program is None:
            for path in paths:
                read = self._read(path)
                yield read if isinstance(read, Problem) else self._report(path, read)
            return
        companion = _companion(self._program, self._at_once)
        # All scripts of all these files at once: to start a program for each would take longer than its work.
        sources = [(path, self._read(path)) for path in paths]
        companion.ask([text for path, it in sources if isinstance(it, _Read) for text in self._scripts(it)])
        yield from companion.notices()
        for path, it in sources:
            yield it if isinstance(it, Problem) else self._report(path, it, companion.known)

    def _read(self, path: str) -> _Read | Problem:
        try:
            source = self.reader.read(path)
            if isinstance(source, Problem):
                return source
            if self._wish is not None:
                source = replace(source, settings=replace(source.settings, shellcheck=self._wish))
            return _Read(source, source.document())
        except Exception as error:
            # The door: a bug that one file brings to light must not cost the others.
            return internal_error(path, error)

    def _scripts(self, read: _Read) -> list[str]:
        try:
            return script_texts(read.document) if self._asks_about(read.source) else []
        except Exception:
            return []  # The report on the file fails on the same, and says so.

    def _asks_about(self, source: Source) -> bool:
        return source.settings.shellcheck != OFF and is_wanted(source.settings)

    def _report(self, path: str, read: _Read, known: Known | None = None) -> FileReport | Problem:
        source, document = read
        try:
            found = engine.run(document, all_rules(), source.settings)
            if known is not None and self._asks_about(source):
                found = merged(document, found, shellcheck_diagnostics(document, all_rules(), known, source.settings))
            report = report_of(source.path, document, found, source.settings)
            document.forget()
            return report
        except Exception as error:
            # As above.
            return internal_error(path, error)


class _Read(NamedTuple):
    source: Source
    document: Document


class _Companion:
    """The ShellCheck of one process, which remembers what it said; an inspector comes anew for each batch."""

    def __init__(self, program: str, at_once: int) -> None:
        self._notices: list[Notice] = []
        self._shellcheck = ShellCheck(program, lambda words: self._notices.append(Notice(words)), processes=at_once)
        self.known = self._shellcheck.known

    def ask(self, texts: Iterable[str]) -> None:
        self._shellcheck.ask(texts)

    def notices(self) -> list[Notice]:
        """What went wrong since the last call."""
        said, self._notices = self._notices, []
        return said


@lru_cache(maxsize=1)
def _companion(program: str, at_once: int) -> _Companion:
    return _Companion(program, at_once)


def _wish(option: str | None) -> str | None:
    """What the command line says of ShellCheck; a path from where the user stands."""
    return option if option is None or option in (AUTO, SELECTED, OFF) else os.path.abspath(option)


def _program(wish: str | None, named: Iterable[str]) -> str | None:
    try:
        return find_shellcheck(wish or AUTO, [os.getcwd(), *(it for it in named if os.path.isdir(it))])
    except ValueError as error:
        print(f"dockwright: --shellcheck: {error}", file=sys.stderr)
        return None


def _at_once(files: int, jobs: int | None) -> int:
    """How many ShellChecks each of our processes runs at a time."""
    return 1 if jobs is not None or processes_for(files, jobs) > 1 else processors()


class _Rules(dict[str, Rule]):
    """The rules by their codes, ShellCheck's among them."""

    def __missing__(self, code: str) -> Rule:
        number = code_of(code)
        if number is None:
            raise KeyError(code)
        return rule_of(number)


def _rendered(output_format: str, reports: Iterable[FileReport]) -> Iterator[str]:
    if output_format == "text":
        from dockwright.cli.reporters import text

        if isinstance(sys.stdout, io.TextIOWrapper):
            # A terminal that cannot show a character shows another; it does not stop the report.
            sys.stdout.reconfigure(errors="replace")
        return text.render(reports, is_coloured(sys.stdout))
    rules = _Rules((rule.id, rule) for rule in all_rules())
    if output_format == "json":
        from dockwright.cli.reporters import json

        return json.render(reports, rules)
    if output_format == "sarif":
        from dockwright.cli.reporters import sarif

        return sarif.render(reports, rules)
    if output_format == "gitlab":
        from dockwright.cli.reporters import gitlab

        return gitlab.render(reports)
    from dockwright.cli.reporters import github

    return github.render(reports)
