"""What others install: the distributions, made and installed as they do it, outside this checkout.

What Dockwright needs comes from the machine's package index; where none answers, the tests that install say so and are
skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from dockwright import __version__
from tests.support.shared import ROOT

PATIENCE = 300
"""Seconds for a step that fetches something."""


def outside(**more: str) -> dict[str, str]:
    """The environment without what would lead to this checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}


def run(
    command: Sequence[str | Path], folder: Path, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What a program answers that runs in `folder`."""
    done = subprocess.run(
        [str(it) for it in command],
        cwd=folder,
        env=environment or outside(),
        input=given,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def succeed(
    command: Sequence[str | Path], folder: Path, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> str:
    """What a program prints; it has to end with 0."""
    done = run(command, folder, given, environment)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@cache
def package_index() -> None:
    """Skip the test where no package index answers."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
    if run([*command, "hatchling"], ROOT).returncode:
        pytest.skip("no package index answers here")


def distribution(kind: str, folder: Path, source: Path = ROOT) -> Path:
    """The `wheel` or the `sdist` of what lies in `source`, written into `folder`."""
    pytest.importorskip("hatchling", reason="hatchling, which makes the distributions, is not here")
    succeed([sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", folder], source)
    (made,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    assert __version__ in made.name
    return made


def installed(what: Path, folder: Path) -> Path:
    """The programs of a fresh environment in which `what`, a file or a folder, is installed and nothing else."""
    package_index()
    venv.create(folder, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    succeed([sys.executable, "-m", "pip", "--python", python, "install", "--quiet", what], folder)
    return python.parent


def repository(folder: Path) -> Path:
    """A clone of this checkout with what it holds now, committed, under the tag of its version."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = [it for it in succeed(listing, ROOT).split("\0") if it and (ROOT / it).is_file()]
    for name in names:
        copied = folder / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_bytes((ROOT / name).read_bytes())
    commit(folder)
    succeed(["git", "tag", f"v{__version__}"], folder)
    return folder


def commit(folder: Path) -> None:
    """Make `folder` a repository, if it is none, and commit all that it holds."""
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--no-verify", "--message=All"]):
        succeed(["git", *who, *arguments], folder)
