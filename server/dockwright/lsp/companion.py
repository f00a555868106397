"""ShellCheck at work beside the server: asked in a thread of its own, about what it was not asked before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial

from lsprotocol.types import MessageType

from dockwright.lint import shellcheck
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.rule import Rule
from dockwright.lsp.client import Client
from dockwright.lsp.folders import Folders
from dockwright.lsp.protocol import DockwrightProtocol
from dockwright.lsp.settings import SessionSettings
from dockwright.workspace.shellcheck import ShellCheck, find_shellcheck
from dockwright.workspace.workspace import Snapshot

_PAUSE_SECONDS = 0.2
"""How long nobody must have typed before it is asked: what is half typed is not worth a process."""


class Companion:
    """What ShellCheck says of open texts; `learned` is called with a text's URI and version when there is more of it.

    Nothing waits for it: what is not known yet is not among what is found.
    """

    def __init__(
        self,
        protocol: DockwrightProtocol,
        client: Client,
        folders: Folders,
        settings: SessionSettings,
        rules: Sequence[Rule],
        learned: Callable[[str, int], None],
    ) -> None:
        self._protocol = protocol
        self._client = client
        self._folders = folders
        self._settings = settings
        self._rules = rules
        self._learned = learned
        self._programs: dict[str, ShellCheck | None] = {}
        self._jobs: dict[str, _Job] = {}
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def found(self, snapshot: Snapshot) -> list[Diagnostic]:
        """What is known of a text so far."""
        program = self._program(snapshot)
        if program is None:
            return []
        settings = self._settings.of(snapshot.path)
        return shellcheck.diagnostics(snapshot.document, self._rules, program.known, settings)

    def look_into(self, snapshot: Snapshot) -> None:
        """Have ShellCheck asked about those scripts of a text about which it was not."""
        program = self._program(snapshot)
        if program is None:
            return
        texts = program.unknown(shellcheck.script_texts(snapshot.document))
        with self._wake:
            if not texts:
                self._jobs.pop(snapshot.uri, None)
                return
            self._jobs[snapshot.uri] = _Job(snapshot.version, program, texts)
            self._wake.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="shellcheck", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """End what is running."""
        with self._wake:
            self._closed = True
            self._jobs.clear()
            self._wake.notify()
        for program in self._programs.values():
            if program is not None:
                program.stop()

    def _program(self, snapshot: Snapshot) -> ShellCheck | None:
        """The ShellCheck to ask about a text; `None` where there is none, or none may be run."""
        if self._protocol.later is None or not self._client.trusts_workspace or self._closed:
            return None
        if not shellcheck.is_wanted(self._settings.of(snapshot.path)):
            return None
        wish = self._settings.shellcheck(snapshot.path)
        if wish not in self._programs:
            self._programs[wish] = self._find(wish)
        return self._programs[wish]

    def _find(self, wish: str) -> ShellCheck | None:
        try:
            path = find_shellcheck(wish, [it.path for it in self._folders])
        except ValueError as error:
            self._complain(f"ShellCheck: {error}")
            return None
        # What goes wrong is noticed in the other thread, and said in this one.
        return ShellCheck(path, lambda words: self._later(partial(self._complain, words))) if path else None

    def _complain(self, words: str) -> None:
        self._protocol.log(MessageType.Warning, words)

    def _later(self, action: Callable[[], None]) -> None:
        if self._protocol.later is not None and not self._closed:
            self._protocol.later(partial(self._try, action))

    def _try(self, action: Callable[[], None]) -> None:
        try:
            if not self._closed:
                action()
        except Exception as error:
            # The door: nobody else would notice, and the next answer is none the worse.
            self._protocol.report("ShellCheck", error)

    def _work(self) -> None:
        while (jobs := self._next()) is not None:
            for uri, job in jobs.items():
                job.program.ask(job.texts)
                self._later(partial(self._learned, uri, job.version))

    def _next(self) -> dict[str, _Job] | None:
        """What there is to do once nobody has typed for a while; `None` when all is over."""
        with self._wake:
            while not self._jobs and not self._closed:
                self._wake.wait()
            while not self._closed and self._wake.wait(_PAUSE_SECONDS):
                pass
            jobs, self._jobs = self._jobs, {}
            return None if self._closed else jobs


class _Job:
    """The scripts of one version of a text, and whom to ask about them."""

    def __init__(self, version: int, program: ShellCheck, texts: list[str]) -> None:
        self.version = version
        self.program = program
        self.texts = texts
