"""`dockwright format`: lay out files, or show what that would change."""

from __future__ import annotations

import argparse
import os
import sys
from typing import NamedTuple

from dockwright.cli.exit_codes import CLEAN, FAILED, FINDINGS
from dockwright.cli.inputs import STANDARD_INPUT, Choices, Complaints, Reader, Source, internal_error
from dockwright.cli.progress import with_progress
from dockwright.cli.rewriting import gathered, put
from dockwright.cli.spread import spread
from dockwright.formatter.format import format_edits
from dockwright.text.edits import apply
from dockwright.workspace.files import Problem
from dockwright.workspace.layout import EditorConfigs, options_from


def format(options: argparse.Namespace) -> int:
    """Run the command; the answer is the exit code."""
    complaints = Complaints()
    only_shown = options.check or options.diff
    formatter = Formatter(Reader(Choices(config=options.config), options.stdin_filename), options.check, options.diff)
    files = complaints.paths(options.paths, formatter.reader, force_exclude=options.force_exclude)
    results = with_progress(spread(formatter, files, options.jobs), len(files), prints=only_shown)
    outcomes = gathered(results, complaints, diffs=options.diff)
    changed = sum(it.is_changed for it in outcomes)
    _say(only_shown, changed, len(outcomes))
    if complaints:
        return FAILED
    return FINDINGS if changed and only_shown else CLEAN


class Outcome(NamedTuple):
    """What became of a file, and what is to be printed, if anything."""

    is_changed: bool
    shown: str | None


class Formatter:
    """Reads a file, lays it out and writes it; travels to other processes."""

    def __init__(self, reader: Reader, only_names: bool, only_diff: bool) -> None:
        self.reader = reader
        self._only_names = only_names
        self._only_diff = only_diff
        self._editor_configs = EditorConfigs()

    def __call__(self, path: str) -> Outcome | Problem:
        """Lay out one file, unless it is only to be shown what would change."""
        try:
            return self._format(path)
        except Exception as error:
            # The door: a bug that one file brings to light must not cost the others.
            return internal_error(path, error)

    def _format(self, path: str) -> Outcome | Problem:
        source = self.reader.read(path)
        if isinstance(source, Problem):
            return source
        after = self._laid_out(source)
        is_changed = after != source.text
        if self._only_names and not self._only_diff:
            return Outcome(is_changed, f"{source.path}\n" if is_changed else None)
        shown = put(path, source, after, only_diff=self._only_diff)
        return shown if isinstance(shown, Problem) else Outcome(is_changed, shown)

    def _laid_out(self, source: Source) -> str:
        document = source.document()
        # Standard input without a name is the file that most folders have.
        name = "Dockerfile" if source.path == STANDARD_INPUT else source.path
        options = options_from(source.layout, self._editor_configs.pairs(os.path.abspath(name)))
        after = apply(source.text, format_edits(document, options))
        document.forget()
        return after


def _say(only_shown: bool, changed: int, files: int) -> None:
    """The count, on standard error: standard output may be a file or a diff."""
    if not files:
        return
    noun = f"file{'' if files == 1 else 's'}"
    if not changed:
        said = f"nothing to do in {files:,} {noun}"
    else:
        said = f"{'would change' if only_shown else 'changed'} {changed:,} of {files:,} {noun}"
    print(f"dockwright: {said}", file=sys.stderr)
