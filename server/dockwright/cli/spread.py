"""Spread work over processes where there is enough of it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# A process costs about as much as some dozens of files.
_MANY = 200
_CHUNK = 16


def spread(function: Callable[[Item], Result], items: Sequence[Item], jobs: int | None = None) -> Iterator[Result]:
    """`function` of each item, in order; both it and its results travel between processes.

    `jobs` processes, or by default one for each processor where there are many items. Where a machine has no
    processes to give, this one does it all.
    """
    # What is alive is mostly modules, which are there for ever, and who is done with a document says so: there is
    # little garbage to look for, and none of it among the modules.
    gc.set_threshold(100_000, 50, 100)
    gc.freeze()
    count = jobs or (_processors() if len(items) >= _MANY else 1)
    if count > 1:
        try:
            import multiprocessing

            # A forked child has all modules; elsewhere than on Linux forking is not safe or not there.
            context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
            pool = context.Pool(min(count, -(-len(items) // _CHUNK)))
        except (ImportError, OSError):
            pass
        else:
            with pool:
                yield from pool.imap(function, items, _CHUNK)
            return
    yield from map(function, items)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
