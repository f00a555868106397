"""How much work a function does, counted rather than timed: a clock says something else on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(function: Callable[[], object]) -> int:
    """How many lines Python runs in `function`, what it calls included; built-in functions count by their call."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    old = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(old)
    return count


def check_linear(work: Callable[[int], object], length: int) -> None:
    """Four times the length costs about four times the steps; the square would be sixteen times as many."""
    few, many = steps(lambda: work(length)), steps(lambda: work(4 * length))
    assert many < 6 * max(few, 100), f"{few} steps for {length}, {many} for four times as much"
