"""Long work in a thread of its own, one piece after the other, which gives way to whoever types.

What such work reads must be its own: a document of the workspace is worked out bit by bit on the event loop's thread.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from dockwright.lsp.protocol import DockwrightProtocol

# After a keystroke the next one is likely; but work that waits for its user to stop typing must come to an end too.
_QUIET_SECONDS = 0.2
_LONGEST_PAUSE = 2.0

# Two threads of Python take turns; the event loop's shall not wait for its turn for as long as is usual.
_TURN_SECONDS = 0.001


class Cancelled(Exception):
    """Nobody waits for the work any more."""


class Work:
    """One piece of work, as itself sees it; its `promise` is kept on the event loop's thread."""

    def __init__(self, background: Background, promise: Future[Any]) -> None:
        self._background = background
        self.promise = promise

    def go_on(self) -> None:
        """Call this often: raises `Cancelled` where the work is wanted no more, and waits while somebody types."""
        until = time.monotonic() + _LONGEST_PAUSE
        while True:
            if self.promise.done() or self._background.is_closed:
                raise Cancelled
            now = time.monotonic()
            rest = self._background.typed + _QUIET_SECONDS - now
            if rest <= 0 or now >= until:
                return
            time.sleep(min(rest, 0.05))

    def meanwhile(self, action: Callable[[], None]) -> None:
        """Have something done on the event loop's thread, as long as the work is wanted by then."""
        self._background.later(lambda: None if self.promise.done() else action())


class Background:
    """Takes work from the event loop's thread. Where there is no loop, as in a test, it is done at once."""

    def __init__(self, protocol: DockwrightProtocol) -> None:
        self._protocol = protocol
        self._queue: deque[tuple[Work, Callable[[Work], Any], Callable[[Any], Any]]] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self.typed = float("-inf")
        """When somebody typed last."""

        self.is_closed = False

    def typing(self) -> None:
        """Note that somebody types."""
        self.typed = time.monotonic()

    def begin(self, job: Callable[[Work], Any], then: Callable[[Any], Any] = lambda found: found) -> Future[Any]:
        """Have `job` done. The promise, which can be cancelled, is of what `then` makes of it on the loop's thread."""
        work = Work(self, Future())
        if self._protocol.later is None:
            self.typed = float("-inf")
            self._do(work, job, then)
            return work.promise
        with self._wake:
            self._queue.append((work, job, then))
            self._wake.notify()
            if self._thread is None:
                sys.setswitchinterval(_TURN_SECONDS)
                self._thread = threading.Thread(target=self._run, name="background", daemon=True)
                self._thread.start()
        return work.promise

    def later(self, action: Callable[[], None]) -> None:
        """Have something done on the event loop's thread; at once where there is none."""
        if self._protocol.later is None:
            action()
        else:
            self._protocol.later(action)

    def close(self) -> None:
        """Begin nothing more; what runs ends at its next step."""
        with self._wake:
            self.is_closed = True
            self._queue.clear()
            self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._queue and not self.is_closed:
                    self._wake.wait()
                if self.is_closed:
                    return
                work, job, then = self._queue.popleft()
            self._do(work, job, then)

    def _do(self, work: Work, job: Callable[[Work], Any], then: Callable[[Any], Any]) -> None:
        try:
            work.go_on()
            result = job(work)
        except Cancelled:
            return
        except Exception as error:
            # The door: whoever waits is told, in its own thread.
            self.later(partial(_fail, work.promise, error))
            return
        self.later(partial(_keep, work.promise, then, result))


def _keep(promise: Future[Any], then: Callable[[Any], Any], result: Any) -> None:
    if promise.done():
        return
    try:
        promise.set_result(then(result))
    except Exception as error:
        # The same door, for what is done here.
        promise.set_exception(error)


def _fail(promise: Future[Any], error: Exception) -> None:
    if not promise.done():
        promise.set_exception(error)
