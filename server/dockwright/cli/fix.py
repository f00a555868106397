"""`dockwright fix`: apply fixes, or show what they would change."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.cli.exit_codes import CLEAN, FAILED, FINDINGS
from dockwright.cli.inputs import (
    STANDARD_INPUT,
    Choices,
    Complaints,
    Reader,
    internal_error,
    is_coloured,
    names_unknown_rules,
)
from dockwright.cli.spread import spread
from dockwright.lint.fixing import settle
from dockwright.rules.registry import all_rules
from dockwright.workspace.files import Problem, write

_RED, _GREEN, _CYAN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[0m"


def fix(options: argparse.Namespace) -> int:
    """Run the command; the answer is the exit code.

    With `--diff` 1 says that something would change, otherwise that something is still found.
    """
    choices = Choices.of(options)
    complaints = Complaints()
    if names_unknown_rules(choices):
        return FAILED
    fixer = Fixer(Reader(choices, options.stdin_filename), options.unsafe, options.diff)
    files = complaints.paths(options.paths, fixer.reader)
    outcomes: list[Outcome] = []
    for outcome in spread(fixer, files, options.jobs):
        if isinstance(outcome, Problem):
            complaints.add(outcome)
            continue
        outcomes.append(outcome)
        if outcome.shown is not None:
            _write(outcome.shown, coloured=options.diff and is_coloured(sys.stdout))
    changed = sum(it.is_changed for it in outcomes)
    remaining = sum(it.remaining for it in outcomes)
    _say(options.diff, sum(it.fixed for it in outcomes), changed, len(outcomes), remaining)
    if complaints:
        return FAILED
    return FINDINGS if (changed if options.diff else any(it.fails for it in outcomes)) else CLEAN


class Outcome(NamedTuple):
    """What became of a file: how many findings were fixed and are left, and what is to be printed, if anything.

    `fails`: one that is left is grave enough for the command to fail.
    """

    fixed: int
    remaining: int
    fails: bool
    is_changed: bool
    shown: str | None


class Fixer:
    """Reads a file, fixes it and writes it; it travels to other processes."""

    def __init__(self, reader: Reader, unsafe: bool, only_diff: bool) -> None:
        self.reader = reader
        self._unsafe = unsafe
        self._only_diff = only_diff

    def __call__(self, path: str) -> Outcome | Problem:
        """Fix one file, unless only the diff is wanted."""
        try:
            return self._fix(path)
        except Exception as error:
            # The door: a bug that one file brings to light must not cost the others.
            return internal_error(path, error)

    def _fix(self, path: str) -> Outcome | Problem:
        source = self.reader.read(path)
        if isinstance(source, Problem):
            return source
        settled = settle(source.document(), all_rules(), source.settings, unsafe=self._unsafe)
        after = settled.document.text
        is_changed = after != source.text
        shown = None
        if self._only_diff:
            shown = "".join(diff(source.path, source.text, after)) if is_changed else None
        elif path == STANDARD_INPUT:
            shown = after
        elif is_changed and (failure := write(path, after)) is not None:
            return failure
        fails = any(source.settings.fails(it.severity) for it in settled.remaining)
        return Outcome(len(settled.applied), len(settled.remaining), fails, is_changed, shown)


def diff(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff that `patch -p0` takes; none where nothing changes."""
    # Other line ends than \n belong to their lines, else a patch would not find them again.
    old, new = (text.split("\n") for text in (before, after))
    old, new = ([*(f"{line}\n" for line in lines[:-1]), *filter(None, lines[-1:])] for lines in (old, new))
    for line in difflib.unified_diff(old, new, path, path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _painted(line: str) -> str:
    colours = {"---": _BOLD, "+++": _BOLD, "@@ ": _CYAN}
    colour = colours.get(line[:3]) or {"+": _GREEN, "-": _RED}.get(line[:1])
    return f"{colour}{line[:-1]}{_PLAIN}\n" if colour else line


def _write(text: str, *, coloured: bool) -> None:
    if coloured:
        # Only at "\n", as in the diff itself: other characters at which Python ends a line stand within one.
        text = "".join(_painted(f"{line}\n") for line in text.split("\n")[:-1])
    # As bytes: the text's own line ends and characters, whatever the terminal's are.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def _say(only_shown: bool, fixed: int, changed: int, files: int, remaining: int) -> None:
    """The count, on standard error: standard output may be a file or a diff."""
    findings = f"{fixed:,} finding{'' if fixed == 1 else 's'}"
    if not files:
        return
    if not fixed:
        said = f"nothing to fix in {files:,} file{'' if files == 1 else 's'}"
    else:
        said = f"{'would fix' if only_shown else 'fixed'} {findings} in {changed:,} file{'' if changed == 1 else 's'}"
    left = f"; {remaining:,} left that need{'s' if remaining == 1 else ''} you" if remaining else ""
    print(f"dockwright: {said}{left}", file=sys.stderr)
