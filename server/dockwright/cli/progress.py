"""How far a command is, for somebody who waits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TypeVar

from dockwright.cli.inputs import is_coloured

Result = TypeVar("Result")

_MANY = 200
_STEP = 50


def with_progress(results: Iterator[Result], total: int, *, prints: bool) -> Iterator[Result]:
    """`results`; while they come in, a terminal says how far they are, unless what the command `prints` shows there."""
    if total < _MANY or not is_coloured(sys.stderr) or (prints and sys.stdout.isatty()):
        yield from results
        return
    for number, result in enumerate(results, start=1):
        if number % _STEP == 0:
            print(f"\r{number:,} of {total:,} files", end="", file=sys.stderr, flush=True)
        yield result
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)
