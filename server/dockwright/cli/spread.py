"""Spread work over processes where there is enough of it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

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
    return spread_batches(_Each(function), items, jobs)


class _Each(Generic[Item, Result]):
    """A function of one item as a function of several; it travels as the function does."""

    def __init__(self, function: Callable[[Item], Result]) -> None:
        self._function = function

    def __call__(self, items: Sequence[Item]) -> Iterable[Result]:
        return map(self._function, items)


def spread_batches(
    function: Callable[[Sequence[Item]], Iterable[Result]], items: Sequence[Item], jobs: int | None = None
) -> Iterator[Result]:
    """The results of `function`, which takes some items at a time, in their order; as `spread` otherwise.

    `jobs` processes, or by default one for each processor where there are many items. Where a machine has no
    processes to give, this one does it all.
    """
    # What is alive is mostly modules, which are there for ever, and who is done with a document says so: there is
    # little garbage to look for, and none of it among the modules.
    gc.set_threshold(100_000, 50, 100)
    gc.freeze()
    batches = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    count = processes_for(len(items), jobs)
    if count > 1:
        try:
            import multiprocessing

            # A forked child has all modules; elsewhere than on Linux forking is not safe or not there.
            context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
            pool = context.Pool(min(count, len(batches)))
        except (ImportError, OSError):
            pass
        else:
            with pool:
                for results in pool.imap(_Listed(function), batches):
                    yield from results
            return
    for batch in batches:
        yield from function(batch)


class _Listed(Generic[Item, Result]):
    """A function whose results, as they come, are gathered: only a list travels."""

    def __init__(self, function: Callable[[Sequence[Item]], Iterable[Result]]) -> None:
        self._function = function

    def __call__(self, items: Sequence[Item]) -> list[Result]:
        return list(self._function(items))


def processes_for(items: int, jobs: int | None) -> int:
    """How many processes work on so many items."""
    return max(jobs or (processors() if items >= _MANY else 1), 1)


def processors() -> int:
    """How many processors there are for us."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
