"""`dockwright fix`: apply fixes, or show what they would change."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator

from dockwright.cli.inputs import STANDARD_INPUT, Choices, Complaints, Reader, is_coloured, paths, unknown_rules
from dockwright.cli.main import CLEAN, FAILED, FINDINGS
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
    if problems := unknown_rules(choices):
        for problem in problems:
            print(f"dockwright: {problem}", file=sys.stderr)
        return FAILED
    reader = Reader(choices)
    files = fixed = changed = remaining = 0
    for path in paths(options.paths, reader):
        if isinstance(path, Problem):
            complaints.add(path)
            continue
        is_input = path == STANDARD_INPUT
        source = reader.standard_input(options.stdin_filename or path) if is_input else reader.read(path)
        if isinstance(source, Problem):
            complaints.add(source)
            continue
        files += 1
        settled = settle(source.document(), all_rules(), source.settings, unsafe=options.unsafe)
        after = settled.document.text
        fixed += len(settled.applied)
        changed += after != source.text
        remaining += len(settled.remaining)
        if options.diff:
            for line in diff(source.path, source.text, after):
                _write(_painted(line) if is_coloured(sys.stdout) else line)
        elif is_input:
            _write(after)
        elif after != source.text:
            failure = write(path, after)
            if failure is not None:
                complaints.add(failure)
    _say(options.diff, fixed, changed, files, remaining)
    if complaints:
        return FAILED
    return FINDINGS if (changed if options.diff else remaining) else CLEAN


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


def _write(text: str) -> None:
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
