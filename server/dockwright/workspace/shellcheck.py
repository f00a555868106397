"""Runs ShellCheck, where there is one, on many scripts at a time; what it said of a script it is not asked again.

The program is the user's: one that the user names, or else one that lies beside the running Python or on the PATH.
It never comes from the files that are looked at: whoever sends a Dockerfile would choose what runs here.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from dockwright.catalog.shellcheck import AUTO, OFF, SELECTED
from dockwright.lint.shellcheck import Remarks, read_remarks

if TYPE_CHECKING:
    import subprocess

_SECONDS = 10.0
_SECONDS_PER_SCRIPT = 0.5
_FEWEST_AT_ONCE = 8
_MOST_AT_ONCE = 100
_MOST_FAILURES = 3
_MOST_KEPT = 20_000
_NAME = "shellcheck.exe" if sys.platform == "win32" else "shellcheck"


def find_shellcheck(wish: str = AUTO, avoid: Iterable[str] = ()) -> str | None:
    """The absolute path of the program to run; `None` where there is none or none is wanted.

    `wish` is `auto`, `selected`, `off` or a path. With the first two it is looked for beside the running Python, then
    on the PATH, but for what is relative there or lies in one of the folders `avoid`. Raise `ValueError` for a path
    where there is no program.
    """
    if wish == OFF:
        return None
    if wish not in (AUTO, SELECTED):
        if not os.path.isabs(wish):
            raise ValueError(f"not an absolute path: {wish}")
        if not _is_program(wish):
            raise ValueError(f"no program: {wish}")
        return wish
    return next((path for folder in _folders(avoid) if _is_program(path := os.path.join(folder, _NAME))), None)


def _folders(avoid: Iterable[str]) -> Iterator[str]:
    if sys.executable:
        beside = os.path.dirname(sys.executable)
        yield beside
        if sys.platform == "win32":
            yield os.path.join(beside, "Scripts")
    home = os.path.realpath(os.path.expanduser("~"))
    # A user who works in the home folder itself still has programs of their own there.
    avoided = [it for it in map(os.path.realpath, avoid) if not _lies_in(home, it)]
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if os.path.isabs(folder) and not any(_lies_in(os.path.realpath(folder), it) for it in avoided):
            yield folder


def _lies_in(path: str, folder: str) -> bool:
    try:
        return os.path.commonpath((path, folder)) == folder
    except ValueError:  # On another drive.
        return False


def _is_program(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


class ShellCheck:
    """One ShellCheck program, and what it said so far.

    `complain` gets a sentence when it fails, each but once. A script on which it fails costs only its own findings; a
    program that fails again and again is not asked any more. `processes` run at a time.
    """

    def __init__(
        self,
        program: str,
        complain: Callable[[str], None],
        *,
        processes: int = 1,
        seconds: float = _SECONDS,
    ) -> None:
        self._program = program
        self._complain = complain
        self._processes = processes
        self._seconds = seconds
        self._known: dict[str, Remarks] = {}
        self._failures = 0
        self._said: set[str] = set()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._stopped = False

    @property
    def is_of_use(self) -> bool:
        """Whether it may be asked; it may not once it has failed too often, or was stopped."""
        return self._failures < _MOST_FAILURES and not self._stopped

    def known(self, text: str) -> Remarks | None:
        """What it said of a script; `None` where it was not asked."""
        return self._known.get(text)

    def unknown(self, texts: Iterable[str]) -> list[str]:
        """Those of `texts` that it was not asked about, as long as asking is of use."""
        return [it for it in texts if it not in self._known] if self.is_of_use else []

    def ask(self, texts: Iterable[str]) -> None:
        """Ask about those scripts that it was not asked about. Never raises."""
        texts = list(dict.fromkeys(self.unknown(texts)))
        if not texts:
            return
        while len(self._known) > _MOST_KEPT:
            self._known.pop(next(iter(self._known)), None)
        size = min(max(-(-len(texts) // self._processes), _FEWEST_AT_ONCE), _MOST_AT_ONCE)
        batches = [texts[start : start + size] for start in range(0, len(texts), size)]
        if self._processes == 1 or len(batches) == 1:
            for batch in batches:
                self._ask_together(batch)
            return
        # What only a run needs is imported by the first one.
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self._processes) as threads:
            list(threads.map(self._ask_together, batches))

    def stop(self) -> None:
        """End what runs, and start nothing more."""
        self._stopped = True
        with self._lock:
            for process in self._running:
                _end(process)

    def _ask_together(self, texts: Sequence[str]) -> None:
        import subprocess

        if not self.is_of_use:
            return
        try:
            remarks = self._run(texts)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            if self._stopped:
                return
            if len(texts) > 1:
                # One of them brought it down: the others are not to suffer for it.
                middle = len(texts) // 2
                self._ask_together(texts[:middle])
                self._ask_together(texts[middle:])
                return
            self._known[texts[0]] = ()
            if isinstance(error, subprocess.TimeoutExpired):
                self._failed(f"gave no answer in {error.timeout:g} seconds")
            else:
                self._failed(f"failed: {error}")
            return
        self._failures = 0
        self._known.update(zip(texts, remarks, strict=True))

    def _failed(self, reason: str) -> None:
        self._failures += 1
        after = "; it is not run any more" if not self.is_of_use else "; that script goes unchecked"
        sentence = f"ShellCheck ({self._program}) {reason}{after}"
        with self._lock:
            if sentence in self._said:
                return
            self._said.add(sentence)
        self._complain(sentence)

    def _run(self, texts: Sequence[str]) -> list[Remarks]:
        """What it says of each of some scripts, from one process."""
        import tempfile

        with tempfile.TemporaryDirectory(prefix="dockwright-") as folder:
            names = [f"{number}.sh" for number in range(len(texts))]
            for name, text in zip(names, texts, strict=True):
                with open(os.path.join(folder, name), "w", encoding="utf-8", errors="replace", newline="") as file:
                    file.write(text)
            output = self._output(folder, names)
        found = read_remarks(output)
        return [found.get(name, ()) for name in names]

    def _output(self, folder: str, names: Sequence[str]) -> str:
        import subprocess

        with subprocess.Popen(
            [self._program, "--norc", "--format=json1", *names],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A wrapper's children belong to it, and end with it.
            start_new_session=True,
            # Without this a console window opens for each process on Windows.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as process:
            with self._lock:
                self._running.add(process)
            try:
                seconds = self._seconds + _SECONDS_PER_SCRIPT * (len(names) - 1)
                output, errors = process.communicate(timeout=seconds)
            except BaseException:
                _end(process)
                raise
            finally:
                with self._lock:
                    self._running.discard(process)
        # 0 says that all is well, 1 that there are findings; all else that something was not done.
        if process.returncode not in (0, 1):
            words = errors.decode("utf-8", "replace").strip().splitlines()
            raise ValueError(words[0][:200] if words else f"it ended with {process.returncode}")
        return output.decode("utf-8")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and, where the system can, what it has started."""
    with suppress(OSError):  # It may have ended by itself.
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """Ours, without the options that a user's own calls take: they would change what is printed, and how."""
    found = {name: value for name, value in os.environ.items() if name != "SHELLCHECK_OPTS"}
    found["LC_ALL"] = "C.UTF-8"
    return found
