"""What the fixes of several linters make of the same files, judged by BuildKit's own parser and by each linter itself.

Needs the module `dockerfile` (the extra `dev`), and whichever rival is to be seen, on the PATH or beside this Python:
tally (`tally-cli` on PyPI) and dockerfile-doctor. What is missing is said and left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from dockwright.catalog.instructions import instruction

_BATCH = 32
_SECONDS = 300


@dataclass(frozen=True)
class Tool:
    """A linter: how it is started, what makes it fix, and which exit codes say that it did its work."""

    name: str
    program: tuple[str, ...]
    check: tuple[str, ...]
    safe: tuple[str, ...]
    unsafe: tuple[str, ...]
    works: frozenset[int] = frozenset({0, 1})


@dataclass
class Outcome:
    """What became of the files in one tool's hands; each list holds their names."""

    refused: list[str] = field(default_factory=list)
    """The tool could not read them to begin with."""
    crashed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """BuildKit's parser took the file, and refuses the result or finds instructions in it that there are not."""
    unreadable: list[str] = field(default_factory=list)
    """The tool read the file, and cannot read its own result."""
    restless: list[str] = field(default_factory=list)
    """Fixing the result once more changes it again."""


COLUMNS = ("refused", "crashed", "changed", "broken", "unreadable", "restless")


def compare(folder: Path, count: int, tools: Sequence[Tool] | None = None) -> int:
    """Print what each tool makes of `count` files below a folder, evenly taken (0: of all); 1 where there are none."""
    files = sorted(it for it in folder.rglob("*") if it.is_file())
    files = files[:: max(len(files) // count, 1)][:count] if count else files
    if not files:
        print(f"no files below {folder}", file=sys.stderr)
        return 1
    print(f"{len(files):,} files; a file is broken where BuildKit's parser took it and refuses what became of it\n")
    print(f"{'':28}" + "".join(f"{it:>12}" for it in COLUMNS))
    named: list[str] = []
    for tool in known_tools() if tools is None else tools:
        for mode, options in (("safe", tool.safe), ("unsafe", tool.unsafe)):
            outcome = measure(tool, options, files)
            print(
                f"{f'{tool.name}, {mode}':28}" + "".join(f"{len(getattr(outcome, it)):12,}" for it in COLUMNS),
                flush=True,
            )
            for column in ("crashed", "broken", "unreadable", "restless"):
                if names := getattr(outcome, column):
                    named.append(f"{tool.name}, {mode}, {column}: {', '.join(names[:5])}{' …' if names[5:] else ''}")
    print("\n" + "\n".join(named) if named else "")
    return 0


def known_tools() -> list[Tool]:
    """Ours, and those of the rivals that there are."""
    ours = (sys.executable, "-m", "dockwright")
    tools = [Tool("dockwright", ours, ("check",), ("fix",), ("fix", "--unsafe"))]
    rivals = (
        ("tally", ("lint", "--no-config", "--slow-checks", "off"), ("--fix",), ("--fix", "--fix-unsafe")),
        ("dockerfile-doctor", (), ("--fix",), ("--fix", "--unsafe-fixes")),
    )
    for name, check, safe, unsafe in rivals:
        program = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
        if program is None:
            print(f"{name} is missing and left out", file=sys.stderr)
        else:
            tools.append(Tool(name, (program,), check, (*check, *safe), (*check, *unsafe)))
    return tools


def measure(tool: Tool, options: Sequence[str], files: Sequence[Path]) -> Outcome:
    """What the tool makes of copies of the files."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        names = {f"{number:05}.Dockerfile": file for number, file in enumerate(files)}
        root = Path(folder)
        before = {name: file.read_bytes() for name, file in names.items()}

        def write(texts: Mapping[str, bytes]) -> Callable[[Iterable[str]], None]:
            def write_some(some: Iterable[str]) -> None:
                for it in some:
                    (root / it).write_bytes(texts[it])

            return write_some

        refused = _failing(tool, tool.check, list(names), root, write(before))
        readable = [it for it in names if it not in refused]
        crashed = _failing(tool, options, readable, root, write(before))
        after = {it: (root / it).read_bytes() for it in readable if it not in crashed}
        changed = [it for it, text in after.items() if text != before[it]]
        unreadable = _failing(tool, tool.check, changed, root, write(after))
        again = [it for it in changed if it not in unreadable]
        crashed |= _failing(tool, options, again, root, write(after))
        restless = [it for it in again if it not in crashed and (root / it).read_bytes() != after[it]]
        broken = [it for it in changed if is_readable(before[it]) and not is_readable(after[it], before[it])]
        for column, which in zip(COLUMNS, (refused, crashed, changed, broken, unreadable, restless), strict=True):
            getattr(outcome, column).extend(names[it].name for it in sorted(which))
    return outcome


def is_readable(text: bytes, was: bytes | None = None) -> bool:
    """Whether BuildKit's parser takes a text, and sees in it no instruction that is none, or no more than it `was`."""
    unknown = _unknown(text)
    return unknown is not None and (was is None or unknown <= (_unknown(was) or 0))


def _unknown(text: bytes) -> int | None:
    import dockerfile

    try:
        commands = dockerfile.parse_string(text.decode("utf-8", "replace"))
    except dockerfile.GoParseError:
        return None
    return sum(instruction(it.cmd.upper()) is None for it in commands)


def _failing(
    tool: Tool, options: Sequence[str], names: Sequence[str], folder: Path, write: Callable[[Iterable[str]], None]
) -> set[str]:
    """The files on which the tool fails; several are given to it at a time, and halves show which one is to blame."""

    def failing(batch: Sequence[str]) -> set[str]:
        write(batch)
        if _runs(tool, options, batch, folder):
            return set()
        if len(batch) == 1:
            return set(batch)
        middle = len(batch) // 2
        return failing(batch[:middle]) | failing(batch[middle:])

    batches = [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
    with ThreadPoolExecutor(2) as pool:
        return set().union(*pool.map(failing, batches))


def _runs(tool: Tool, options: Sequence[str], names: Sequence[str], folder: Path) -> bool:
    command = [*tool.program, *options, *names]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in tool.works and b"Traceback (most recent call last)" not in done.stderr
