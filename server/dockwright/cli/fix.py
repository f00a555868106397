"""`dockwright fix`: apply fixes, or show what they would change."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from dockwright.cli.diff import diff, show
from dockwright.cli.exit_codes import CLEAN, FAILED, FINDINGS
from dockwright.cli.explain import suggestion
from dockwright.cli.inputs import (
    STANDARD_INPUT,
    Choices,
    Complaints,
    Reader,
    Source,
    internal_error,
    is_coloured,
    names_unknown_rules,
)
from dockwright.cli.progress import with_progress
from dockwright.cli.rewriting import gathered, put
from dockwright.cli.spread import spread
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety
from dockwright.lint.fixing import Settled, settle, settle_asking
from dockwright.rules.registry import all_rules, rules_named
from dockwright.semantic.document import Document
from dockwright.text.lines import Unit
from dockwright.workspace.files import Problem


def fix(options: argparse.Namespace) -> int:
    """Run the command; the answer is the exit code.

    With `--diff` 1 says that something would change, otherwise that something is still found.
    """
    choices = Choices.of(options)
    complaints = Complaints()
    if names_unknown_rules(choices):
        return FAILED
    only = None if options.rule is None else _ids(options.rule, unsafe=options.unsafe)
    if only is not None:
        if not only:
            return FAILED
        choices = replace(choices, also=only)
    if options.interactive and (refusal := _refusal(options.paths)):
        print(f"dockwright: --interactive: {refusal}", file=sys.stderr)
        return FAILED
    asker = Asker() if options.interactive else None
    fixer = Fixer(Reader(choices, options.stdin_filename), options.unsafe, options.diff, only, asker)
    files = complaints.paths(options.paths, fixer.reader, force_exclude=options.force_exclude)
    results = spread(fixer, files, options.jobs) if asker is None else _until_enough(fixer, files, asker)
    results = with_progress(results, len(files), prints=options.diff or options.interactive)
    outcomes = gathered(results, complaints, diffs=options.diff)
    changed = sum(it.is_changed for it in outcomes)
    remaining = sum(it.remaining for it in outcomes)
    _say(
        "nothing fixed" if options.interactive else "nothing to fix",
        options.diff,
        sum(it.fixed for it in outcomes),
        changed,
        len(outcomes),
        remaining,
    )
    if complaints:
        return FAILED
    return FINDINGS if (changed if options.diff else any(it.fails for it in outcomes)) else CLEAN


def _ids(names: Sequence[str], *, unsafe: bool) -> tuple[str, ...]:
    """The ids of the rules with these names; none where one is no rule's, or only that of rules without a fix."""
    ids: list[str] = []
    for name in names:
        rules = rules_named(name)
        fixable = [it for it in rules if it.fix is not None]
        if not fixable:
            why = f"{name!r} has no fix" if rules else f"there is no rule {name!r}{suggestion(name)}"
            print(f"dockwright: --rule: {why}", file=sys.stderr)
            return ()
        if not unsafe and all(it.fix is Safety.UNSAFE for it in fixable):
            print(f"dockwright: --rule: the fix of {name!r} may change the image: it needs --unsafe", file=sys.stderr)
        ids += (it.id for it in fixable)
    return tuple(dict.fromkeys(ids))


def _refusal(paths: Sequence[str]) -> str:
    """Why nobody can be asked; empty where somebody can."""
    if STANDARD_INPUT in paths:
        return "the answers come from standard input, so the file cannot"
    return "" if sys.stdin is not None and sys.stdin.isatty() else "standard input is no terminal to ask on"


def _until_enough(fixer: Fixer, files: Sequence[str], asker: Asker) -> Iterator[Outcome | Problem]:
    """The files one after the other, until somebody has had enough."""
    for path in files:
        if asker.has_enough:
            return
        yield fixer(path)


class Asker:
    """Asks on the terminal about one fix after the other, and remembers what was said of a whole rule."""

    _HELP = "y: apply this fix; n: leave it; a: apply this one and all others of its rule; q: no more questions"

    def __init__(self) -> None:
        self.has_enough = False
        self._all_of: set[str] = set()

    def __call__(self, path: str, before: Document, after: Document, diagnostic: Diagnostic, fix: Fix) -> bool | None:
        """Whether the fix is wanted; `None` where no further one is."""
        if diagnostic.code in self._all_of:
            return True
        line, column = before.lines.position(diagnostic.range.start, Unit.UTF32)
        tier = "safe" if fix.safety is Safety.SAFE else "unsafe: may change the image"
        show(f"\n{path}:{line + 1}:{column + 1}: {diagnostic.message}\n", sys.stderr)
        show(f"{diagnostic.code}: {fix.title} ({tier})\n", sys.stderr)
        # Without the file's name, which stands above.
        shown = "".join(list(diff(path, before.text, after.text, context=1))[2:])
        show(shown, sys.stderr, coloured=is_coloured(sys.stderr))
        while True:
            answer = self._answer()
            if answer == "a":
                self._all_of.add(diagnostic.code)
            if answer in ("y", "a"):
                return True
            if answer == "n":
                return False
            if answer == "q":
                self.has_enough = True
                return None
            print(self._HELP, file=sys.stderr)

    @staticmethod
    def _answer() -> str:
        print("Apply it? [y]es, [n]o, [a]ll of this rule, [q]uit: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            print(file=sys.stderr)
        # The end of the input is an answer as well.
        return line.strip()[:1].lower() if line else "q"


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
    """Reads a file, fixes it and writes it; without an asker it travels to other processes.

    Of all rules, or of those whose ids `only` holds, which are then the only ones that count.
    """

    def __init__(
        self,
        reader: Reader,
        unsafe: bool,
        only_diff: bool,
        only: tuple[str, ...] | None = None,
        asker: Asker | None = None,
    ) -> None:
        self.reader = reader
        self._unsafe = unsafe
        self._only_diff = only_diff
        self._only = only
        self._asker = asker

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
        settled = self._settled(source)
        after = settled.document.text
        shown = put(path, source, after, only_diff=self._only_diff)
        if isinstance(shown, Problem):
            return shown
        remaining = [it for it in settled.remaining if self._only is None or it.code in self._only]
        fails = any(source.settings.fails(it.severity) for it in remaining)
        return Outcome(len(settled.applied), len(remaining), fails, after != source.text, shown)

    def _settled(self, source: Source) -> Settled:
        document, asker = source.document(), self._asker
        if asker is None:
            return settle(document, all_rules(), source.settings, unsafe=self._unsafe, only=self._only)
        wants = partial(asker, source.path)
        return settle_asking(document, all_rules(), source.settings, wants, unsafe=self._unsafe, only=self._only)


def _say(nothing: str, only_shown: bool, fixed: int, changed: int, files: int, remaining: int) -> None:
    """The count, on standard error: standard output may be a file or a diff."""
    findings = f"{fixed:,} finding{'' if fixed == 1 else 's'}"
    if not files:
        return
    if not fixed:
        said = f"{nothing} in {files:,} file{'' if files == 1 else 's'}"
    else:
        said = f"{'would fix' if only_shown else 'fixed'} {findings} in {changed:,} file{'' if changed == 1 else 's'}"
    left = f"; {remaining:,} left that need{'s' if remaining == 1 else ''} you" if remaining else ""
    print(f"dockwright: {said}{left}", file=sys.stderr)
