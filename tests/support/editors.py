"""Drives real editors, set up by the very blocks that docs/editors.md shows.

An editor is taken from `.editors` (`python -m dockwright_dev editors --fetch`) or from the PATH; where it is missing,
the tests of it say so and are skipped. What an editor writes stays in the test's own folder.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dockwright_dev.editors import find
from tests.support.client import PATIENCE, ROOT_OF_SERVER
from tests.support.shared import ROOT

TEXT = """\
FROM debian:12.5 AS build
MAINTAINER someone
ADD app.py /srv/
run cd /srv && make
FROM scratch
COPY --from=build /srv /srv
"""
"""What the tests open: two safe fixes, a stage to rename, a keyword to format."""

SAFE = {"maintainer-deprecated", "add-instead-of-copy"}
"""The rules whose findings in it are fixed on saving."""


def block(heading: str, language: str) -> str:
    """The first block in `language` below a heading of docs/editors.md, "Neovim" or "Neovim / On saving"."""
    text = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    for depth, title in enumerate(heading.split(" / "), 2):
        marks = "#" * depth
        found = re.search(rf"(?ms)^{marks} {re.escape(title)}$(.*?)(?=^#{{2,{depth}}} |\Z)", text)
        assert found, f"docs/editors.md has no heading {title}"
        text = found[1]
    found = re.search(rf"(?ms)^```{language}\n(.*?)^```$", text)
    assert found, f"docs/editors.md has no block in {language} below {heading}"
    return found[1]


def uncommented(block: str, mark: str, comment: str) -> str:
    """A block with the line that has `mark` in it, which it shows behind `comment`, in force."""
    line = next(it for it in block.splitlines() if mark in it)
    assert line.strip().startswith(comment)
    return block.replace(line, line.replace(comment, "", 1))


def with_settings(block: str, comment: str, ignored: str) -> str:
    """A block with its example of settings in force; it ignores another rule."""
    return uncommented(block, "missing-user", comment).replace("missing-user", ignored)


def program(name: str, said: str, wanted: str = "") -> str:
    """The path of an editor called `said`; skips where there is none, or one that does not say `wanted` of itself."""
    path = find(name)
    if path is None:
        pytest.skip(
            f"{said} is not here; `python -m dockwright_dev editors --fetch` gets it where Debian's packages are"
        )
    if wanted:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=False).stdout
        if not re.search(wanted, told):
            pytest.skip(f"this needs another {said} than {told.splitlines()[0] if told else 'this one'}")
    return path


class Project:
    """A folder with a Dockerfile, a home of its own, and `dockwright` on the PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        self.home = folder / "home"
        self.dockerfile = self.folder / "Dockerfile"
        programs = folder / "bin"
        for it in (self.folder / ".git", self.home, programs):
            it.mkdir(parents=True)
        self.dockerfile.write_text(TEXT, encoding="utf-8")
        dockwright = programs / "dockwright"
        here = f"PYTHONPATH={shlex.quote(str(ROOT_OF_SERVER))} exec {shlex.quote(sys.executable)}"
        dockwright.write_text(f'#!/bin/sh\n{here} -m dockwright "$@"\n', encoding="utf-8")
        dockwright.chmod(0o755)
        own = {f"XDG_{it}_HOME": str(self.home / it.lower()) for it in ("CONFIG", "CACHE", "DATA", "STATE")}
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, **own, "HOME": str(self.home), "PATH": path, "LC_ALL": "C.UTF-8"}

    @property
    def text(self) -> str:
        """What the Dockerfile on the disk says now."""
        return self.dockerfile.read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> Path:
        """Write a file, by its path from the home."""
        written = self.home / path
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, encoding="utf-8")
        return written

    def told_by(self, command: list[str], **more: str) -> Any:
        """Run an editor that writes what it found, as JSON, into the file that `TOLD` names."""
        told = self.home / "told.json"
        environment = {**self.environment, **more, "TOLD": str(told)}
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            timeout=4 * PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        said = (done.stdout + done.stderr).decode(errors="replace")
        assert told.exists(), f"the editor ended with {done.returncode} and said:\n{said}"
        found = json.loads(told.read_text(encoding="utf-8"))
        if isinstance(found, dict) and "skipped" in found:
            pytest.skip(found["skipped"])
        assert not (isinstance(found, dict) and "failed" in found), f"{found['failed']}\n{said}"
        return found


class Terminal:
    """A terminal in which an editor runs: keys go in, and what it shows can be read."""

    def __init__(self, tmux: list[str], environment: dict[str, str]) -> None:
        self._tmux = tmux
        self._environment = environment

    def _run(self, *arguments: str) -> str:
        command = [*self._tmux, *arguments]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout

    def screen(self) -> str:
        """What the terminal shows."""
        return self._run("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        """Press keys by their names: "a", "Escape", "C-u"."""
        self._run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text as it is."""
        self._run("send-keys", "-l", text)

    def wait_for(self, what: str, condition: Callable[[str], object]) -> str:
        """Wait until what is shown fulfils `condition`; what that is."""
        ends = time.monotonic() + PATIENCE
        while not condition(shown := self.screen()):
            assert time.monotonic() < ends, f"waited in vain for {what}; the screen is:\n{shown}"
            time.sleep(0.02)
        return shown

    def wait_for_text(self, text: str) -> str:
        """Wait until `text` is shown; all that is shown then."""
        return self.wait_for(repr(text), lambda shown: text in shown)


@contextmanager
def terminal(project: Project, command: list[str]) -> Iterator[Terminal]:
    """A terminal that runs `command` in the project's folder."""
    # The path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="dockwright-") as folder:
        tmux = [program("tmux", "tmux"), "-S", f"{folder}/socket", "-f", "/dev/null"]
        # A shell of its own would greet and count mail; the editor's last words stay to be read.
        line = f"exec 2>{shlex.quote(str(project.home / 'errors'))}; {shlex.join(command)}; exec cat"
        start = [*tmux, "new-session", "-d", "-x", "110", "-y", "30", "-c", str(project.folder), "sh", "-c", line]
        # Within another tmux it would not start.
        environment = {name: value for name, value in project.environment.items() if name != "TMUX"}
        subprocess.run(start, env=environment, check=True, timeout=PATIENCE)
        try:
            yield Terminal(tmux, environment)
        finally:
            subprocess.run([*tmux, "kill-server"], env=environment, check=False, timeout=PATIENCE)
